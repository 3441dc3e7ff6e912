"""Landmark geodesics on the diffeomorphisms of R^d: template matching with a Gaussian kernel."""
