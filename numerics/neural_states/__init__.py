"""Wave functions of spins as networks, and their variational energies."""

from numerics._api import loaded_on_demand

__getattr__, __dir__, __all__ = loaded_on_demand(
    __name__,
    {
        "boltzmann_energy": (
            "Descent",
            "Machine",
            "energy_and_step",
            "log_amplitudes",
            "minimise",
            "random_machine",
        ),
        "boltzmann_sampling": (
            "Samples",
            "neel",
            "sample",
            "sampled_step",
        ),
        "chain_energy": (
            "ChainEnergy",
            "lowest_chain",
        ),
        "heisenberg": (
            "Antiferromagnet",
            "Lattice",
            "ring",
            "square",
        ),
        "imaginary_time": (
            "DeepMachine",
            "ising_energies",
            "ising_hamiltonian",
            "ising_machine",
            "ring_bonds",
            "trotter_step",
        ),
        "matrix_products": (
            "amplitudes",
            "bond_ranks",
            "decompose",
            "from_restricted_boltzmann",
            "operator_digits",
            "operator_matrix",
        ),
        "netket_energy": (
            "NetKetMissingError",
            "NetKetRun",
            "netket_energies",
        ),
        "parity": (
            "deep_boltzmann_of_chain",
            "parity_units",
        ),
        "states": (
            "bits",
            "deep_boltzmann",
            "feedforward",
            "restricted_boltzmann",
            "spins",
        ),
    },
)
