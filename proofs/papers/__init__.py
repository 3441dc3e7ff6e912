"""Claims, one package a paper: a folder a section, and what its claims share in `shared`."""
