"""Hypothesis strategies for Nielsen's metric: Hamiltonians and costs from a few small integers."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from numerics.nielsen.cost import from_coefficients

# Derandomised: a failure on one machine is a failure on all.
checked = settings(max_examples=15, deadline=None, derandomize=True)


def costs(qubits: int, batch: tuple[int, ...] = ()) -> st.SearchStrategy[np.ndarray]:
    """Costs between 1/4 and 3 for every string, shape ``(*batch, 4**qubits)``."""
    return hnp.arrays(np.int64, (*batch, 4**qubits), elements=st.integers(1, 12)).map(
        lambda table: table / 4
    )


def coefficients(qubits: int, batch: tuple[int, ...] = ()) -> st.SearchStrategy[np.ndarray]:
    """Coefficients in eighths up to 3/8, none on the identity: ``(*batch, 4**qubits)``."""

    def traceless(table):
        table = table / 8
        table[..., 0] = 0.0
        return table

    return hnp.arrays(np.int64, (*batch, 4**qubits), elements=st.integers(-3, 3)).map(traceless)


def hamiltonians(qubits: int, batch: tuple[int, ...] = ()) -> st.SearchStrategy[np.ndarray]:
    """Traceless Hermitian matrices, shape ``(*batch, 2**qubits, 2**qubits)``."""
    return coefficients(qubits, batch).map(from_coefficients)


@st.composite
def problems(draw, most: int = 3, batch: tuple[int, ...] = (2,)):
    """Qubits, Hamiltonians of a batch, and costs, common or one for each."""
    qubits = draw(st.integers(1, most))
    own = draw(st.booleans())
    return qubits, draw(hamiltonians(qubits, batch)), draw(costs(qubits, batch if own else ()))
