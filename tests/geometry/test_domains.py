"""Rules for derivatives are used or refused, never left out."""

import pytest
import sympy as sp

from qmgr_sym.geometry.domain import domain_of
from qmgr_sym.geometry.metric import Metric


def test_rules_are_not_left_out_on_the_slower_path():
    x, y = sp.symbols("x y", real=True)
    f = sp.Function("f", positive=True)(x)
    rows = [[1, 0], [0, f + sp.Piecewise((x, x > 1), (y, True)) ** 2 + 2]]
    rules = domain_of({}, rules=[(f.diff(x), sp.S.One)])
    with pytest.raises(ValueError, match="rules for derivatives must go with"):
        Metric(rows, (x, y), domain=rules).scalar()
