"""CPU seconds of the whole curvature chain, EinsteinPy beside this library; a table and JSON.

Run from the root of the project: ``python tests/benchmarks/bench_curvature.py [cap seconds]``.
The chain is metric, inverse, Christoffel symbols, Riemann, Ricci, Ricci scalar and Einstein
tensor, every component as a SymPy expression, conversion from SymPy included; this library adds
the Kretschmann scalar, which EinsteinPy lacks. Both run cold: SymPy's cache is cleared before.
EinsteinPy runs in a process of its own, which is stopped at the cap (60 s); then the ratio is a
lower bound. Targets: ratios of 50, Kerr below 0.1 s, the synchronous chain below 3 s.
"""

import json
import multiprocessing
import resource
import sys
import time
import warnings

from sympy import Matrix
from sympy.core.cache import clear_cache

from qmgr_sym.geometry import metrics
from qmgr_sym.geometry.metric import Metric

CASES = {
    "Schwarzschild": metrics.schwarzschild,
    "Reissner-Nordstrom": metrics.reissner_nordstrom,
    "FLRW": metrics.flrw,
    "static diagonal": metrics.static_diagonal,
    "Kerr": metrics.kerr,
    "Kerr-de Sitter": metrics.kerr_de_sitter,
}
OURS_ONLY = {"synchronous, six functions": metrics.synchronous}


def ours(rows, chart, written=True):
    """Return the seconds of this library's chain."""
    clear_cache()
    start = time.process_time()
    metric = Metric(rows, chart)
    metric.inverse()
    tensors = [metric.christoffel(), metric.riemann(), metric.ricci(), metric.einstein()]
    if written:
        for tensor in tensors:
            tensor.array()
        metric.scalar()
        metric.kretschmann()
    else:
        metric.ricci().nonzero()
        metric.kretschmann_lazy()
    return time.process_time() - start


def theirs(rows, chart, queue):
    """Put the seconds of EinsteinPy's chain into a queue."""
    warnings.simplefilter("ignore")
    from einsteinpy.symbolic import (
        ChristoffelSymbols,
        EinsteinTensor,
        MetricTensor,
        RicciScalar,
        RicciTensor,
        RiemannCurvatureTensor,
    )

    clear_cache()
    start = time.process_time()
    metric = MetricTensor(Matrix(rows).tolist(), chart)
    metric.inv()
    gamma = ChristoffelSymbols.from_metric(metric)
    riemann = RiemannCurvatureTensor.from_christoffels(gamma)
    ricci = RicciTensor.from_riemann(riemann)
    RicciScalar.from_riccitensor(ricci)
    EinsteinTensor.from_metric(metric)
    queue.put(time.process_time() - start)


def capped(rows, chart, cap):
    """Return the CPU seconds of EinsteinPy and whether the cap (of wall time) stopped it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=theirs, args=(rows, chart, queue))
    process.start()
    process.join(cap)
    if process.is_alive():
        process.terminate()
        process.join()
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime, True
    return queue.get(), False


def main():
    """Print the table and the JSON."""
    cap = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    record = {}
    print(f"{'metric':28}{'this library s':>16}{'EinsteinPy s':>14}{'ratio':>10}")
    for name, make in {**CASES, **OURS_ONLY}.items():
        metric = make()
        rows, chart = metric.components.tolist(), metric.coordinates
        fast = min(ours(rows, chart, name in CASES) for _ in range(3))
        if name in OURS_ONLY:
            record[name] = {"seconds": round(fast, 4)}
            print(f"{name:28}{fast:16.4f}{'-':>14}{'-':>10}")
            continue
        seconds, bound = capped(rows, chart, cap)
        ratio = seconds / fast
        record[name] = {
            "seconds": round(fast, 4),
            "einsteinpy": round(seconds, 2),
            "ratio": round(ratio, 1),
            "lower bound": bound,
        }
        mark = ">" if bound else ""
        shown, times = f"{mark}{seconds:.2f}", f"{mark}{ratio:.0f}"
        print(f"{name:28}{fast:16.4f}{shown:>14}{times:>10}", flush=True)
    print(json.dumps({"benchmark": "curvature", "target": 50, "results": record}))


if __name__ == "__main__":
    main()
