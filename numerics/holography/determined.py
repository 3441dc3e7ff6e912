"""What data determine of a metric: singular values, flat directions, families, bands."""

import numpy as np

from numerics._checks import FloatArray
from numerics.holography import classification
from numerics.holography.classification import Labelled, field_of
from numerics.holography.network import backward


def classification_sensitivity(friction: FloatArray, points: Labelled) -> FloatArray:
    """Singular values of ``dF/dh`` over the positive points, root mean square: ``(N,)``.

    They say how many combinations of the h of the layers the labels can see: F is resolved to the
    threshold 0.1, so that a combination with singular value s is known to about 0.1 / s.
    """
    layout = classification.LAYOUT
    chosen = points.positive
    fields = field_of(friction, points.phi[chosen], points.pi[chosen], layout)
    phi = fields.phi[-1]
    slope = backward(
        fields, friction, -classification.MASS_SQUARED - 3 * phi**2,
        np.full_like(phi, 2 / layout.stop), mass_squared=classification.MASS_SQUARED,
        coupling=classification.COUPLING, step=layout.step,
    ).friction  # fmt: skip
    return np.asarray(np.linalg.svd(slope, compute_uv=False) / np.sqrt(len(phi)))
