"""Claims of Vanchurin, section 8."""
