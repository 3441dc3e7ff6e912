"""Claims of Vanchurin, section 4."""
