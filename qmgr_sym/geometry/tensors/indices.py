"""Index notation: products of tensors with repeated indices, as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from qmgr_sym.geometry.calculus import with_variance
from qmgr_sym.geometry.metric import Metric
from qmgr_sym.geometry.tensor import Tensor
from qmgr_sym.geometry.tensors.algebra import Cells, Terms, combined, permuted, summed

_FACTOR = re.compile(r"([A-Za-z*][A-Za-z0-9*]*)((?:[\^_](?:\{[a-z ]+\}|[a-z]))*)")
_GROUP = re.compile(r"([\^_])(?:\{([a-z ]+)\}|([a-z]))")


def contraction(
    metric: Metric, text: str, tensors: Mapping[str, Tensor], order: str = ""
) -> Tensor:
    """A product in index notation, such as "R^{a b} C_{a c b d}".

    Names stand for tensors; indices are single letters, upper after ^, lower after _. A tensor is
    raised or lowered to where its indices stand; a letter that occurs up and down is summed over.

    Args:
        metric: what raises and lowers.
        text: the product.
        tensors: names and tensors.
        order: the free indices in the order wanted; by default as they come.

    Raises:
        ValueError: the text is none of this, a name is unknown, or an index occurs wrongly.

    Examples:
        >>> from qmgr_sym.geometry.metrics import schwarzschild
        >>> g = schwarzschild()
        >>> contraction(g, "R_{a b c d} R^{a b c d}", {"R": g.riemann("dddd")})[()]
        48*M**2/r**6
    """
    factors = []
    rest = text.strip()
    while rest:
        match = _FACTOR.match(rest)
        if match is None or not match[0]:
            raise ValueError(f"`text` must be factors such as R^{{a b}}, but has {rest[:20]!r}")
        factors.append(_factor(match[1], match[2], tensors))
        rest = rest[match.end() :].strip()
    if not factors:
        raise ValueError("`text` must have a factor, but is empty")
    result, letters = None, ""
    for name, indices, variance in factors:
        moved = with_variance(metric, tensors[name], variance)
        moved, indices = _traced(moved, indices)
        if result is None:
            result, letters = moved, indices
        else:
            result, letters = _joined(metric, result, letters, moved, indices)
    assert result is not None
    if not order:
        return result
    if sorted(order) != sorted(letters):
        raise ValueError(f"`order` must hold the free indices {letters!r}, but was {order!r}")
    return permuted(result, [letters.index(letter) for letter in order])


def _factor(name: str, groups: str, tensors: Mapping[str, Tensor]) -> tuple[str, str, str]:
    if name not in tensors:
        raise ValueError(f"`tensors` must hold {name}, but holds {', '.join(tensors)}")
    indices, variance = "", ""
    for mark, many, one in _GROUP.findall(groups):
        letters = (many or one).replace(" ", "")
        indices += letters
        variance += ("u" if mark == "^" else "d") * len(letters)
    if len(indices) != tensors[name].rank:
        raise ValueError(
            f"{name} must have {tensors[name].rank} indices, but has {len(indices)}: {groups}"
        )
    return name, indices, variance


def _traced(tensor: Tensor, letters: str) -> tuple[Tensor, str]:
    from qmgr_sym.geometry.calculus import contracted

    for letter in letters:
        if letters.count(letter) == 2:
            first = letters.index(letter)
            second = letters.index(letter, first + 1)
            rest = letters.replace(letter, "")
            return _traced(contracted(tensor, first, second), rest)
        if letters.count(letter) > 2:
            raise ValueError(f"an index must occur at most twice, but {letter} occurs more often")
    return tensor, letters


def _joined(metric: Metric, left: Tensor, a: str, right: Tensor, b: str) -> tuple[Tensor, str]:
    """The product, summed over the letters that both have."""
    shared = [letter for letter in a if letter in b]
    for letter in shared:
        if left.variance[a.index(letter)] == right.variance[b.index(letter)]:
            raise ValueError(f"a summed index must be once up and once down, but {letter} is not")
    one = [k for k, letter in enumerate(a) if letter not in shared]
    two = [k for k, letter in enumerate(b) if letter not in shared]
    pairs = [(a.index(letter), b.index(letter)) for letter in shared]

    def task(field: Any, held: list[Cells], _: list[Any]) -> Cells:
        by_shared: dict[Any, list[tuple[Any, Any]]] = {}
        for key, value in held[1].items():
            by_shared.setdefault(tuple(key[k] for _, k in pairs), []).append((key, value))
        terms: Terms = {}
        for key, value in held[0].items():
            for other, factor in by_shared.get(tuple(key[k] for k, _ in pairs), []):
                target = tuple([key[k] for k in one] + [other[k] for k in two])
                terms.setdefault(target, []).append((1, value, factor))
        return summed(field, terms)

    variance = "".join(left.variance[k] for k in one) + "".join(right.variance[k] for k in two)
    letters = "".join(a[k] for k in one) + "".join(b[k] for k in two)
    return combined([left, right], [], variance, task, "T", metric.domain), letters
