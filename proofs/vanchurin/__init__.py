"""Claims of V. Vanchurin, Towards a theory of quantum gravity from neural networks."""
