"""The points a claim is tested at, read alike by NumPy, Hypothesis and the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import sympy as sp
from hypothesis import strategies as st
from numpy.typing import NDArray
from sympy.logic.boolalg import Boolean

from proofs.checker.expansion import Expansion

Sample = Mapping[str, NDArray[np.float64]]
_ROUNDS = 200
NARROWEST = 1e-3  # a narrower interval tests one point


@dataclass(frozen=True)
class Real:
    """A real parameter, uniform on [low, high]; arrays of independent ones with `shape`.

    `meaning` says in a few words what it is; `stands` what an array of coefficients stands for.
    """

    name: str
    low: float
    high: float
    shape: tuple[int, ...] = ()
    meaning: str = ""
    stands: Expansion | None = None

    def __post_init__(self) -> None:
        """Refuse an empty or infinite interval."""
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low < self.high):
            raise ValueError(
                f"domain of {self.name} must be a finite interval low < high, "
                f"but is [{self.low}, {self.high}]"
            )
        if self.high - self.low < NARROWEST * max(abs(self.low), abs(self.high)):
            raise ValueError(
                f"domain of {self.name} must be at least {NARROWEST:g} of its size wide, "
                f"but is [{self.low}, {self.high}]"
            )

    def draw(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """`n` values of shape (n, *shape)."""
        return rng.uniform(self.low, self.high, (n, *self.shape))

    def strategy(self) -> st.SearchStrategy[float]:
        """One value for Hypothesis, shrinking to simple numbers."""
        return st.floats(self.low, self.high, allow_subnormal=False)


@dataclass(frozen=True)
class Integer:
    """An integer parameter, uniform on low..high; arrays of independent ones with `shape`.

    `meaning` and `stands` as for Real.
    """

    name: str
    low: int
    high: int
    shape: tuple[int, ...] = ()
    meaning: str = ""
    stands: Expansion | None = None

    def __post_init__(self) -> None:
        """Refuse an empty range."""
        if self.low >= self.high:
            raise ValueError(
                f"domain of {self.name} must be a range low < high, but is {self.low}..{self.high}"
            )

    def draw(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """`n` values of shape (n, *shape)."""
        return rng.integers(self.low, self.high, (n, *self.shape), endpoint=True).astype(float)

    def strategy(self) -> st.SearchStrategy[int]:
        """One value for Hypothesis, shrinking to zero."""
        return st.integers(self.low, self.high)


@cache
def _compiled(where: Boolean) -> tuple[list[str], Callable[..., NDArray[np.bool_]]]:
    symbols = sorted(where.free_symbols, key=lambda s: s.name)
    return [s.name for s in symbols], sp.lambdify(symbols, where, "numpy")


@dataclass(frozen=True)
class Domain:
    """Independent parameters and a SymPy condition `where` that keeps the admissible points.

    The condition speaks of real symbols by the parameters' names: `sp.Symbol("D", real=True)` or
    with any other assumption; names are what counts.
    """

    parameters: tuple[Real | Integer, ...]
    where: Boolean = sp.true

    def __post_init__(self) -> None:
        """Refuse parameters that draw in a way of their own, and two of one name."""
        for parameter in self.parameters:
            if type(parameter) not in (Real, Integer):
                raise TypeError(
                    f"parameters of a domain must be Real or Integer, but one is a "
                    f"{type(parameter).__name__}"
                )
        names = [parameter.name for parameter in self.parameters]
        if len(set(names)) < len(names):
            raise ValueError(f"parameters of a domain must have different names, but are {names}")

    def sample(self, n: int, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
        """`n` admissible points as arrays (n, *shape), by rejection.

        Raises ValueError when fewer than `n` points are found in 200 rounds.
        """
        kept: list[dict[str, NDArray[np.float64]]] = []
        count = 0
        for _ in range(_ROUNDS):
            draw = {p.name: p.draw(n, rng) for p in self.parameters}
            mask = self.admits(draw, n)
            kept.append({name: values[mask] for name, values in draw.items()})
            count += int(mask.sum())
            if count >= n:
                return {
                    p.name: np.concatenate([k[p.name] for k in kept])[:n] for p in self.parameters
                }
        raise ValueError(
            f"domain must hold at least {n} of {_ROUNDS * n} drawn points, but holds {count}"
        )

    def admits(self, sample: Sample, n: int) -> NDArray[np.bool_]:
        """Which of the `n` points of `sample` fulfil `where`: shape (n,)."""
        if self.where is sp.true:
            return np.ones(n, dtype=bool)
        names, condition = _compiled(self.where)
        with np.errstate(all="ignore"):
            verdict = condition(*(sample[name] for name in names))
        return np.broadcast_to(np.asarray(verdict, dtype=bool), (n,))

    def contains(self, point: Sample) -> bool:
        """Whether one point, as arrays of leading length 1, is in every range and admissible."""
        inside = (np.all((p.low <= point[p.name]) & (point[p.name] <= p.high))
                  for p in self.parameters)  # fmt: skip
        return bool(all(inside) and self.admits(point, 1)[0])

    def strategy(self) -> st.SearchStrategy[dict[str, NDArray[np.float64]]]:
        """One admissible point for Hypothesis, as arrays of leading length 1."""

        def one(parameter: Real | Integer) -> st.SearchStrategy[NDArray[np.float64]]:
            size = int(np.prod(parameter.shape, dtype=int))
            values = st.lists(parameter.strategy(), min_size=size, max_size=size)
            return values.map(lambda v: np.array(v, dtype=float).reshape((1, *parameter.shape)))

        points = st.fixed_dictionaries({p.name: one(p) for p in self.parameters})
        return points.filter(lambda point: bool(self.admits(point, 1)[0]))

    def describe(self) -> str:
        """The domain in words, for reports: ranges, what they mean, and the condition."""
        parts = [_words(p) for p in self.parameters]
        if self.where is not sp.true:
            parts.append(f"where ${sp.latex(self.where)}$")
        return "; ".join(parts)


def _words(parameter: Real | Integer) -> str:
    size = " by ".join(map(str, parameter.shape))
    kind = "integer" if isinstance(parameter, Integer) else "real"
    what = f"{size} {kind}s" if size else f"one {kind}"
    meaning = f" ({parameter.meaning})" if parameter.meaning else ""
    return f"{parameter.name}: {what} from {parameter.low:g} to {parameter.high:g}{meaning}"
