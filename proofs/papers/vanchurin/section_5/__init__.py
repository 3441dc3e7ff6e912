"""Claims of Vanchurin, section 5."""
