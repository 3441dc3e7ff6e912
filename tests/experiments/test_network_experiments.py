"""The experiments on holographic codes and on MERA, with other options than their own."""

import numpy as np
import pytest

from proofs.checker.errors import UsageError
from proofs.checker.experiment import Job, run_experiment
from proofs.checker.findings import panel_record
from proofs.checker.options import Options
from proofs.experiments import holographic_code, mera


def code(**changed):
    values = holographic_code.EXPERIMENT.defaults() | {"samples": 50} | changed
    return holographic_code.run(np.random.default_rng(1), Job(), **values)


@pytest.mark.parametrize("tiles", ["pentagon", "alternate"])
@pytest.mark.parametrize("erased", [0.0, 0.3, 1.0])
def test_chances_fall_with_the_share_erased(tiles, erased):
    found = code(code=tiles, rings=1, erased=erased)
    for rings in (0, 1):
        chance = found.arrays[f"chance, {rings} rings"]
        assert chance[0] == pytest.approx(1)
        assert (np.diff(chance) <= 1e-12).all()
    assert (found.arrays["chance, greedy"] <= found.arrays["chance, 1 rings"] + 0.05).all()
    for panel in found.panels:
        panel_record(panel)


def test_one_tensor_has_its_polynomial():
    p = holographic_code.SHARES
    exact = 1 - (10 * p**3 - 15 * p**4 + 6 * p**5)
    assert np.abs(code(rings=1).arrays["chance, 0 rings"] - exact).max() < 1e-12


def test_entropies_stay_below_the_cut():
    found = code(rings=2)
    for name in ("intervals", "random regions"):
        cut, bits = found.arrays[f"{name}: cut and entropy"].T
        assert (bits <= cut).all()
    assert found.numbers["intervals where entropy is the cut"] == 1


@pytest.mark.parametrize("power", [7, 8])
def test_mera_and_chains_grow_by_the_logarithm(power):
    found = mera.run(np.random.default_rng(0), Job(), 3, 2, power)
    assert found.numbers["cut, bonds per doubling"] == 2
    assert found.numbers["critical, bits per doubling"] == pytest.approx(1 / 6, abs=0.02)
    assert abs(found.numbers["gapped, bits per doubling"]) < 0.01
    assert found.numbers["layer 6, exponent"] == pytest.approx(-3, abs=0.01)
    for panel in found.panels:
        panel_record(panel)


def test_what_does_not_fit_is_refused_with_its_bytes():
    with pytest.raises(UsageError, match="ket of 64 sites must fit"):
        run_experiment("mera", Options(), ["--layers", "6"])
