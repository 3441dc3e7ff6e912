"""Tensor networks: holographic codes, minimal cuts, random tensors, MERA, wavelets of fermions."""
