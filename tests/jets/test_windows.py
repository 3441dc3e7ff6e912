"""Identities about sums over Gaussian windows, for every set of neurons."""

import pytest

from qmgr_sym.jets.windows import window_identity


def pulled(neuron, a):
    """g_ab y^b."""
    return sum(g * y for g, y in zip(neuron.precision[a], neuron.displacement, strict=True))


def pushed(neuron):
    """v^a g_ab y^b."""
    return sum(v * pulled(neuron, a) for a, v in enumerate(neuron.velocity))


def count(neurons):
    return neurons.curly(lambda i: i.root)


def gradient(sign):
    def expression(n):
        return tuple(
            count(n).d(1 + a) + sign * n.curly(lambda i, a=a: pulled(i, a) * i.root)
            for a in range(n.dimension)
        )

    return expression


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_the_gradient_of_a_bracket_is_minus_the_bracket_of_the_pull(dimension):
    """Behind Vanchurin (8.7): d_a {sqrt g} = -{g_ab y^b sqrt g}."""
    found = window_identity(gradient(1), dimension)
    assert found.outcome == "zero"
    assert 0 < found.failure_probability < 1e-25
    wrong = window_identity(gradient(-1), dimension)
    assert wrong.outcome == "nonzero"
    assert wrong.failure_probability == 0
    assert {name.split("_")[0] for name, _ in wrong.witness} == {"L", "v", "y", "w"}


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_the_rate_of_a_bracket_is_the_bracket_of_the_push(dimension):
    """d_t {sqrt g g^11} = +{v^a g_ab y^b g^11 sqrt g} for constant g."""

    def rate(sign):
        def part(i):
            return i.inverse[0][0] * i.root

        return lambda n: n.curly(part).d(0) - sign * n.curly(lambda i: pushed(i) * part(i))

    assert window_identity(rate(1), dimension).outcome == "zero"
    assert window_identity(rate(-1), dimension).outcome == "nonzero"


def test_second_derivatives_and_products_of_brackets():
    """The second derivative adds -g_ab; (6.13) with one denominator is no identity."""

    def second(n):
        def part(i):
            return (pulled(i, 0) * pulled(i, 1) - i.precision[0][1]) * i.root

        return count(n).d(1).d(2) - n.curly(part)

    assert window_identity(second, 2).outcome == "zero"

    def inverse_of_average(n):
        metric = n.curly(lambda i: i.precision[0][0] * i.root)
        return n.curly(lambda i: i.inverse[0][0] * i.root) * metric - count(n) * count(n)

    assert window_identity(inverse_of_average, 1, neurons=1).outcome == "zero"
    assert window_identity(inverse_of_average, 1, neurons=2).outcome == "nonzero"


def test_too_few_derivatives_and_bad_numbers_are_named():
    with pytest.raises(ArithmeticError, match="too few derivatives"):
        window_identity(lambda n: count(n).d(1).d(1).d(1), 1, order=2)
    with pytest.raises(ValueError, match="`dimension` must be a positive number, but was 0"):
        window_identity(count, 0)


def test_the_same_seed_gives_the_same_witness():
    one, two = (window_identity(gradient(-1), 2, seed=4) for _ in range(2))
    assert one == two
    assert one != window_identity(gradient(-1), 2, seed=5)


def test_the_root_is_that_of_the_determinant_and_the_inverse_is_one():
    def determinant(n):
        (one,) = n.members
        g = one.precision
        return one.root * one.root - (g[0][0] * g[1][1] - g[0][1] * g[1][0])

    def product(n):
        (one,) = n.members
        return sum(one.precision[0][c] * one.inverse[c][1] for c in range(2))

    assert window_identity(determinant, 2, neurons=1).outcome == "zero"
    assert window_identity(product, 2, neurons=1).outcome == "zero"
