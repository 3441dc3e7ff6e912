"""Claims of Vanchurin, section 3."""
