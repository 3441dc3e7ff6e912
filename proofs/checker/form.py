"""Links and forms: what is printed, link by link, and a premise in the form in which it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Union

import sympy as sp
from sympy.core.expr import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

Which = Literal["printed", "amended"]
Printed = Union[Boolean, Mapping[str, Boolean], Sequence["Link"]]  # noqa: UP007
Make = Callable[..., Printed]


@dataclass(frozen=True)
class Link:
    """One relation of a printed line: one `=` of a chain, one inequality, one sentence.

    `statement` is an unevaluated SymPy Boolean. `quantifier` says whether the statement is claimed
    for "all" points of the claim's domain or for "some". With an `order` n an equality is claimed
    up to O(eps^n) only: the exact arm has to let the coefficients below n vanish, and the engine
    measures along one more axis, the last, on which eps is halved from entry to entry.
    `equality_at` maps symbols to values at which an inequality is claimed to be an equality, so
    that a weaker inequality is noticed.

    Raises ValueError for a statement that SymPy has already evaluated to True or False, for one
    with the same expression on both sides, for an order of anything but an equality, and for
    `equality_at` of anything but `<=` and `>=`.
    """

    name: str
    statement: Boolean
    quantifier: Literal["all", "some"] = "all"
    order: int | None = None
    equality_at: Mapping[sp.Symbol, Expr] | None = None

    def __post_init__(self) -> None:
        """Refuse what nothing can put to the test."""
        if self.statement in (sp.true, sp.false):
            raise ValueError(
                f"link {self.name!r} must be an unevaluated statement, but SymPy has turned it "
                f"into {self.statement}"
            )
        if isinstance(self.statement, Relational) and self.statement.lhs == self.statement.rhs:
            raise ValueError(
                f"link {self.name!r} must have two sides that differ, but both are "
                f"{self.statement.lhs}"
            )
        if self.order is not None and not isinstance(self.statement, sp.Eq):
            raise ValueError(
                f"link {self.name!r} with an order must be an equality, "
                f"but is {self.statement.func.__name__}"
            )
        if self.equality_at is not None and not isinstance(self.statement, sp.Le | sp.Ge):
            raise ValueError(
                f"link {self.name!r} with `equality_at` must be <= or >=, "
                f"but is {self.statement.func.__name__}"
            )


class Form(Mapping[str, Boolean]):
    """The links of one form of a claim by name, and how to read them whichever side they stand on.

    >>> x, y = sp.symbols("x y")
    >>> form = Form("paper:1", "printed", [Link("line", sp.Eq(2 * y, 4 * x, evaluate=False))])
    >>> form.of(y), form.of(x)
    (2*x, y/2)
    """

    def __init__(
        self, key: str, which: Which, links: Iterable[Link], make: Make | None = None
    ) -> None:
        """`make` builds the form for other parameters; ValueError when two links share a name."""
        self.key, self.which, self._make = key, which, make
        self.read: set[str] = set()  # names of the links that were looked at
        found: dict[str, Link] = {}
        for link in links:
            if link.name in found:
                raise ValueError(f"links of {key} must have different names, but two are "
                                 f"called {link.name!r}")  # fmt: skip
            found[link.name] = link
        self.links: Mapping[str, Link] = MappingProxyType(found)  # nobody changes a form

    def __getitem__(self, name: str) -> Boolean:
        """The statement of the link `name`."""
        if name not in self.links:
            raise KeyError(f"link of {self.key} must be one of {sorted(self.links)}, "
                           f"but is {name!r}")  # fmt: skip
        self.read.add(name)
        return self.links[name].statement

    def __iter__(self) -> Iterator[str]:
        """Names of the links in printed order."""
        return iter(self.links)

    def __len__(self) -> int:
        """Number of links."""
        return len(self.links)

    def at(self, **parameters: object) -> Form:
        """The same form for other parameters: `premises["3.5"].at(K=2)` calls `printed(K=2)`."""
        if self._make is None:
            raise ValueError(f"{self.key} must be built by a function to be read for {parameters}")
        make = self._make
        other = Form(self.key, self.which, links_of(lambda: make(**parameters)), make)
        other.read = self.read
        return other

    def changed(self, change: Callable[[Sequence[Link]], Sequence[Link]]) -> Form:
        """The form with its links changed, for whatever parameters it is read."""
        make = self._make
        wrong = None if make is None else lambda **p: change(links_of(lambda: make(**p)))
        return Form(self.key, self.which, change(tuple(self.links.values())), wrong)

    @property
    def statement(self) -> Boolean:
        """The statement of the only link; raises ValueError where there are several."""
        if len(self.links) != 1:
            raise ValueError(f"{self.key} must have one link to be read without a name, "
                             f"but has {sorted(self.links)}")  # fmt: skip
        return self[next(iter(self.links))]

    @property
    def lhs(self) -> Any:
        """Left side of the only link."""
        return self._relation(None).lhs

    @property
    def rhs(self) -> Any:
        """Right side of the only link."""
        return self._relation(None).rhs

    def gap(self, link: str | None = None) -> Any:
        """Left side minus right side of a relation, not evaluated further."""
        relation = self._relation(link)
        return relation.lhs - relation.rhs

    def of(self, atom: Expr, link: str | None = None) -> Expr:
        """The value that an equality gives to `atom`, which has to enter it linearly.

        The same for an equality with its sides exchanged or doubled. `link` names it; else it is
        the first equality that contains `atom`.  Raises ValueError where there is none, where
        `atom` stands under a derivative or an integral, or enters otherwise than linearly.
        """
        for name in [link] if link is not None else list(self.links):
            relation = self[name]
            if isinstance(relation, sp.Eq) and relation.has(atom):
                return solve_linear(relation, atom)
        raise ValueError(f"{self.key} must hold an equality with {atom}, but holds none")

    def _relation(self, link: str | None) -> Any:
        found = self.statement if link is None else self[link]
        if not isinstance(found, Relational):
            raise ValueError(f"link of {self.key} must be a relation to have two sides, but is "
                             f"{found.func.__name__}")  # fmt: skip
        return found


def solve_linear(relation: sp.Eq, atom: Expr) -> Expr:
    """`atom` from an equality that is linear in it; see `Form.of`."""
    for here, there in ((relation.lhs, relation.rhs), (relation.rhs, relation.lhs)):
        if here == atom and not there.has(atom):
            return there
    gap = relation.lhs - relation.rhs
    closed = gap.atoms(sp.Derivative, sp.Integral, sp.Subs)
    if any(node != atom and node.has(atom) for node in closed):
        raise ValueError(f"{atom} must not stand under a derivative or an integral to be read "
                         f"off, but does in {relation}")  # fmt: skip
    place = sp.Dummy("place")
    marked = gap.xreplace({atom: place})
    slope = sp.expand(sp.diff(marked, place))
    if slope == 0 or slope.has(place):
        raise ValueError(f"{relation} must be linear in {atom}, but is not")
    return -marked.xreplace({place: sp.S.Zero}) / slope


class Premises(Mapping[str, Form]):
    """The premises of a claim by key, each in the form in which it holds; their use is recorded.

    Keys of the same source may be short: `premises["3.5"]`.
    """

    def __init__(self, key: str, forms: Iterable[Form] = ()) -> None:
        """`key` is the claim whose premises these are."""
        self._paper = key.split(":")[0]
        self._key = key
        self._forms = {form.key: form for form in forms}
        self.used: set[str] = set()

    def __getitem__(self, key: str) -> Form:
        """The form of a declared premise; raises KeyError for one that is not declared."""
        full = key if ":" in key else f"{self._paper}:{key}"
        if full not in self._forms:
            raise KeyError(f"premise of {self._key} must be one of {sorted(self._forms)}, "
                           f"but is {full!r}")  # fmt: skip
        self.used.add(full)
        return self._forms[full]

    def __iter__(self) -> Iterator[str]:
        """Full keys."""
        return iter(self._forms)

    def __len__(self) -> int:
        """Number of premises."""
        return len(self._forms)

    def with_form(self, form: Form) -> Premises:
        """The same premises with one of them exchanged for `form`."""
        return Premises(self._key, {**self._forms, form.key: form}.values())


def form_of(key: str, which: Which, make: Make) -> Form:
    """The form that a claim's `printed` or `amended` function gives."""
    return Form(key, which, links_of(make), make)


def links_of(made: Make) -> tuple[Link, ...]:
    """The links that a claim's `printed` or `amended` gives: a statement, named ones, or links."""
    found = made()
    if isinstance(found, Mapping):
        return tuple(Link(name, statement) for name, statement in found.items())
    if isinstance(found, Boolean):
        return (Link("equation", found),)
    return tuple(found)
