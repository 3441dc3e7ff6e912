"""CPU seconds of the whole curvature chain, EinsteinPy beside this library; a table and JSON.

Run from the root: ``python tests/benchmarks/bench_curvature.py [cap seconds] [--json FILE]``.
The chain is metric, inverse, Christoffel symbols, Riemann, Ricci, Ricci scalar and Einstein tensor,
every component as a SymPy expression, conversion from SymPy included; this library adds the
Kretschmann scalar, which EinsteinPy lacks. Both run cold: SymPy's cache is cleared before.
EinsteinPy runs in a process of its own, which is stopped at the cap (60 s); then the ratio is a
lower bound. Kerr, which it does not finish, is also compared stage by stage: the cumulative times
up to each stage that it finishes (target 500), and a lower bound for the next. EinsteinPy offers
its Einstein tensor from the metric only, which repeats its chain; the last column is the ratio up
to the Ricci scalar, without that repetition and without Kretschmann. Both numbers are minima over
repetitions, at each stage: seven of this library, two of EinsteinPy where it is not stopped.
Other packages follow where they are installed (`curvature_peers.py`), each chain run once, its
import not counted. Targets: ratios of 50, Kerr below 0.1 s, the synchronous chain below 3 s.
"""

import importlib
import importlib.util
import json
import multiprocessing
import os
import resource
import time
import warnings
from functools import partial

from curvature_peers import CHAINS
from sympy import Matrix
from sympy.core.cache import clear_cache
from table import Row, finish, parsed

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
STAGES = ("inverse", "Christoffel", "Riemann", "Ricci", "scalar", "Einstein")
PEERS = {
    "OGRePy": "OGRePy",
    "pytearcat": "pytearcat",
    "einsteinengine": "einsteinengine.symbolic.einstein_tensor",
}
PEER_CASES = ("Schwarzschild", "Reissner-Nordstrom", "FLRW", "Kerr")
REPEATS, THEIR_REPEATS = 7, 2
OURS_ONLY = {"synchronous, six functions": metrics.synchronous}


def ours(rows, chart, written=True):
    """Return the seconds of this library after each stage of the chain, every component written."""
    clear_cache()
    start, spent = time.process_time(), {}

    def stage(name):
        spent[name] = time.process_time() - start

    metric = Metric(rows, chart)
    metric.inverse()
    stage("inverse")
    if not written:
        for tensor in (metric.christoffel(), metric.riemann(), metric.einstein()):
            assert tensor.rank > 1
        metric.ricci().nonzero()
        metric.kretschmann_lazy()
        stage("Kretschmann")
        return spent
    for name in STAGES[1:]:
        if name == "scalar":
            metric.scalar()
        else:
            getattr(metric, name.lower())().array()
        stage(name)
    metric.kretschmann()
    stage("Kretschmann")
    return spent


def theirs(rows, chart, pipe):
    """Send the seconds of EinsteinPy after each stage of its chain."""
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
    steps = {
        "inverse": lambda held: metric.inv(),
        "Christoffel": lambda held: ChristoffelSymbols.from_metric(metric),
        "Riemann": lambda held: RiemannCurvatureTensor.from_christoffels(held["Christoffel"]),
        "Ricci": lambda held: RicciTensor.from_riemann(held["Riemann"]),
        "scalar": lambda held: RicciScalar.from_riccitensor(held["Ricci"]),
        "Einstein": lambda held: EinsteinTensor.from_metric(metric),
    }
    held = {}
    for name in STAGES:
        held[name] = steps[name](held)
        pipe.send((name, time.process_time() - start))


def peer(name, rows, chart, pipe):
    """Send the seconds of another package's chain."""
    warnings.simplefilter("ignore")
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    importlib.import_module(PEERS[name])
    clear_cache()
    start = time.process_time()
    CHAINS[name](rows, chart)
    pipe.send(("Einstein", time.process_time() - start))


def capped(work, rows, chart, cap):
    """Return the CPU seconds of `work` after each finished stage, and all it spent if stopped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    context = multiprocessing.get_context("fork")
    mine, other = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(rows, chart, other))
    process.start()
    other.close()
    process.join(cap)
    stopped = process.is_alive()
    if stopped:
        process.terminate()
        process.join()
    spent = {}
    try:
        while mine.poll():
            name, seconds = mine.recv()
            spent[name] = seconds
    except EOFError:
        pass
    if not stopped and STAGES[-1] not in spent:
        raise RuntimeError(f"the other package failed after the stages {list(spent)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, total if stopped else None


def smallest(runs):
    """Return the minimum of each stage over repetitions."""
    return {name: min(run[name] for run in runs) for name in runs[0]}


def repeated(rows, chart, cap):
    """Return EinsteinPy's `capped`, as minima over repetitions unless it was stopped."""
    spent, total = capped(theirs, rows, chart, cap)
    if total is not None:
        return spent, total
    runs = [capped(theirs, rows, chart, cap)[0] for _ in range(THEIR_REPEATS - 1)]
    return smallest([spent, *runs]), None


def shown_stages(fast, spent, total):
    """Print and return both cumulative times and their ratio after each stage of EinsteinPy."""
    record = {}
    print(f"\n{'Kerr, cumulative':28}{'this library s':>16}{'EinsteinPy s':>14}{'ratio':>10}")
    for name in STAGES:
        bound = name not in spent
        seconds = total if bound else spent[name]
        ratio = seconds / fast[name]
        mark = ">" if bound else ""
        record[name] = {
            "seconds": round(fast[name], 5),
            "einsteinpy": round(seconds, 4),
            "ratio": round(ratio, 1),
            "finished": not bound,
        }
        shown, times = f"{mark}{seconds:.4f}", f"{mark}{ratio:.0f}"
        print(f"{name:28}{fast[name]:16.4f}{shown:>14}{times:>10}")
        if bound:
            break
    return record


def peers(fast, cap):
    """Print and return the ratios of the other packages; none of them is required."""
    found = {}
    print(f"\n{'other packages':28}" + "".join(f"{case:>20}" for case in PEER_CASES))
    for name, module in PEERS.items():
        if importlib.util.find_spec(module.partition(".")[0]) is None:
            found[name] = "not installed"
            print(f"{name:28}{found[name]:>20}")
            continue
        shown, found[name] = [], {}
        for case in PEER_CASES:
            metric = CASES[case]()
            rows, chart = metric.components.tolist(), metric.coordinates
            try:
                spent, total = capped(partial(peer, name), rows, chart, cap)
            except RuntimeError:
                found[name][case] = "failed"
                shown.append("failed")
                continue
            seconds = spent[STAGES[-1]] if total is None else total
            ratio, mark = seconds / fast[case], "" if total is None else ">"
            found[name][case] = {"seconds": round(seconds, 2), "ratio": round(ratio, 1)}
            found[name][case]["lower bound"] = total is not None
            shown.append(f"{mark}{seconds:.2f} s, {mark}{ratio:.0f}")
        print(f"{name:28}" + "".join(f"{text:>20}" for text in shown), flush=True)
    return found


def main():
    """Print the table and the JSON."""
    words = parsed(__doc__).words
    cap = float(words[0]) if words else 60.0
    record, whole = {}, {}
    print(f"{'metric':28}{'this library s':>16}{'EinsteinPy s':>14}{'ratio':>10}{'to scalar':>11}")
    for name, make in {**CASES, **OURS_ONLY}.items():
        metric = make()
        rows, chart = metric.components.tolist(), metric.coordinates
        best = smallest([ours(rows, chart, name in CASES) for _ in range(REPEATS)])
        fast = whole[name] = best["Kretschmann"]
        if name in OURS_ONLY:
            record[name] = {"seconds": round(fast, 4)}
            print(f"{name:28}{fast:16.4f}{'-':>14}{'-':>10}")
            continue
        spent, total = repeated(rows, chart, cap)
        bound = total is not None
        seconds = total if bound else spent[STAGES[-1]]
        if name == "Kerr":
            kerr = (best, spent, total)
        ratio = seconds / fast
        part = None if bound else round(spent["scalar"] / best["scalar"], 1)
        record[name] = {
            "seconds": round(fast, 4),
            "ratio to scalar": part,
            "einsteinpy": round(seconds, 2),
            "ratio": round(ratio, 1),
            "lower bound": bound,
        }
        mark = ">" if bound else ""
        shown, times = f"{mark}{seconds:.2f}", f"{mark}{ratio:.0f}"
        print(f"{name:28}{fast:16.4f}{shown:>14}{times:>10}{part or '-':>11}", flush=True)
    stages = shown_stages(*kerr)
    found = peers(whole, cap)
    results = {"results": record, "Kerr stages": stages, "other peers": found}
    print(json.dumps({"benchmark": "curvature", "target": 50, "Kerr target": 500, **results}))
    rows = [
        Row(
            name,
            found["seconds"],
            found["einsteinpy"],
            bar=50.0,
            against="EinsteinPy, a stop is a lower bound",
        )
        for name, found in record.items()
        if "ratio" in found
    ]
    rows += [
        Row(
            f"Kerr to {name}",
            found["seconds"],
            found["einsteinpy"],
            bar=500.0,
            against="EinsteinPy",
        )
        for name, found in stages.items()
        if found["finished"]
    ]
    limits = (("Kerr", 0.1), ("synchronous, six functions", 3.0))
    rows += [Row(name, record[name]["seconds"], bar=bar, at_most=True) for name, bar in limits]
    finish("curvature", rows)


if __name__ == "__main__":
    main()
