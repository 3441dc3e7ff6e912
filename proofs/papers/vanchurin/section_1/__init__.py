"""Claims of Vanchurin, section 1."""
