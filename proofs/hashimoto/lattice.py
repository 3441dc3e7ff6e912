"""The six lattice points of the quark condensate."""

from importlib.resources import files

import numpy as np

from numerics.holography.training import Data

FILE = "quark_condensate_lattice.csv"


def lattice_points() -> Data:
    """Quark masses (GeV) and condensates (GeV^3), as used in arXiv:1809.10536."""
    text = (files("proofs.hashimoto") / "data" / FILE).read_text(encoding="utf-8")
    mass, condensate = np.loadtxt(text.splitlines(), delimiter=",", skiprows=1, unpack=True)
    return Data(mass, condensate)
