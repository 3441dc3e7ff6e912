"""Put the equations of theoretical-physics papers to the test, from Python.

Exact mathematics
    `Metric` with its curvature, `metrics` (ready-made ones), `transform`, `geodesic_equations`,
    `zero_test`, `to_einsteinpy` and `from_einsteinpy`.  SymPy in, SymPy out.
Engines
    `geodesics`, `schrodinger`, `madelung`, `fokker_planck`, `learn`, `emergent_metric` with
    `metric_cells`, `curvature`, `Grid`.  NumPy in, NumPy out.
Claims
    `Claim` and what a claim file is written with: `equal`, `shows`, `Domain`, `Real`, ...
Checking
    `check`, `derivation`, `errata`, `report`.

Everything is loaded when it is first used; more engines are in the packages `numerics` and
`qmgr_sym`.

>>> import qmgr
>>> qmgr.metrics.schwarzschild().ricci().is_zero()
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numerics.density.fokker_planck import evolve_density as fokker_planck
    from numerics.grid import Grid as Grid
    from numerics.learning.ensemble import learn as learn
    from numerics.orbits.geodesics import affine_geodesics as geodesics
    from numerics.spacetime.curvatures import curvature as curvature
    from numerics.spacetime.emergence import emergent_metric as emergent_metric
    from numerics.spacetime.emergence import metric_cells as metric_cells
    from numerics.waves.madelung import evolve_fluid as madelung
    from numerics.waves.schrodinger import evolve_wave as schrodinger
    from proofs.checker.claim import Amended as Amended
    from proofs.checker.claim import Claim as Claim
    from proofs.checker.claim import NumericArm as NumericArm
    from proofs.checker.claim import Source as Source
    from proofs.checker.domain import Domain as Domain
    from proofs.checker.domain import Integer as Integer
    from proofs.checker.domain import Real as Real
    from proofs.checker.evaluate import Measurement as Measurement
    from proofs.checker.expansion import Expansion as Expansion
    from proofs.checker.form import Form as Form
    from proofs.checker.form import Link as Link
    from proofs.checker.form import Premises as Premises
    from proofs.checker.measure import on_nodes as on_nodes
    from proofs.checker.measure import periodic as periodic
    from proofs.checker.obligations import Entails as Entails
    from proofs.checker.obligations import Step as Step
    from proofs.checker.obligations import Vanishes as Vanishes
    from proofs.checker.obligations import shows as shows
    from proofs.checker.relations import at_least as at_least
    from proofs.checker.relations import at_most as at_most
    from proofs.checker.relations import equal as equal
    from proofs.checker.relations import greater as greater
    from proofs.checker.relations import less as less
    from qmgr._checking import check as check
    from qmgr._checking import derivation as derivation
    from qmgr._checking import errata as errata
    from qmgr._checking import report as report
    from qmgr_sym.exact.zero import zero_test as zero_test
    from qmgr_sym.geometry import metrics as metrics
    from qmgr_sym.geometry.charts import transform as transform
    from qmgr_sym.geometry.einsteinpy_bridge import from_einsteinpy as from_einsteinpy
    from qmgr_sym.geometry.einsteinpy_bridge import to_einsteinpy as to_einsteinpy
    from qmgr_sym.geometry.geodesics import geodesic_equations as geodesic_equations
    from qmgr_sym.geometry.metric import Metric as Metric

_HOME = {
    "Metric": ("qmgr_sym.geometry.metric", "Metric"),
    "transform": ("qmgr_sym.geometry.charts", "transform"),
    "geodesic_equations": ("qmgr_sym.geometry.geodesics", "geodesic_equations"),
    "to_einsteinpy": ("qmgr_sym.geometry.einsteinpy_bridge", "to_einsteinpy"),
    "from_einsteinpy": ("qmgr_sym.geometry.einsteinpy_bridge", "from_einsteinpy"),
    "zero_test": ("qmgr_sym.exact.zero", "zero_test"),
    "Grid": ("numerics.grid", "Grid"),
    "geodesics": ("numerics.orbits.geodesics", "affine_geodesics"),
    "schrodinger": ("numerics.waves.schrodinger", "evolve_wave"),
    "madelung": ("numerics.waves.madelung", "evolve_fluid"),
    "fokker_planck": ("numerics.density.fokker_planck", "evolve_density"),
    "learn": ("numerics.learning.ensemble", "learn"),
    "metric_cells": ("numerics.spacetime.emergence", "metric_cells"),
    "emergent_metric": ("numerics.spacetime.emergence", "emergent_metric"),
    "curvature": ("numerics.spacetime.curvatures", "curvature"),
    "Amended": ("proofs.checker.claim", "Amended"),
    "Claim": ("proofs.checker.claim", "Claim"),
    "NumericArm": ("proofs.checker.claim", "NumericArm"),
    "Source": ("proofs.checker.claim", "Source"),
    "Domain": ("proofs.checker.domain", "Domain"),
    "Integer": ("proofs.checker.domain", "Integer"),
    "Real": ("proofs.checker.domain", "Real"),
    "Measurement": ("proofs.checker.evaluate", "Measurement"),
    "Expansion": ("proofs.checker.expansion", "Expansion"),
    "Form": ("proofs.checker.form", "Form"),
    "Link": ("proofs.checker.form", "Link"),
    "Premises": ("proofs.checker.form", "Premises"),
    "Entails": ("proofs.checker.obligations", "Entails"),
    "Step": ("proofs.checker.obligations", "Step"),
    "Vanishes": ("proofs.checker.obligations", "Vanishes"),
    "shows": ("proofs.checker.obligations", "shows"),
    "at_least": ("proofs.checker.relations", "at_least"),
    "at_most": ("proofs.checker.relations", "at_most"),
    "equal": ("proofs.checker.relations", "equal"),
    "greater": ("proofs.checker.relations", "greater"),
    "less": ("proofs.checker.relations", "less"),
    "on_nodes": ("proofs.checker.measure", "on_nodes"),
    "periodic": ("proofs.checker.measure", "periodic"),
    "check": ("qmgr._checking", "check"),
    "derivation": ("qmgr._checking", "derivation"),
    "errata": ("qmgr._checking", "errata"),
    "report": ("qmgr._checking", "report"),
}
"""Public name -> module and name there."""

_MODULES = {"metrics": "qmgr_sym.geometry.metrics"}

__all__ = [
    "Amended",
    "Claim",
    "Domain",
    "Entails",
    "Expansion",
    "Form",
    "Grid",
    "Integer",
    "Link",
    "Measurement",
    "Metric",
    "NumericArm",
    "Premises",
    "Real",
    "Source",
    "Step",
    "Vanishes",
    "at_least",
    "at_most",
    "check",
    "curvature",
    "derivation",
    "emergent_metric",
    "equal",
    "errata",
    "fokker_planck",
    "from_einsteinpy",
    "geodesic_equations",
    "geodesics",
    "greater",
    "learn",
    "less",
    "madelung",
    "metric_cells",
    "metrics",
    "on_nodes",
    "periodic",
    "report",
    "schrodinger",
    "shows",
    "to_einsteinpy",
    "transform",
    "zero_test",
]


def __getattr__(name: str) -> Any:
    """A public name, from the module that defines it."""
    if name == "__version__":
        from importlib.metadata import version

        return version("qmgr")
    if name in _MODULES:
        found: Any = import_module(_MODULES[name])
    elif name in _HOME:
        module, attribute = _HOME[name]
        found = getattr(import_module(module), attribute)
    else:
        raise AttributeError(f"module 'qmgr' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
