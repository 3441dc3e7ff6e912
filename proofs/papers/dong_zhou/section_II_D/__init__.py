"""Claims of Dong and Zhou, section II.D."""
