"""Source of one DOP853 step for several orbits at once, as text for ``orbits.compiled_module``.

Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, section II.10; coefficients
from SciPy.  The step is one loop over lanes whose body has only single-assignment scalars, so that
the compiler turns each of them into one vector register.  Three kinds of variables: active ones
enter the right side, passive ones (quadratures: time and angle of a stationary metric) do not and
need no stage values, constants have derivative zero.
"""

from dataclasses import dataclass

from scipy.integrate._ivp import dop853_coefficients as table

from numerics._checks import FloatArray

STAGES = table.N_STAGES
FLAGS = 'error_model="numpy", fastmath={"contract", "nsz", "arcp"}'


@dataclass(frozen=True)
class Layout:
    """How many active, passive and constant variables, parameters, monitors; lanes per vector."""

    active: int
    passive: int
    constant: int
    parameters: int
    monitors: int
    lanes: int = 16

    @property
    def moving(self) -> int:
        """Number of variables that are integrated."""
        return self.active + self.passive

    @property
    def rows(self) -> dict[str, tuple[int, int]]:
        """First row and number of rows of each array in the common workspace.

        One workspace, because the compiler would have to check every pair of arrays for overlap.
        """
        sizes = {"s": 1, "h": 1, "ratio": 1, "growth": 1, "y": self.moving, "carry": self.moving}
        sizes |= {"c": self.constant, "new": self.moving, "rest": self.moving}
        sizes |= {"held": self.monitors, "value": self.monitors, "worst": self.monitors}
        sizes |= {"poly": 7 * self.moving}
        found, first = {}, 0
        for name, size in sizes.items():
            found[name] = (first, size)
            first += size
        return found

    @property
    def total(self) -> int:
        """Length of the workspace."""
        return sum(size for _, size in self.rows.values()) * self.lanes

    def place(self, name: str, i: int = 0) -> str:
        """Source of row i of an array of the workspace at the present lane."""
        return f"work[{(self.rows[name][0] + i) * self.lanes} + lane]"


def step_source(layout: Layout) -> str:
    """The workspace, ``begin``, ``attempt``, ``dense`` and ``watch``: see ``orbits._lanes``."""
    lines = [f"LANES, TOTAL = {layout.lanes}, {layout.total}"]
    for name, (row, size) in layout.rows.items():
        begin, end = row * layout.lanes, (row + size) * layout.lanes
        lines.append(f"{name.upper()} = slice({begin}, {end})")
    parts = [lines, _begin(layout), _attempt(layout), _dense(layout), _watch(layout)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _sum(weights: FloatArray, name: str) -> str:
    terms = [f"{float(w)!r} * {name.format(j)}" for j, w in enumerate(weights) if w != 0]
    return " + ".join(terms)


def _call(layout: Layout, stage: int, time: str, values: str) -> str:
    names = [values.format(i) for i in range(layout.active)]
    names += [f"c{i}" for i in range(layout.constant)]
    names += [f"p{i}" for i in range(layout.parameters)]
    left = ", ".join(f"k{stage}_{i}" for i in range(layout.moving))
    return f"        ({left},) = right_side({', '.join([time, *names])})"


def _head(layout: Layout, name: str, arguments: str) -> list[str]:
    lines = [f"@njit({FLAGS})", f"def {name}({arguments}):"]
    if layout.parameters:
        names = ", ".join(f"p{i}" for i in range(layout.parameters))
        lines.append(f"    ({names},) = params")
    lines.append(f"    for lane in range({layout.lanes}):")
    return lines


def _loads(layout: Layout, array: str, count: int, letter: str) -> list[str]:
    return [f"        {letter}{i} = {layout.place(array, i)}" for i in range(count)]


def _stages(layout: Layout) -> list[str]:
    lines = [f"        now = {layout.place('s')}", f"        step = {layout.place('h')}"]
    lines += _loads(layout, "y", layout.moving, "y") + _loads(layout, "c", layout.constant, "c")
    lines.append(_call(layout, 0, "now", "y{}"))
    for stage in range(1, STAGES):
        lines += _point(layout, stage)
    return lines


def _point(layout: Layout, stage: int) -> list[str]:
    row, lines = table.A[stage, :stage], []
    for i in range(layout.active):
        total = _sum(row, f"k{{}}_{i}")
        lines.append(f"        x{stage}_{i} = y{i} + step * ({total})")
    time = f"now + {float(table.C[stage])!r} * step"
    lines.append(_call(layout, stage, time, f"x{stage}_{{}}"))
    return lines


def _attempt(layout: Layout) -> list[str]:
    lines = _head(layout, "attempt", "work, rtol, atol, params")
    lines += _stages(layout)
    lines += _loads(layout, "carry", layout.moving, "d")
    for i in range(layout.moving):
        # compensated: what the sum loses is carried to the next step
        total = _sum(table.B, f"k{{}}_{i}")
        lines += [
            f"        z{i} = step * ({total}) + d{i}",
            f"        n{i} = y{i} + z{i}",
            f"        r{i} = z{i} - (n{i} - y{i})",
            f"        w{i} = 1.0 / (atol + rtol * max(abs(y{i}), abs(n{i})))",
            f"        e{i} = w{i} * ({_sum(table.E5, f'k{{}}_{i}')})",
            f"        f{i} = w{i} * ({_sum(table.E3, f'k{{}}_{i}')})",
        ]
    fifth = " + ".join(f"e{i} * e{i}" for i in range(layout.moving))
    third = " + ".join(f"f{i} * f{i}" for i in range(layout.moving))
    lines += [
        f"        fifth = {fifth}",
        f"        third = {third}",
        f"        whole = sqrt({layout.moving}.0 * (fifth + 0.01 * third) + 1e-300)",
        "        error = step * fifth / whole",
        f"        {layout.place('ratio')} = error",
        "        growth = 0.8 / sqrt(sqrt(sqrt(error)))",
        "        growth = growth if growth > 0.2 else 0.2",
        f"        {layout.place('growth')} = growth if growth < 10.0 else 10.0",
    ]
    for i in range(layout.moving):
        lines.append(f"        {layout.place('new', i)} = n{i}")
        lines.append(f"        {layout.place('rest', i)} = r{i}")
    return lines


def _dense(layout: Layout) -> list[str]:
    """Coefficients of the interpolant of order 7, as in SciPy."""
    lines = _head(layout, "dense", "work, params") + _stages(layout)
    lines += _loads(layout, "new", layout.moving, "n")
    lines.append(_call(layout, STAGES, "now + step", "n{}"))
    for stage in range(STAGES + 1, table.N_STAGES_EXTENDED):
        lines += _point(layout, stage)
    for i in range(layout.moving):
        last = f"k{STAGES}_{i}"
        values = [
            f"n{i} - y{i}",
            f"step * k0_{i} - (n{i} - y{i})",
            f"2.0 * (n{i} - y{i}) - step * (k0_{i} + {last})",
            *(f"step * ({_sum(row, f'k{{}}_{i}')})" for row in table.D),
        ]
        for j, value in enumerate(values):
            place = layout.place("poly", j * layout.moving + i)
            lines.append(f"        {place} = {value}")
    return lines


def _watch(layout: Layout) -> list[str]:
    lines = _head(layout, "watch", "work, params")
    lines.append(f"        now = {layout.place('s')}")
    lines += _loads(layout, "y", layout.moving, "y") + _loads(layout, "c", layout.constant, "c")
    names = ["now", *(f"y{i}" for i in range(layout.moving))]
    names += [f"c{i}" for i in range(layout.constant)]
    names += [f"p{i}" for i in range(layout.parameters)]
    if layout.monitors:
        left = ", ".join(f"m{i}" for i in range(layout.monitors))
        lines.append(f"        ({left},) = monitors({', '.join(names)})")
    for i in range(layout.monitors):
        lines += [
            f"        {layout.place('held', i)} = m{i}",
            f"        gap{i} = abs(m{i} - {layout.place('value', i)})",
            f"        worst{i} = {layout.place('worst', i)}",
            f"        {layout.place('worst', i)} = worst{i} if gap{i} <= worst{i} else gap{i}",
        ]
    return lines


def _begin(layout: Layout) -> list[str]:
    """First step, Hairer, Norsett and Wanner, section II.4."""
    lines = _head(layout, "begin", "work, rtol, atol, params, limit")
    lines.append(f"        now = {layout.place('s')}")
    lines += _loads(layout, "y", layout.moving, "y") + _loads(layout, "c", layout.constant, "c")
    lines.append(_call(layout, 0, "now", "y{}"))
    some = range(layout.moving)
    lines += [f"        w{i} = 1.0 / (atol + rtol * abs(y{i}))" for i in some]
    size = f" / {layout.moving}.0"
    lines += [
        f"        zero = sqrt(({' + '.join(f'(y{i} * w{i}) ** 2' for i in some)}){size})",
        f"        one = sqrt(({' + '.join(f'(k0_{i} * w{i}) ** 2' for i in some)}){size})",
        "        small = 0.01 * zero / (one + 1e-300) if zero > 1e-5 and one > 1e-5 else 1e-6",
        "        small = min(small, limit)",
    ]
    lines += [f"        x{i} = y{i} + small * k0_{i}" for i in range(layout.active)]
    lines.append(_call(layout, 1, "now + small", "x{}"))
    bend = " + ".join(f"((k1_{i} - k0_{i}) * w{i}) ** 2" for i in some)
    lines += [
        f"        two = sqrt(({bend}){size}) / small",
        "        most = max(one, two)",
        "        next_step = (0.01 / most) ** 0.125 if most > 1e-15 else max(1e-6, small * 1e-3)",
        "        guess = min(min(100.0 * small, next_step), limit)",
        f"        {layout.place('ratio')} = guess if one < 1e300 else -1.0",
    ]
    return lines
