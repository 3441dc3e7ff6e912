"""Claims of Hashimoto's slides, the discussion."""
