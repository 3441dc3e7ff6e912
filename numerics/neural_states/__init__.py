"""Wave functions of spins as networks, and their variational energies."""
