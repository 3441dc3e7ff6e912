"""Geodesics: many at once in vector lanes, through tables and array functions, as longest paths."""
