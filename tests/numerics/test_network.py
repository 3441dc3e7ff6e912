import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from numerics.learning.gradient_noise import minibatch_diffusion
from numerics.learning.network import (
    ACTIVATIONS,
    activate,
    boundary_loss,
    bulk_loss,
    local_errors,
    loss_gradient,
    trajectory,
    update,
)

N = 4
mask = hnp.arrays(np.int64, N, elements=st.integers(0, 1))
# odd eighths over 13: no pre-activation is exactly 0, where the rectifier has no derivative
numbers = st.integers(-8, 8).map(lambda n: (2 * n + 1) / 13)


def network(batch=(3,)):
    return st.tuples(
        hnp.arrays(float, (*batch, N), elements=numbers),
        hnp.arrays(float, (N, N), elements=numbers),
        hnp.arrays(float, N, elements=numbers.map(lambda v: v + 0.01)),
    )


@checked
@given(network(), mask, st.sampled_from(ACTIVATIONS), st.booleans())
def test_gradient_equals_complex_step(parts, boundary, activation, bulk):
    x, W, b = parts

    def loss(W, b):
        if bulk:
            return bulk_loss(x, W, b, activation=activation)
        return boundary_loss(x, W, b, boundary, activation=activation)

    by_weight, by_bias = loss_gradient(x, W, b, None if bulk else boundary, activation=activation)
    for i in range(N):
        step = 1e-30j * np.eye(N)[i]
        # complex step: rounding of sums of products below 10
        np.testing.assert_allclose(loss(W, b + step).imag / 1e-30, by_bias[:, i], atol=1e-13)
        for j in range(N):
            bump = step[:, None] * np.eye(N)[j]
            got = loss(W + bump, b).imag / 1e-30
            np.testing.assert_allclose(got, by_weight[:, i, j], atol=1e-13)


@checked
@given(network((2, 3)), st.sampled_from(ACTIVATIONS))
def test_map_and_batches_agree_with_one_neuron_at_a_time(parts, activation):
    x, W, b = parts
    batch = update(x, W, b, activation=activation)
    f = {"tanh": np.tanh, "relu": lambda v: np.maximum(0, v), "identity": lambda v: v}[activation]
    one = [f(sum(W[i, j] * x[1, 2, j] for j in range(N)) + b[i]) for i in range(N)]
    np.testing.assert_allclose(batch[1, 2], one, atol=1e-14)
    np.testing.assert_allclose(local_errors(x, W, b, activation=activation), x - batch)


@checked
@given(network(), mask)
def test_boundary_and_bulk_losses_split_the_neurons(parts, boundary):
    x, W, b = parts
    both = boundary_loss(x, W, b, boundary) + boundary_loss(x, W, b, 1 - boundary)
    np.testing.assert_allclose(both, bulk_loss(x, W, b), atol=1e-13)
    # (2.3) carries half of V
    np.testing.assert_allclose(bulk_loss(x, W, b, 3.0), both + 1.5, atol=1e-13)


def test_fixed_point_has_no_loss_and_linear_trajectory_is_a_power():
    rng = np.random.default_rng(0)
    W, x = rng.normal(size=(N, N)) / 4, rng.normal(size=(5, N))
    path = trajectory(x, W, np.zeros(N), 3, activation="identity")
    assert path.shape == (4, 5, N)
    np.testing.assert_allclose(path[3], x @ np.linalg.matrix_power(W.T, 3), atol=1e-14)
    fixed = trajectory(x, W / 2, np.ones(N), 200)[-1]
    np.testing.assert_allclose(bulk_loss(fixed, W / 2, np.ones(N)), 0, atol=1e-28)  # contraction


def test_batches_of_parameters():
    rng = np.random.default_rng(1)
    W, b, x = rng.normal(size=(6, 1, N, N)), rng.normal(size=(6, 1, N)), rng.normal(size=(7, N))
    losses = bulk_loss(x, W, b)
    assert losses.shape == (6, 7)
    assert losses[2, 3] == pytest.approx(bulk_loss(x[3], W[2, 0], b[2, 0]))
    assert activate([-1.0, 2.0], "relu")[1].tolist() == [0, 1]


def test_diffusion_is_inverse_to_the_batch_size():
    rng = np.random.default_rng(2)
    gradients = rng.normal(size=(200, 3)) * [1, 2, 0.1] + [0.5, 0, -1]
    batches = np.array([1, 4, 16, 64])
    runs = [
        minibatch_diffusion(gradients, rate=0.1, batch=int(m), repeats=8000, rng=rng)
        for m in batches
    ]
    measured = np.array([run.coefficient for run in runs])
    exact = 0.01 * gradients.var(axis=0) / (2 * batches[:, None])
    # sqrt(2 / 8000) = 1.6 %, four of them
    np.testing.assert_allclose(measured, exact, rtol=0.065)
    slope = np.polyfit(np.log(batches), np.log(measured), 1)[0]
    np.testing.assert_allclose(slope, -1, atol=0.03)
    # the drift does not depend on the batch: standard error sqrt(2 D / repeats) = 2e-3
    np.testing.assert_allclose(runs[0].drift, -0.1 * gradients.mean(axis=0), atol=1e-2)


def test_diffusion_does_not_depend_on_the_chunks(monkeypatch):
    gradients = np.random.default_rng(5).normal(size=(6, 2))

    def run():
        rng = np.random.default_rng(1)
        return minibatch_diffusion(gradients, rate=0.1, batch=2, repeats=10, rng=rng)

    whole = run()
    monkeypatch.setattr("numerics.learning.gradient_noise.MAX_NUMBERS", 4 * 6)  # 4, 4 and 2 steps
    parts = run()
    # the same draws, added in another order
    np.testing.assert_allclose(parts.coefficient, whole.coefficient, rtol=1e-12)
    np.testing.assert_allclose(parts.drift, whole.drift, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: update(np.ones(3), np.ones((4, 4)), np.ones(4)), "`W` must have shape"),
        (lambda: update(np.ones(4), np.ones((4, 4)), np.ones(3)), "`b` must have shape"),
        (lambda: update(np.ones(1), np.ones((1, 1)), [np.nan]), "`b` must be finite"),
        (lambda: activate(1.0, "sine"), "`activation` must be one of tanh, relu, identity"),
        (
            lambda: boundary_loss(np.ones(1), np.ones((1, 1)), [0.0], [0.5]),
            "`boundary` must be 1 zeros and ones",
        ),
        (
            lambda: minibatch_diffusion(
                np.ones(3), rate=1, batch=1, repeats=2, rng=np.random.default_rng(0)
            ),
            "`gradients` must have shape",
        ),
    ],
)
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
