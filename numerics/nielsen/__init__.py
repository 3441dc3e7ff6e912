"""Nielsen's geometry of quantum circuits: costs, geodesics, Jacobi fields, curvature, shooting."""
