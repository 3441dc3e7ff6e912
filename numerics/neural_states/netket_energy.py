"""Restricted Boltzmann machines on large lattices with NetKet, an optional library."""

from dataclasses import dataclass

import numpy as np

from numerics._checks import FloatArray, whole
from numerics.neural_states.heisenberg import Lattice


class NetKetMissingError(ImportError):
    """NetKet is wanted and not installed.

    >>> issubclass(NetKetMissingError, ImportError)
    True
    """


@dataclass(frozen=True)
class NetKetRun:
    """Energies and their standard errors for each step, and the number of parameters.

    >>> NetKetRun(np.array([-1.9, -2.0]), np.array([0.1, 0.01]), 10).energies.tolist()
    [-1.9, -2.0]
    """

    energies: FloatArray
    errors: FloatArray
    parameters: int


def netket_energies(
    lattice: Lattice,
    features: int,
    *,
    steps: int,
    samples: int,
    rng: np.random.Generator,
    rate: float = 0.01,
    shift: float = 0.01,
) -> NetKetRun:
    """Train real features shared by all translations, by NetKet's stochastic reconfiguration.

    The machine is that of `boltzmann_energy`, with Marshall's sign and zero magnetisation; seeds
    come from ``rng``.  Raises `NetKetMissingError` with the way to install it.
    """
    whole("features", features)
    try:
        import netket as nk
    except ImportError as missing:
        raise NetKetMissingError(
            "NetKet must be installed for this (pip install 'qmgr[large]'), but is not."
        ) from missing
    graph = nk.graph.Graph(edges=[(int(i), int(j)) for i, j in lattice.bonds])
    space = nk.hilbert.Spin(s=0.5, N=lattice.sites, total_sz=0)
    energy = nk.operator.Heisenberg(space, graph, J=0.25, sign_rule=True)
    moves = nk.utils.HashableArray(np.asarray(lattice.translations))
    model = nk.models.RBMSymm(symmetries=moves, alpha=features, param_dtype=float)
    sampler = nk.sampler.MetropolisExchange(space, graph=graph, n_chains=16)
    seeds = rng.integers(0, 2**31, 2)
    state = nk.vqs.MCState(
        sampler, model, n_samples=whole("samples", samples, 16),
        seed=int(seeds[0]), sampler_seed=int(seeds[1]),
    )  # fmt: skip
    descent = nk.driver.VMC_SR(
        energy, nk.optimizer.Sgd(rate), variational_state=state, diag_shift=shift
    )
    log = nk.logging.RuntimeLog()
    descent.run(whole("steps", steps), out=log, show_progress=False)
    found = log.data["Energy"]
    mean = np.asarray(found["Mean"]).real
    sigma = np.asarray(found["Sigma"]).real
    return NetKetRun(mean, sigma, int(state.n_parameters))
