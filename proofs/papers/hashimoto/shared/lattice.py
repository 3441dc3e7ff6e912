"""The six lattice points of the quark condensate."""

from fractions import Fraction
from importlib.resources import files

import numpy as np

from numerics.holography.training import Data

FILE = "quark_condensate_lattice.csv"


def lattice_points() -> Data:
    """Quark masses (GeV) and condensates (GeV^3), as used in arXiv:1809.10536."""
    mass, condensate = np.loadtxt(_lines(), delimiter=",", unpack=True)
    return Data(mass, condensate)


def lattice_fractions() -> list[tuple[Fraction, Fraction]]:
    """The same, digit by digit."""
    rows = (line.split(",") for line in _lines())
    return [(Fraction(mass), Fraction(condensate)) for mass, condensate in rows]


def _lines() -> list[str]:
    text = (files("proofs.papers.hashimoto") / "data" / FILE).read_text(encoding="utf-8")
    return text.splitlines()[1:]
