"""Lagrangian densities of the metric: Einstein-Hilbert, Gamma-Gamma, volume."""

from __future__ import annotations

from sympy import Add, Expr, Rational

from qmgr_sym.variation.metric_variation import MetricFields

Connection = tuple[tuple[tuple[Expr, ...], ...], ...]


def connection(fields: MetricFields) -> Connection:
    """Gamma^m_ab = g^mk (d_a g_kb + d_b g_ka - d_k g_ab) / 2, as [m][a][b]; Vanchurin (7.9)."""
    g, up, x = fields.metric, fields.inverse, fields.coords
    n = range(len(x))
    low = [
        [[g[k, b].diff(x[a]) + g[k, a].diff(x[b]) - g[a, b].diff(x[k]) for b in n] for a in n]
        for k in n
    ]
    half = Rational(1, 2)
    return tuple(
        tuple(tuple(Add(*(half * up[m, k] * low[k][a][b] for k in n)) for b in n) for a in n)
        for m in n
    )


def ricci_scalar(fields: MetricFields) -> Expr:
    """R = g^ab R_ab with R_ab = d_m Gamma^m_ab - d_b Gamma^m_am + Gamma Gamma - Gamma Gamma.

    The convention is R^r_smn = d_m Gamma^r_ns - ..., R_mn = R^l_mln, in which spheres have R > 0.
    """
    gamma, up, x = connection(fields), fields.inverse, fields.coords
    n = range(len(x))
    terms = []
    for a in n:
        for b in n:
            if up[a, b] == 0:
                continue
            parts = [gamma[m][a][b].diff(x[m]) - gamma[m][a][m].diff(x[b]) for m in n]
            parts += [
                gamma[m][m][k] * gamma[k][a][b] - gamma[m][b][k] * gamma[k][a][m]
                for m in n
                for k in n
            ]
            terms.append(up[a, b] * Add(*parts))
    return Add(*terms)


def einstein_hilbert(fields: MetricFields) -> Expr:
    """sqrt|g| R, the density of Vanchurin (8.8)."""
    return fields.volume * ricci_scalar(fields)


def gamma_gamma(fields: MetricFields) -> Expr:
    """sqrt|g| g^ab (Gamma^m_an Gamma^n_bm - Gamma^m_ab Gamma^n_nm), equivalent to sqrt|g| R."""
    gamma, up = connection(fields), fields.inverse
    n = range(len(fields.coords))
    terms = [
        up[a, b] * (gamma[m][a][k] * gamma[k][b][m] - gamma[m][a][b] * gamma[k][k][m])
        for a in n
        for b in n
        if up[a, b] != 0
        for m in n
        for k in n
    ]
    return fields.volume * Add(*terms)


def volume(fields: MetricFields) -> Expr:
    """sqrt|g|, the number density of neurons in Vanchurin (6.15)."""
    return fields.volume
