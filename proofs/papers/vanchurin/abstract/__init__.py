"""Claims of Vanchurin, the abstract."""
