"""Claims of V. Vanchurin, Towards a theory of quantum gravity from neural networks.

`eq_S_NN.py` holds the numbered equation (S.N); `on_*.py` hold sentences that can be true or false.
"""

DOCUMENT = "V. Vanchurin, Towards a theory of quantum gravity from neural networks"
