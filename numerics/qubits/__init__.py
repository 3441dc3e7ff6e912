"""States and operators of qubits: Pauli strings, closures, entanglement, distances, embeddings."""
