"""Claims of Vanchurin, section 2."""
