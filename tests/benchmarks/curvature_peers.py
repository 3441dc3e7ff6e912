"""The curvature chain in other packages: metric, connection, Riemann, Ricci, scalar, Einstein.

Each function takes rows and chart as SymPy objects, in its package's own recommended way, and
imports its package itself.
"""

import builtins

from sympy import Matrix, Symbol
from sympy.core.function import AppliedUndef


def einsteinengine(rows, chart):
    """EinsteinEngine: computed over SymEngine, each tensor simplified by its own method."""
    from einsteinengine.symbolic.christoffel import ChristoffelSymbols
    from einsteinengine.symbolic.einstein_tensor import EinsteinTensor
    from einsteinengine.symbolic.metric import MetricTensor
    from einsteinengine.symbolic.ricci_scalar import RicciScalar
    from einsteinengine.symbolic.ricci_tensor import RicciTensor
    from einsteinengine.symbolic.riemann import RiemannCurvatureTensor

    metric = MetricTensor(Matrix(rows).tolist(), chart)
    gamma = ChristoffelSymbols.from_metric(metric)
    gamma.simplify()
    riemann = RiemannCurvatureTensor.from_christoffel(gamma)
    riemann.simplify()
    ricci = RicciTensor.from_riemann(riemann)
    ricci.simplify()
    scalar = RicciScalar.from_ricci_tensor_and_metric(ricci, metric)
    scalar.simplify()
    EinsteinTensor.from_components(metric, ricci, scalar).simplify()


def ogrepy(rows, chart):
    """OGRePy, which simplifies every component."""
    import OGRePy

    metric = OGRePy.Metric(coords=OGRePy.Coordinates(*chart), components=Matrix(rows).tolist())
    for tensor in ("christoffel", "riemann", "ricci_tensor", "ricci_scalar", "einstein"):
        getattr(metric, tensor)()


def pytearcat(rows, chart):
    """Pytearcat, which reads a line element as text and counts on a notebook's `display`."""
    import pytearcat

    builtins.display = lambda *_: None

    names = [str(coordinate) for coordinate in chart]
    pytearcat.coords(",".join(names))
    entries = Matrix(rows)
    for symbol in entries.free_symbols - set(chart):
        pytearcat.con(str(symbol))
    for call in entries.atoms(AppliedUndef):
        pytearcat.fun(call.func.__name__, ",".join(map(str, call.args)))
        entries = entries.xreplace({call: Symbol(call.func.__name__)})
    terms = [
        f"({entries[i, j]})*d{names[i]}*d{names[j]}"
        for i in range(len(names))
        for j in range(len(names))
        if entries[i, j] != 0
    ]
    pytearcat.metric("ds2 = " + " + ".join(terms))
    for tensor in ("christoffel", "riemann", "ricci", "riccis", "einstein"):
        getattr(pytearcat, tensor)()


CHAINS = {"OGRePy": ogrepy, "pytearcat": pytearcat, "einsteinengine": einsteinengine}
