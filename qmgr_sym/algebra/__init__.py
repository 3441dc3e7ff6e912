"""Matrix Lie algebras over Q and Q(i) and Pauli strings, exact."""
