"""Record to LaTeX, PDF, HTML and pictures: reads only the record."""
