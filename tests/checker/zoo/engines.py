"""Engines that do not run the model at the points they are given, and data that decide nothing."""

import numpy as np
import sympy as sp
from checker import planted
from checker.planted import A, a, x
from checker.zoo import FALSE, false_claim, false_engine, false_exact, measuring, stopped_by

import proofs.checker as ck

f = sp.Function("f")
t = sp.Symbol("t", real=True)
eps = sp.Symbol("epsilon", positive=True)
K = sp.Symbol("K", positive=True)
GRID = np.linspace(0.0, 1.0, 33)


def running(engine, **changes):
    return false_claim(numeric=planted.arm(engine, **changes))


def formula(width):
    """For letters and for numbers."""
    return width**2 / 3


def printed():
    return [ck.Link("area", ck.equal(A, FALSE))]


@stopped_by("both arms run .*engines.formula, so that they count as one")
def a_formula_that_both_arms_share():
    def exact(form, premises):
        yield ck.Vanishes("area", sp.Integral(form.of(A) - formula(a), (x, 0, 1)))

    def engine(sample, rng):
        return ck.Measurement({A: formula(sample["a"]), a: sample["a"]})

    return false_claim(exact=exact, numeric=planted.arm(engine))


@stopped_by("both arms run .*engines.formula, so that they count as one")
def a_formula_that_both_arms_share_with_the_print():
    """What builds the form is no excuse."""

    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(1, (x, 0, formula(a))))

    def engine(sample, rng):
        return ck.Measurement({A: formula(sample["a"]), a: sample["a"]})

    return false_claim(
        printed=lambda: [ck.Link("area", ck.equal(A, formula(a)))],
        exact=exact,
        numeric=planted.arm(engine),
    )


@stopped_by("numeric arm calls printed, which builds the form")
def an_engine_that_evaluates_what_is_printed():
    def engine(sample, rng):
        (link,) = printed()
        value = sp.lambdify(a, link.statement.rhs)
        return ck.Measurement({A: value(sample["a"]), a: sample["a"]})

    return false_claim(printed=printed, numeric=planted.arm(engine))


class Evaluated:
    """Whole expressions, evaluated as they are written."""

    def value(self, expr):
        found = sp.lambdify(a, expr.subs(A, FALSE))(np.linspace(0.5, 2.0, 8))
        return found, np.abs(found)

    def order(self, relation):
        return np.full(8, np.inf)


@stopped_by("engine of .* must measure atoms, but evaluates whole expressions")
def an_engine_that_evaluates_whole_expressions():
    def engine(sample, rng):
        return ck.Measurement({A: sample["a"], a: sample["a"]}, whole=Evaluated())

    return false_claim(numeric=planted.arm(engine))


@stopped_by("must be tried with 60 wrong forms and 20 s for each, but asks for 1 and 20 s")
def a_claim_that_chooses_how_many_wrong_forms_are_tried():
    return false_claim(mutants=1)


@stopped_by("the engine measures the same at every point")
def an_engine_that_measures_one_point():
    """Where the false formula is right: a^3 / 3 is a^2 / 2 for a = 3/2."""

    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(x**2, (x, 0, a)))

    def engine(sample, rng):
        return planted.engine({"a": np.full_like(sample["a"], 1.5)}, rng)

    return planted.claim(a**3 / 3, exact=exact, numeric=planted.arm(engine))


@stopped_by("the engine measures the same at every point")
def an_engine_that_measures_one_point_and_rolls_a_die():
    def engine(sample, rng):
        rng.random()
        return false_engine({"a": np.full_like(sample["a"], 1.5)}, rng)

    return running(engine)


@stopped_by("the engine measures the same at every point")
def an_engine_that_draws_its_own_points():
    def engine(sample, rng):
        return false_engine({"a": rng.uniform(0.5, 2.0, sample["a"].shape)}, rng)

    return running(engine)


@stopped_by("the engine measures the same at every point")
def an_engine_that_hardly_looks_at_its_points():
    def engine(sample, rng):
        own = rng.uniform(0.5, 2.0, sample["a"].shape)
        return false_engine({"a": own + 1e-9 * sample["a"]}, rng)

    return running(engine)


@stopped_by("the engine keeps a at one value")
def an_engine_that_stays_close_to_one_point():
    def engine(sample, rng):
        return false_engine({"a": 1.5 + 1e-5 * sample["a"]}, rng)

    return running(engine)


@stopped_by("the engine's values do not follow the points of its sample")
def an_engine_with_an_order_of_its_own():
    def engine(sample, rng):
        return false_engine({"a": np.sort(sample["a"])}, rng)

    return running(engine)


@stopped_by("the engine's values do not follow the points of its sample")
def an_engine_with_hidden_dice():
    dice = np.random.default_rng(1)

    def engine(sample, rng):
        return false_engine({"a": sample["a"] + dice.random(sample["a"].shape)}, rng)

    return running(engine)


@stopped_by("must belong to symbols, functions, indexed objects or their derivatives")
def a_whole_side_measured():
    return false_claim(numeric=measuring(lambda at: {A: at, FALSE: at, a: at}))


@stopped_by("must belong to symbols, functions, indexed objects or their derivatives")
def an_integral_measured():
    side = sp.Integral(x**7, (x, 0, a))
    claim = planted.claim(numeric=measuring(lambda at: {A: at, side: at, a: at}))
    return planted.claim(printed=planted.links(side), exact=None, numeric=claim.numeric)


@stopped_by("must belong to symbols, functions, indexed objects or their derivatives")
def a_whole_side_smuggled_in():
    """Measured after the measurement was made."""

    def engine(sample, rng):
        measured = ck.Measurement({A: sample["a"], a: sample["a"]})
        measured.values[FALSE] = sample["a"]
        return measured

    return running(engine)


class Obliging(ck.Measurement):
    """It has measured whatever it is asked for."""

    def get(self, expr):
        return np.ones(8)


@stopped_by("engine must return a Measurement, but returned a Obliging")
def a_measurement_of_whatever_is_asked():
    return running(lambda sample, rng: Obliging({A: sample["a"], a: sample["a"]}))


@stopped_by("engine must return a Measurement, but returned a dict")
def no_measurement_at_all():
    return running(lambda sample, rng: {A: sample["a"]})


@stopped_by("measured values of A must belong to 8 points, but have shape .3,.")
def values_of_another_number_of_points():
    return false_claim(numeric=measuring(lambda at: {A: np.ones(3), a: at}))


@stopped_by("measured values of A must be numbers, but none is")
def nothing_but_nan():
    return false_claim(numeric=measuring(lambda at: {A: np.nan * at, a: at}))


@stopped_by("doubled values of f.t. do not have twice the derivative")
def a_derivative_that_does_not_look_at_the_values():
    """f is anything, its derivative what the formula wants."""
    return _flow(lambda array, symbol: np.broadcast_to(3 * GRID**2, array.shape))


@stopped_by("the derivative by t of a constant is not zero")
def a_derivative_that_multiplies():
    return _flow(lambda array, symbol: 3 * array / GRID.max())


def _flow(derivative):
    """f' = 3 f, measured with a derivative of one's own."""

    def exact(form, premises):
        solution = sp.exp(3 * t)
        yield ck.Vanishes("flow", sp.Subs(form.gap(), f(t), solution))

    def engine(sample, rng):
        values = sample["a"][:, None] * GRID**2
        return ck.Measurement({f(t): values}, derivative=derivative)

    link = ck.Link("flow", ck.equal(sp.Derivative(f(t), t), 3 * f(t)))
    return planted.claim(
        printed=lambda: [link], exact=exact, numeric=planted.arm(engine, tolerance=0.05)
    )


@stopped_by("doubled values of f.t. do not have twice the integral")
def an_integral_that_does_not_look_at_the_values():
    def exact(form, premises):
        yield ck.shows("sum", form.of(A), sp.Integral(f(t), (t, 0, 1)))

    def engine(sample, rng):
        values = sample["a"][:, None] * GRID**2
        total = sample["a"][:, None] * 7
        return ck.Measurement(
            {f(t): values, A: total[:, 0]}, integral=lambda array, symbol: total[: len(array)]
        )

    link = ck.Link("sum", ck.equal(A, sp.Integral(f(t), (t, 0, 1))))
    return planted.claim(printed=lambda: [link], exact=exact, numeric=planted.arm(engine))


@stopped_by("tolerance of a numeric arm must be at most 0.05, but is 0.9")
def a_tolerance_that_passes_everything():
    return running(planted.engine, tolerance=0.9)


@stopped_by("floor of a numeric arm must be positive")
def a_floor_of_nothing():
    return running(planted.engine, floor=0.0)


@stopped_by("the sides of .* are of size .*, below the floor 1e.06")
def a_floor_above_the_data():
    return running(planted.engine, floor=1e6)


@stopped_by("the sides of .* are of size .*, below the floor 0.001")
def data_below_the_floor():
    small = ck.Domain((ck.Real("a", 1e-9, 1e-6),))
    return running(planted.engine, domain=small)


@stopped_by("the sides of Eq.A, 0. are of size .*, below the floor 1e.06")
def a_zero_that_is_small_beside_the_floor():
    """A = 0 is wrong by 2, and 2 is small beside a million."""

    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(x * 0, (x, 0, a)))

    return planted.claim(
        printed=planted.links(0), exact=exact, numeric=planted.arm(planted.engine, floor=1e6)
    )


class Narrow(ck.Real):
    """An interval that draws close to one point of it."""

    def draw(self, n, rng):
        return 1.5 + 1e-9 * rng.uniform(size=n)


@stopped_by("parameters of a domain must be Real or Integer, but one is a Narrow")
def a_parameter_that_draws_as_it_likes():
    return running(planted.engine, domain=ck.Domain((Narrow("a", 0.5, 2.0),)))


@stopped_by("is taken to be positive, but is measured not to be")
def values_that_the_letters_exclude():
    """sqrt(a^2) is a where a is positive, as SymPy takes it."""

    def exact(form, premises):
        yield ck.shows("area", form.of(A), sp.Integral(sp.sqrt(a**2), (x, 0, 1)))

    return planted.claim(
        sp.sqrt(a**2), exact=exact, numeric=measuring(lambda at: {A: 1 - at, a: 1 - at})
    )


@stopped_by("n is taken to be an integer, but is measured not to be")
def halves_for_a_whole_number():
    n = sp.Symbol("n", integer=True)

    def exact(form, premises):
        yield ck.shows("sign", form.of(A), sp.Integral(1 + sp.sin(sp.pi * n), (x, 0, 1)))

    link = ck.Link("sign", ck.equal(A, 1 + n - n * sp.cos(2 * sp.pi * n, evaluate=False)))
    return planted.claim(
        printed=lambda: [link], exact=exact, numeric=measuring(lambda at: {A: 0 * at, n: at})
    )


class Talkative:
    """What the exact arm tells the engine."""

    heard = None


@stopped_by("RuntimeError: nothing was said yet")
def an_engine_that_listens_to_the_exact_arm():
    Talkative.heard = None

    def exact(form, premises):
        Talkative.heard = form.of(A)
        yield from false_exact(form, premises)

    def engine(sample, rng):
        if Talkative.heard is None:
            raise RuntimeError("nothing was said yet")
        value = sp.lambdify(a, Talkative.heard)
        return ck.Measurement({A: value(sample["a"]), a: sample["a"]})

    return false_claim(exact=exact, numeric=planted.arm(engine))


@stopped_by("domain of a must be at least 0.001 of its size wide")
def a_domain_of_one_point():
    """Where a^3 / 3 is a^2 / 2."""
    return running(
        planted.engine, domain=ck.Domain((ck.Real("a", 1.5, 1.5 + 1e-13),)), tolerance=1e-9
    )


@stopped_by("low < high")
def a_domain_without_points():
    return running(planted.engine, domain=ck.Domain((ck.Real("a", 1.5, 1.5),)))


@stopped_by("domain must hold at least 8 of")
def a_domain_made_narrow_by_its_condition():
    narrow = ck.Domain((ck.Real("a", 0.5, 2.0),), sp.And(a > 1.5, a < 1.5 + 1e-9))
    return running(planted.engine, domain=narrow)


@stopped_by("epsilon is too small for an error of order 2 to be seen")
def an_epsilon_below_rounding():
    """exp(eps a) is not 1 + 2 eps a, but who can tell where eps is 1e-14."""

    def exact(form, premises):
        linear = form.gap("series").xreplace({K: 1 + 2 * eps * a})
        yield ck.Vanishes("series", sp.Limit(linear / eps, eps, 0))

    def engine(sample, rng):
        small = 1e-13 * 0.5 ** np.arange(6)
        width = sample["a"][:, None]
        return ck.Measurement({K: np.exp(small * width), a: sample["a"], eps: small + 0 * width})

    link = ck.Link("series", ck.equal(K, 1 + 2 * eps * a), order=2)
    return planted.claim(printed=lambda: [link], exact=exact, numeric=planted.arm(engine))


@stopped_by("it holds on one sample and fails on another")
def an_engine_that_is_right_at_the_first_points_only():
    """It remembers the sample of the claim."""
    seen = []

    def engine(sample, rng):
        if not seen:
            seen.extend(sample["a"])
        known = np.isin(sample["a"], seen)
        right = planted.engine(sample, rng).values
        return ck.Measurement({A: np.where(known, 2 / 3, 1.0) * right[A], a: sample["a"]})

    return running(engine)
