"""Claims of Vanchurin, section 6."""
