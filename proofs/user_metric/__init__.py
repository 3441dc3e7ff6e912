"""A user's own metric: read its file, compute curvature and a geodesic, write the report."""
