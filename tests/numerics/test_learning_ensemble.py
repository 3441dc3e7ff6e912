"""Ensembles of noisy learners against the network's own formulas, one replica at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.kernels.normal_stream import draw_key, normals
from numerics.learning.ensemble import Learners, learn
from numerics.learning.network import ACTIVATIONS, loss_gradient, update
from numerics.memory import BeyondMemoryError


@st.composite
def ensembles(draw):
    replicas, batch, n = (draw(st.integers(1, k)) for k in (6, 4, 5))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    start = Learners(
        rng.normal(size=(replicas, batch, n)),
        rng.normal(size=(replicas, n, n)),
        rng.normal(size=(replicas, n)),
    )
    mask = draw(st.none() | st.lists(st.sampled_from([0.0, 1.0]), min_size=n, max_size=n))
    return start, mask


def slow(start, steps, rate, D, key, activation, mask):
    """The definition: replica by replica, state by state."""
    replicas, _, n = start.x.shape
    x, W, b = start.x.copy(), start.W.copy(), start.b.copy()
    for step in range(steps):
        noise = np.sqrt(2 * D) * normals((replicas, n * n + n), key, step * replicas)
        for r in range(replicas):
            by_W, by_b = loss_gradient(x[r], W[r], b[r], mask, activation=activation)
            moved = update(x[r], W[r], b[r], activation=activation)
            W[r] += noise[r, : n * n].reshape(n, n) - rate * by_W.mean(axis=0)
            b[r] += noise[r, n * n :] - rate * by_b.mean(axis=0)
            x[r] = moved if mask is None else np.where(np.array(mask) == 1, x[r], moved)
    return Learners(x, W, b)


@given(
    ensembles(),
    st.integers(0, 3),
    st.sampled_from([0.0, 0.01]),
    st.sampled_from(ACTIVATIONS),
    st.integers(1, 7),
    st.sampled_from([1, 2]),
)
def test_steps_are_those_of_the_definition(ensemble, steps, D, activation, chunk, workers):
    start, mask = ensemble
    found = learn(
        start,
        steps=steps,
        rate=0.1,
        D=D,
        rng=np.random.default_rng(7),
        activation=activation,
        boundary=mask,
        chunk=chunk,
        workers=workers,
    )
    key = draw_key(np.random.default_rng(7))
    expected = slow(start, steps, 0.1, D, key, activation, mask)
    for name in ("x", "W", "b"):
        # sums of at most five products in another order, three steps
        np.testing.assert_allclose(
            getattr(found, name), getattr(expected, name), rtol=1e-11, atol=1e-11
        )


def network(replicas=5, n=64, batch=8):
    rng = np.random.default_rng(0)
    W = rng.normal(size=(replicas, n, n)) / 2 / np.sqrt(n)
    return Learners(rng.normal(size=(replicas, batch, n)), W, np.zeros((replicas, n)))


def run(start, **options):
    settings = {"steps": 20, "rate": 0.01, "D": 1e-8} | options
    return learn(start, rng=np.random.default_rng(1), **settings)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_bits_do_not_depend_on_chunks_or_threads(dtype):
    start = network()
    whole = run(start, dtype=dtype, chunk=5)
    assert whole.W.dtype == dtype
    for chunk, workers in ((1, 1), (2, 2), (3, 3)):
        found = run(start, dtype=dtype, chunk=chunk, workers=workers)
        for name in ("x", "W", "b"):
            assert getattr(found, name).tobytes() == getattr(whole, name).tobytes()


def test_single_precision_has_the_same_noise_and_its_stated_error():
    start = network(2)
    double = run(start, steps=1000)
    single = run(start, steps=1000, dtype=np.float32)
    # measured 4e-7: a thousand roundings of weights of 0.1 to 0.2, 6e-9 to 1e-8 each
    assert 1e-9 < np.abs(single.W - double.W).max() < 4e-6
    assert np.abs(run(start, steps=1000, D=0).W - double.W).max() > 1e-4


def test_the_noise_has_the_stated_diffusion():
    start = network(4)
    still = run(start, steps=10, D=0)
    moved = run(start, steps=10, D=1e-12)  # too little to change the gradients
    spread = (moved.W - still.W).var() / (2 * 1e-12 * 10)
    assert spread == pytest.approx(1, abs=5 * np.sqrt(2 / moved.W.size))


def test_learning_lowers_the_loss():
    start = network(3)
    held = np.ones(64)
    before, after = start, run(start, steps=300, rate=0.3, D=0, boundary=held)
    np.testing.assert_array_equal(after.x, start.x)

    def loss(learners):
        moved = [update(x, W, b) for x, W, b in zip(start.x, learners.W, learners.b, strict=True)]
        return ((start.x - np.array(moved)) ** 2).mean()

    assert loss(after) < 0.5 * loss(before)


def test_progress_and_memory():
    seen = []
    run(network(5), steps=1, chunk=2, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 5), (4, 5), (5, 5)]
    with pytest.raises(BeyondMemoryError, match="ensemble of 5 networks of 64 neurons must fit"):
        run(network(5), limit=1000)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"steps": -1}, "`steps` must be an integer of at least 0"),
        ({"rate": 0.0}, "`rate` must be positive"),
        ({"D": -1.0}, "`D` must be a finite number of at least 0, but it is -1"),
        ({"D": np.nan}, "`D` must be a finite number"),
        ({"activation": "step"}, "`activation` must be one of"),
        ({"boundary": [0.5] * 64}, "`boundary` must be 64 zeros and ones"),
        ({"chunk": 0}, "`chunk_size` must be an integer of at least 1"),
        ({"rate": 1e300, "activation": "identity"}, "replica 0 must stay finite"),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_bad_requests(options, message):
    with pytest.raises(ValueError, match=message):
        run(network(2), **options)


def test_shapes_must_match():
    good = network(2)
    for bad in (
        Learners(good.x[0], good.W, good.b),
        Learners(good.x[:1], good.W, good.b),
        Learners(good.x, good.W[:, :3], good.b),
        Learners(good.x, good.W, good.b[:, :3]),
    ):
        with pytest.raises(ValueError, match=r"`start` must have shapes x \(R, B, N\)"):
            run(bad)
