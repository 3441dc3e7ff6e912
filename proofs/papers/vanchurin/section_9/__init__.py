"""Claims of Vanchurin, section 9."""
