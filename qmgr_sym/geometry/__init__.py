"""Metrics, connections, curvature, geodesics and symmetries, exactly."""
