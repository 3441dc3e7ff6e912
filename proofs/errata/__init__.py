"""Public errata as text claims: each formula in its wrong and its right form, with its source."""
