"""Claims of Dong and Zhou, section III.A."""
