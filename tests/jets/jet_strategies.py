"""Hypothesis strategies for jets: dimensions, families, densities, coefficients."""

from fractions import Fraction

import hypothesis.strategies as st

from qmgr_sym.jets.families import diagonal, general, synchronous


def families(least=2, most=3):
    """One of the three families, in few dimensions."""
    return st.builds(
        lambda make, n: make(n),
        st.sampled_from([general, synchronous, diagonal]),
        st.integers(least, most),
    )


def seeds():
    return st.integers(0, 10**6)


def numbers():
    """Small nonzero fractions."""
    values = st.builds(Fraction, st.integers(-6, 6), st.integers(1, 4))
    return values.filter(lambda value: value != 0)


def scalar_curvature(jet):
    return jet.scalar_curvature


def gamma_gamma(jet):
    """g^ab (Gamma^m_an Gamma^n_bm - Gamma^m_ab Gamma^n_nm)."""
    gamma = jet.christoffel
    first = jet.einsum("ab,man,nbm->", jet.inverse, gamma, gamma)
    return first - jet.einsum("ab,mab,m->", jet.inverse, gamma, jet.log_volume)


def ricci_squared(jet):
    return jet.einsum("ab,ab->", jet.raised(jet.ricci), jet.ricci)


def kinetic(jet):
    """g^ab d_a f d_b f / 2 of the first further function, plus f R."""
    f = jet.scalars[0]
    slope = [jet.d(f, m) for m in range(jet.n)]
    return jet.einsum("ab,a,b->", jet.inverse, tuple(slope), tuple(slope)) / 2 + f * (
        jet.scalar_curvature
    )


DENSITIES = [scalar_curvature, gamma_gamma, ricci_squared]


def densities():
    return st.sampled_from(DENSITIES)
