"""Hypothesis strategies for information geometry: distributions and families of small size."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

# Derandomised: a failure on one machine is a failure on all.
checked = settings(max_examples=20, deadline=None, derandomize=True)


def distributions(states: int = 4) -> st.SearchStrategy[np.ndarray]:
    """Probabilities of a few states, none below 1 / (9 states)."""
    weights = hnp.arrays(np.int64, (states,), elements=st.integers(1, 9))
    return weights.map(lambda w: w / w.sum())


def statistics(states: int = 4, count: int = 2) -> st.SearchStrategy[np.ndarray]:
    """Whole numbers, one row for each state, that tell the states apart."""
    rows = hnp.arrays(np.int64, (states, count), elements=st.integers(-2, 2))
    return rows.filter(lambda f: np.linalg.matrix_rank(f - f[0]) == count)
