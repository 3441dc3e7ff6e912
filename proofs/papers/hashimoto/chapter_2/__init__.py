"""Claims of Hashimoto's slides, chapter 2."""
