import sys

import numpy as np
import pytest

from numerics.neural_states.heisenberg import Antiferromagnet, ring
from numerics.neural_states.netket_energy import NetKetMissingError, netket_energies


def test_without_netket_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "netket", None)
    with pytest.raises(NetKetMissingError, match="pip install"):
        netket_energies(ring(8), 1, steps=1, samples=16, rng=np.random.default_rng(0))


def test_netket_comes_close_on_a_ring():
    pytest.importorskip("netket")
    found = netket_energies(ring(8), 2, steps=100, samples=512, rng=np.random.default_rng(0))
    ground = Antiferromagnet(ring(8)).ground_energy()
    assert found.parameters == 2 * 8 + 2 + 1
    # sampled energies of a machine that is still moving
    assert abs(found.energies[-20:].mean() - ground) < 0.05 * abs(ground)
