"""The six lattice points of the quark condensate, and a trained metric that was published."""

from fractions import Fraction
from importlib.resources import files

import numpy as np

from numerics.holography.training import Data

FILE, TRAINED = "quark_condensate_lattice.csv", "holographic_qcd_metric.csv"
TRAINED_RADIUS, TRAINED_COUPLING = "3.85264516", "0.00545012"  # L in GeV^-1, lambda/L
TRAINED_LOSS = "0.0757"  # the last that the run prints


def lattice_points() -> Data:
    """Quark masses (GeV) and condensates (GeV^3), as used in arXiv:1809.10536."""
    mass, condensate = np.loadtxt(_lines(FILE), delimiter=",", unpack=True)
    return Data(mass, condensate)


def lattice_fractions() -> list[tuple[Fraction, Fraction]]:
    """The same, digit by digit."""
    rows = (line.split(",") for line in _lines(FILE))
    return [(Fraction(mass), Fraction(condensate)) for mass, condensate in rows]


def trained_friction() -> list[Fraction]:
    """h at the 15 layers of the published metric, from eta = 1 inwards, digit by digit."""
    return [Fraction(line.split(",")[2]) for line in _lines(TRAINED)]


def _lines(file: str) -> list[str]:
    text = (files("proofs.papers.hashimoto") / "data" / file).read_text(encoding="utf-8")
    return text.splitlines()[1:]
