"""gamma, polygamma and incomplete gamma functions at one argument of each class."""

from __future__ import annotations

import sympy
from sympy import Add, Expr, Mul, S, exp, factorial, gamma, log, loggamma, pi, polygamma, sin, sqrt

from qmgr_sym.exact._rewrite.shifts import by_integers, ordered


def one_gamma_each(expr: Expr) -> Expr:
    """Carry out the recurrences of the gamma function and its relatives.

    gamma(u + 1) = u gamma(u), gamma(u) gamma(1 - u) = pi / sin(pi u), gamma(2u) by duplication;
    polygamma(m, u + 1) = polygamma(m, u) + (-1)^m m! / u^(m + 1); for positive u
    loggamma(u + 1) = loggamma(u) + log(u); uppergamma(s + 1, x) = s uppergamma(s, x) + x^s e^-x.
    """
    if expr.has(gamma):
        expr = _shifted_gammas(expr)
        expr = _shifted_gammas(_doubled(_reflected(expr)))
    if expr.has(polygamma):
        expr = _shifted_polygammas(expr)
    if expr.has(loggamma):
        expr = _shifted_loggammas(expr)
    if expr.has(sympy.uppergamma):
        expr = _shifted_uppergammas(expr)
    return expr


def _shifted_gammas(expr: Expr) -> Expr:
    rules = {}
    for start, steps in by_integers(node.args[0] for node in ordered(expr, gamma)):
        for argument, step in steps.items():
            rules[gamma(argument)] = gamma(start) * Mul(*(start + j for j in range(step)))
    return expr.xreplace(rules)


def _reflected(expr: Expr) -> Expr:
    """gamma(b) through gamma(a) where a + b is an integer."""
    rules: dict[Expr, Expr] = {}
    kept: list[Expr] = []
    for node in ordered(expr, gamma):
        argument = node.args[0]
        for a in kept:
            total = sympy.expand(a + argument)
            if total.is_Integer and abs(int(total)) < 20:
                # gamma(total - a) from gamma(1 - a) = pi / (sin(pi a) gamma(a)).
                first = pi / (sin(pi * a) * gamma(a))
                rules[node] = first * _ratio(1 - a, int(total) - 1)
                break
        else:
            kept.append(argument)
    return expr.xreplace(rules)


def _ratio(start: Expr, step: int) -> Expr:
    """gamma(start + step) / gamma(start)."""
    if step >= 0:
        return Mul(*(start + j for j in range(step)))
    return 1 / Mul(*(start - j for j in range(1, -step + 1)))


def _doubled(expr: Expr) -> Expr:
    """gamma(2u + k) through gamma(u) gamma(u + 1/2) where one of these occurs too."""
    nodes = ordered(expr, gamma)
    rules = {}
    for node in nodes:
        whole, rest = node.args[0].as_coeff_Add()
        if not whole.is_Integer or rest.is_number:
            continue
        half = rest / 2
        gaps = [sympy.expand(2 * (other.args[0] - half)) for other in nodes if other != node]
        if not any(gap.is_Integer for gap in gaps):
            continue
        double = 2 ** (rest - 1) * gamma(half) * gamma(half + S.Half) / sqrt(pi)
        rules[node] = double * _ratio(rest, int(whole))
    return expr.xreplace(rules)


def _shifted_polygammas(expr: Expr) -> Expr:
    rules = {}
    nodes = ordered(expr, polygamma)
    for order in dict.fromkeys(node.args[0] for node in nodes):
        if not order.is_Integer:
            continue
        same = [node.args[1] for node in nodes if node.args[0] == order]
        for start, steps in by_integers(same):
            sign = S.NegativeOne**order * factorial(order)
            for argument, step in steps.items():
                terms = [sign / (start + j) ** (order + 1) for j in range(step)]
                rules[polygamma(order, argument)] = polygamma(order, start) + Add(*terms)
    return expr.xreplace(rules)


def _shifted_loggammas(expr: Expr) -> Expr:
    rules = {}
    for start, steps in by_integers(node.args[0] for node in ordered(expr, loggamma)):
        if not start.is_positive:
            continue
        for argument, step in steps.items():
            terms = [log(start + j) for j in range(step)]
            rules[loggamma(argument)] = loggamma(start) + Add(*terms)
    return expr.xreplace(rules)


def _shifted_uppergammas(expr: Expr) -> Expr:
    rules = {}
    nodes = ordered(expr, sympy.uppergamma)
    for x in dict.fromkeys(node.args[1] for node in nodes):
        same = [node.args[0] for node in nodes if node.args[1] == x]
        for start, steps in by_integers(same):
            for argument, step in steps.items():
                value = sympy.uppergamma(start, x)
                for j in range(step):
                    value = (start + j) * value + x ** (start + j) * exp(-x)
                rules[sympy.uppergamma(argument, x)] = value
    return expr.xreplace(rules)
