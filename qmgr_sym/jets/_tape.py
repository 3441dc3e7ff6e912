"""Reverse differentiation of functionals: the adjoint of a derivative is minus the derivative."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from qmgr_sym.jets._element import Element, Scalar

# Adds the cotangents of the parents, given the node's own.
Backward = Callable[[Scalar, "Cotangents"], None]


class Cotangents:
    """The cotangents met so far, by the number of the node."""

    def __init__(self) -> None:
        self._found: dict[int, Scalar] = {}

    def add(self, node: Node, value: Scalar) -> None:
        """Add to the cotangent of a node."""
        self._found[node.number] = self._found.get(node.number, 0) + value

    def of(self, node: Node) -> Scalar:
        """The cotangent of a node, 0 where nothing reached it."""
        return self._found.get(node.number, 0)


class Tape:
    """The operations of one evaluation, in order; `trace` holds Gamma^c_cm = d_m log sqrt|g|."""

    def __init__(self, trace: Sequence[Scalar]) -> None:
        self.trace = trace
        self._steps: list[tuple[Node, Backward]] = []
        self._count = 0

    def leaf(self, value: Element) -> Node:
        """A variable that is differentiated by."""
        self._count += 1
        return Node(self, value, self._count)

    def node(self, value: Element, backward: Backward) -> Node:
        """The result of an operation."""
        made = self.leaf(value)
        self._steps.append((made, backward))
        return made

    def pull_back(self, top: Node) -> Cotangents:
        """Cotangents c of all nodes: the variation of sqrt|g| top is sqrt|g| c delta, up to div."""
        found = Cotangents()
        found.add(top, top.value.constant(Fraction(1)))
        for node, backward in reversed(self._steps):
            cotangent = found.of(node)
            if isinstance(cotangent, Element) or cotangent:
                backward(cotangent, found)
        return found


class Node(Element):
    """An element that remembers how it was made."""

    __slots__ = ("number", "tape", "value")

    def __init__(self, tape: Tape, value: Element, number: int) -> None:
        self.tape = tape
        self.value = value
        self.number = number

    def plus(self, other: Node) -> Node:
        """The sum, on the tape."""

        def backward(cotangent: Scalar, found: Cotangents) -> None:
            found.add(self, cotangent)
            found.add(other, cotangent)

        return self.tape.node(self.value.plus(other.value), backward)

    def scaled(self, factor: Fraction) -> Node:
        """The multiple, on the tape."""

        def backward(cotangent: Scalar, found: Cotangents) -> None:
            found.add(self, cotangent * factor)

        return self.tape.node(self.value.scaled(factor), backward)

    def constant(self, value: Fraction) -> Node:
        """A constant: a leaf that nobody asks for."""
        return self.tape.leaf(self.value.constant(value))

    def inner(self, left: Sequence[Node], right: Sequence[Node]) -> Node:
        """The sum of products, on the tape."""

        def backward(cotangent: Scalar, found: Cotangents) -> None:
            for a, b in zip(left, right, strict=True):
                found.add(a, cotangent * b.value)
                found.add(b, cotangent * a.value)

        value = left[0].value.inner([a.value for a in left], [b.value for b in right])
        return self.tape.node(value, backward)

    def d(self, direction: int) -> Node:
        """The derivative, on the tape; sqrt|g| stands before every cotangent."""

        def backward(cotangent: Scalar, found: Cotangents) -> None:
            change = cotangent.d(direction) + cotangent * self.tape.trace[direction]
            found.add(self, -change)

        return self.tape.node(self.value.d(direction), backward)
