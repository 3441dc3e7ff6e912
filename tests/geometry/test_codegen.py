"""Generated right sides against the exact geodesic equations, at points."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from metric_strategies import a, b, metrics, u, x
from sympy import Float, Symbol, Tuple, cos, exp, sinh, sqrt, symbols, tan

from numerics.generated import load_source
from qmgr_sym.geometry._lane_printer import written
from qmgr_sym.geometry.geodesics import affine_acceleration, coordinate_acceleration
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.metrics import kerr
from qmgr_sym.geometry.right_side import FORMS, right_side

KINDS = ("polynomial", "trigonometric", "hyperbolic")
CONSTANTS = {a: 0.75, b: 1.5}


def full_rates(code, module, state, time):
    """All derivatives in the order of the state, and the monitored quantities."""
    values = list(CONSTANTS.values())
    moving = [*code.active, *code.passive]
    rates = np.zeros(len(state))
    inside = state[[*code.active, *code.constant]]
    rates[moving] = module.right_side.py_func(time, *inside, *values)
    watched = module.monitors.py_func(time, *state[moving], *state[list(code.constant)], *values)
    return rates, np.array(watched)


def exact(expressions, metric, point, letters=(), numbers=()):
    swap = dict(zip(metric.coordinates, map(Float, point), strict=True))
    swap |= {k: Float(v) for k, v in CONSTANTS.items()}
    swap |= dict(zip(letters, map(Float, numbers), strict=True))
    found = np.array([complex(e.subs(swap)) for e in Tuple(*expressions)])
    assume(np.isfinite(found).all() and not found.imag.any())
    return found.real


@settings(max_examples=15)
@given(metrics((2, 3), KINDS), st.sampled_from(FORMS), st.integers(0, 9))
def test_every_form_agrees_with_the_exact_equations(tmp_path_factory, metric, form, seed):
    rng, n = np.random.default_rng(seed), metric.dimension
    code = right_side(metric, form, tuple(CONSTANTS))
    point, speed = rng.uniform(0.2, 0.9, n), rng.uniform(-1, 1, n)
    if form == "coordinate":
        speed[0] = 1.0
    letters = symbols(f"w:{n}")
    g = exact(metric.components.flat(), metric, point).reshape(n, n)
    assume(abs(np.linalg.det(g)) > 1e-3)
    module = load_source("qmgr_geodesic", code.source, folder=tmp_path_factory.getbasetemp())
    p = g @ speed
    if form == "hamiltonian":
        state, rate = np.concatenate([point, p]), np.concatenate([speed, np.zeros(n)])
        for c, q in enumerate(metric.coordinates):
            slope = exact(metric.components.diff(q).flat(), metric, point).reshape(n, n)
            rate[n + c] = speed @ slope @ speed / 2
    elif form == "affine":
        bend = exact(affine_acceleration(metric, letters), metric, point, letters, speed)
        state, rate = np.concatenate([point, speed]), np.concatenate([speed, bend])
    else:
        some = letters[1:]
        turn = exact(coordinate_acceleration(metric, some), metric, point, some, speed[1:])
        bend = exact(affine_acceleration(metric, letters), metric, point, letters, speed)
        state = np.concatenate([point[1:], speed[1:], [0.5, 3.0]])
        rate = np.concatenate([speed[1:], turn[1:], [-0.5 * bend[0], 0.5]])
        p = p / 0.5
        speed = speed / 0.5
    rates, watched = full_rates(code, module, state, point[0])
    scale = 1 + np.abs(rate).max() * np.abs(np.linalg.inv(g)).max()  # cancellation in the inverse
    np.testing.assert_allclose(rates, rate, atol=1e-12 * scale)
    free = [k for k, q in enumerate(metric.coordinates) if q not in metric.components.free_symbols]
    assert code.monitors == ("norm", *(f"p_{metric.coordinates[k]}" for k in free))
    norm = p @ speed
    np.testing.assert_allclose(watched, [norm, *p[free]], atol=1e-11 * scale * (1 + abs(norm)))


def test_symmetries_take_variables_out_of_the_right_side():
    mass, spin = symbols("M a", real=True)
    code = right_side(kerr(mass, spin), parameters=(mass, spin))
    assert (code.active, code.passive, code.constant) == ((1, 2, 5, 6), (0, 3), (4, 7))
    assert code.monitors == ("norm", "p_t", "p_phi")
    assert code.operations < 150
    assert code.source == right_side(kerr(mass, spin), parameters=(mass, spin)).source


def test_functions_powers_and_roots(tmp_path):
    entry = exp(x) + sqrt(1 + x**2) ** 3 / x**3 + sinh(x) * tan(x) + (1 + x) ** symbols("p")
    source, count = written("f", (x, Symbol("p")), [], [entry, entry**2, cos(x)])
    names = {"exp": math.exp, "sqrt": math.sqrt, "sinh": math.sinh}
    assert source.count("sincos(") == 1
    assert source.count("sqrt(") == 1
    assert "**" in source
    assert count < 30
    assert set(names) <= set(source.replace("(", " ").split())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: right_side(Metric([[a]], (x,))),
            "must hold every symbol of the metric, but not a",
        ),
        (lambda: right_side(Metric([[1 + u(x) ** 2]], (x,))), "no unknown functions, but has u"),
        (lambda: right_side(Metric([[1]], (x,)), "wavy"), "`form` must be one of hamiltonian"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
