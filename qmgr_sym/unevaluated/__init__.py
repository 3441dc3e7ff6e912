"""Objects that stand for a computation; `.doit()` carries it out, exactly.

A derivation hands these over, so that whoever reads or checks it decides what they are worth.
SymPy's own `Derivative`, `Integral`, `Sum`, `Limit`, `Subs`, `Determinant`, `Trace` and `Inverse`
do the same where they fit.
"""

from qmgr_sym.unevaluated._base import Unevaluated as Unevaluated
from qmgr_sym.unevaluated._base import UnevaluatedMatrix as UnevaluatedMatrix
from qmgr_sym.unevaluated.every_metric import (
    DivergenceForEveryMetric as DivergenceForEveryMetric,
)
from qmgr_sym.unevaluated.every_metric import ForEveryMetric as ForEveryMetric
from qmgr_sym.unevaluated.every_metric import MetricVariation as MetricVariation
from qmgr_sym.unevaluated.gaussian import GaussianIntegral as GaussianIntegral
from qmgr_sym.unevaluated.geometry import Christoffel as Christoffel
from qmgr_sym.unevaluated.geometry import CovariantDivergence as CovariantDivergence
from qmgr_sym.unevaluated.geometry import CurvatureComponent as CurvatureComponent
from qmgr_sym.unevaluated.geometry import EinsteinTensor as EinsteinTensor
from qmgr_sym.unevaluated.geometry import RicciScalar as RicciScalar
from qmgr_sym.unevaluated.geometry import RicciTensor as RicciTensor
from qmgr_sym.unevaluated.graphs import Automorphisms as Automorphisms
from qmgr_sym.unevaluated.matrices import Commutator as Commutator
from qmgr_sym.unevaluated.matrices import JacobiMatrix as JacobiMatrix
from qmgr_sym.unevaluated.matrices import LieDimension as LieDimension
from qmgr_sym.unevaluated.matrices import MatrixExponential as MatrixExponential
from qmgr_sym.unevaluated.matrices import PolynomialDeterminant as PolynomialDeterminant
from qmgr_sym.unevaluated.matrices import Rank as Rank
from qmgr_sym.unevaluated.matrices import SpanDimension as SpanDimension
from qmgr_sym.unevaluated.matrices import VonNeumannEntropy as VonNeumannEntropy
from qmgr_sym.unevaluated.pauli import PauliDimension as PauliDimension
from qmgr_sym.unevaluated.series import SeriesCoefficient as SeriesCoefficient
from qmgr_sym.unevaluated.variational import Divergence as Divergence
from qmgr_sym.unevaluated.variational import RateAlong as RateAlong
from qmgr_sym.unevaluated.variational import Residual as Residual
from qmgr_sym.unevaluated.variational import VariationalDerivative as VariationalDerivative
