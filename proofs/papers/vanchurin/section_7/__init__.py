"""Claims of Vanchurin, section 7."""
