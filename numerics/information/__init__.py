"""Information geometry: Fisher metrics, geodesic distances, optimal path integrals."""
