"""Estimates from samples against distributions whose entropies are known in closed form."""

import numpy as np
import pytest

from numerics.information.samples import sample_entropy, sample_mutual_information

N = 4000


@pytest.mark.parametrize("k", [1, 3, 10])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 300.0])
def test_entropies_of_known_densities(k, scale):
    rng = np.random.default_rng(1)
    known = {
        "normal": (rng.normal(size=N), 0.5 * np.log(2 * np.pi * np.e)),
        "uniform": (rng.uniform(size=N), 0.0),
        "exponential": (rng.exponential(size=N), 1.0),
        "pairs": (rng.normal(size=(N, 2)) * [1, 5], np.log(2 * np.pi * np.e) + np.log(5)),
    }
    for name, (x, exact) in known.items():
        d = 1 if x.ndim == 1 else x.shape[1]
        # spread of log p over sqrt(N), and of the neighbour distance: 0.02 together at k = 1
        assert sample_entropy(scale * x, neighbours=k) == pytest.approx(
            exact + d * np.log(scale), abs=0.07
        ), name


@pytest.mark.parametrize("r", [0.0, 0.5, -0.9, 0.999])
def test_mutual_information_of_normal_pairs(r):
    """-log(1 - r^2) / 2, Kraskov et al. (2004), fig. 4; scales and signs do not matter."""
    rng = np.random.default_rng(2)
    x, e = rng.normal(size=(2, N))
    y = r * x + np.sqrt(1 - r**2) * e
    exact = -0.5 * np.log(1 - r**2)
    assert sample_mutual_information(x, -1e5 * y) == pytest.approx(exact, abs=0.06)
    swapped = sample_mutual_information(y, x)
    assert swapped == pytest.approx(sample_mutual_information(x, y), abs=1e-9)


def test_mutual_information_sees_what_correlation_does_not():
    """A ring of radius 1 with normal noise of 0.1 has no correlation."""
    rng = np.random.default_rng(3)
    angle = rng.uniform(0, 2 * np.pi, N)
    ring = np.stack([np.cos(angle), np.sin(angle)]) + 0.1 * rng.normal(size=(2, N))
    assert abs(np.corrcoef(ring)[0, 1]) < 0.05
    assert sample_mutual_information(*ring) > 0.5


def test_a_common_cause_is_removed_by_conditioning():
    """x and y share z alone: I(x; y) = log(4/3) / 2, I(x; y | z) = 0."""
    rng = np.random.default_rng(4)
    z, a, b = rng.normal(size=(3, N))
    assert sample_mutual_information(z + a, z + b) == pytest.approx(np.log(4 / 3) / 2, abs=0.05)
    assert sample_mutual_information(z + a, z + b, given=z) == pytest.approx(0, abs=0.05)
    chained = sample_mutual_information(z + a, a, given=z)
    assert chained > 1.0  # given z they are the same


def test_vectors_share_what_their_parts_share():
    rng = np.random.default_rng(5)
    x, e = rng.normal(size=(2, N, 2))
    exact = 2 * 0.5 * np.log(1 + 1 / 0.25)
    assert sample_mutual_information(x, x + 0.5 * e) == pytest.approx(exact, abs=0.1)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: sample_entropy([1.0, 2.0]), "fewer than the 2 samples, but it is 3"),
        (lambda: sample_entropy(np.ones(9)), "coordinate 0 is constant"),
        (lambda: sample_entropy([0, 0, 0, 0, 1, 2, 3]), "4 of them are equal"),
        (lambda: sample_entropy(np.ones((2, 2, 2))), "must have shape"),
        (lambda: sample_mutual_information(np.arange(9), np.arange(8)), "but it has 8"),
        (lambda: sample_entropy(np.arange(9), neighbours=0), "at least 1, but it is 0"),
    ],
)
def test_bad_samples_are_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()
