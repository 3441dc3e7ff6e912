"""Claims of Dong and Zhou, section I."""
