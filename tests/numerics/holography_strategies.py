"""Random networks and boundary data."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

moderate = st.floats(-2.0, 2.0, allow_subnormal=False)


@st.composite
def networks(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float]:
    """Friction (K, N), phi and pi (K, S), couplings (K,), and a step inwards."""
    k, n, s = (draw(st.integers(1, most)) for most in (3, 12, 4))
    friction = draw(hnp.arrays(float, (k, n), elements=st.floats(-5, 8, allow_subnormal=False)))
    phi, pi = (draw(hnp.arrays(float, (k, s), elements=moderate)) for _ in range(2))
    coupling = draw(hnp.arrays(float, (k,), elements=st.floats(0, 1, allow_subnormal=False)))
    return friction, phi, pi, coupling, -draw(st.floats(0.01, 0.1))
