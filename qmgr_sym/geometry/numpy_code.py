"""Components of a tensor as the source of a NumPy function."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Symbol, cse, numbered_symbols
from sympy.core.function import AppliedUndef
from sympy.printing.numpy import SciPyPrinter

from qmgr_sym.geometry.tensor import Tensor


def numpy_function(name: str, tensor: Tensor, parameters: Sequence[Symbol] = ()) -> str:
    """The source of `name(coordinates..., parameters...)`, which returns an array.

    The array has the shape of the points, broadcast, then one axis of n for each index. Common
    subexpressions are computed once. Special functions are those of `scipy.special`.

    Raises:
        ValueError: the tensor holds unknown functions.

    Examples:
        >>> import sympy
        >>> from qmgr_sym.geometry.metrics import schwarzschild
        >>> g = schwarzschild()
        >>> mass = sympy.Symbol("M", real=True)
        >>> print(numpy_function("kretschmann", g.kretschmann_lazy(), [mass]).splitlines()[3])
        def kretschmann(t, r, theta, phi, M):
    """
    arguments = [*tensor.coordinates, *parameters]
    keys = sorted(tensor.cells)
    values = [tensor[key] for key in keys]
    for value in values:
        unknown = value.atoms(AppliedUndef)
        if unknown:
            raise ValueError(
                f"`tensor` must hold no unknown functions, but holds {min(map(str, unknown))}"
            )
    taken = {str(symbol) for symbol in arguments}
    letters = (s for s in numbered_symbols("x_") if s.name not in taken)
    shared, reduced = cse(values, symbols=letters, order="canonical")
    printer = SciPyPrinter({"fully_qualified_modules": True})
    lines = [f"    {symbol} = {printer.doprint(value)}" for symbol, value in shared]
    n, rank = len(tensor.coordinates), tensor.rank
    names = ", ".join(map(str, arguments))
    lines.append(f"    shape = numpy.broadcast({names}).shape")
    lines.append(f"    out = numpy.zeros(shape + {(n,) * rank})")
    for key, value in zip(keys, reduced, strict=True):
        place = ", ".join(["...", *map(str, key)])
        lines.append(f"    out[{place}] = {printer.doprint(value)}")
    head = ["import numpy", "import scipy.special", "", f"def {name}({names}):"]
    return "\n".join([*head, *lines, "    return out", ""])
