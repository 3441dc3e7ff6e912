"""A step of Euler-Arnold geodesics over the matrix products it consists of.

Run from the root of the project: ``python tests/benchmarks/bench_nielsen.py [--json FILE]``.  A
step of the commutator-free method has 38 products of matrices (4 times 2 for the Hamiltonian at a
stage, 5 times 5 for exponentials, 5 to apply them).  The bare products are timed beside the step,
on matrices of the same size and batch.  A step has to stay within a small factor of them; the bar
says 5.  Measured on two shared cores, several runs: 1.7 (6 qubits) to 4.6 (3 qubits).  The factor
is largest for small matrices, where additions and passes over memory weigh as much as products.
The cost per Pauli string is also timed alone, beside the sum over strings that it replaces.
"""

import numpy as np
from table import Row, finish, seconds

from numerics.nielsen.cost import apply_cost, from_coefficients
from numerics.nielsen.euler_arnold import geodesic
from numerics.qubits.pauli import matrices

PRODUCTS = 38
STEPS = 10
BATCHES = {2: 2048, 3: 512, 4: 128, 5: 32, 6: 8}


def stepping(velocity, cost):
    geodesic(velocity, cost, duration=0.01 * STEPS, steps=STEPS, every=STEPS)


def products(a, b):
    for _ in range(PRODUCTS * STEPS):
        a @ b


def measured(qubits, batch, rng):
    h = rng.standard_normal((batch, 4**qubits)) / 2**qubits
    h[:, 0] = 0.0
    cost, H = rng.uniform(0.5, 2.0, 4**qubits), from_coefficients(h)
    size = f"{qubits} qubits, batch {batch}"
    step, bare = seconds(lambda: stepping(H, cost), lambda: products(H, H), repeats=3)
    yield Row(f"step, {size}", step / bare, unit="products", bar=5.0, at_most=True)
    if qubits > 4:
        return
    strings = matrices(np.arange(4**qubits), qubits).reshape(4**qubits, -1)

    def summed():
        coefficients = H.reshape(batch, -1) @ strings.conj().T / 2**qubits
        return (coefficients * cost) @ strings

    fast, slow = seconds(lambda: apply_cost(H, cost), summed, repeats=3)
    yield Row(f"cost, {size}", fast, slow, against="sum over strings")


def main():
    rng = np.random.default_rng(0)
    rows = [row for size in BATCHES.items() for row in measured(*size, rng)]
    finish("nielsen", rows)


if __name__ == "__main__":
    main()
