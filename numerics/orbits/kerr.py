"""Orbits of the Kerr black hole in closed form: constants, turning points, frequencies.

Units of the mass, G = c = M = 1; spin -1 < a < 1 with prograde orbits for x > 0.
"""

from dataclasses import dataclass

import numpy as np

from numerics._checks import FloatArray


@dataclass(frozen=True)
class Constants:
    """Energy and axial angular momentum per rest mass, and Carter's constant Q.

    >>> rest = constants_of(0.0, 1e9, 0.0, 1.0)  # far away
    >>> round(rest.energy, 6), rest.carter
    (1.0, 0.0)
    """

    energy: float
    momentum: float
    carter: float


@dataclass(frozen=True)
class Frequencies:
    """Frequencies in Boyer-Lindquist time of radial, polar and azimuthal motion.

    >>> found = frequencies_of(0.0, 10.0, 0.0, 1.0)
    >>> round(found.azimuthal * 10**1.5, 9)  # Kepler's third law
    1.0
    """

    radial: float
    polar: float
    azimuthal: float


def isco(a: float, *, prograde: bool = True) -> float:
    """Radius of the innermost stable circular orbit; Bardeen, Press, Teukolsky 1972, (2.21).

    >>> isco(0.0), round(isco(0.9), 6), round(isco(0.9, prograde=False), 6)
    (6.0, 2.320883, 8.717352)
    """
    _spin(a)
    z1 = 1 + (1 - a * a) ** (1 / 3) * ((1 + abs(a)) ** (1 / 3) + (1 - abs(a)) ** (1 / 3))
    z2 = np.sqrt(3 * a * a + z1 * z1)
    sign = 1 if prograde == (a >= 0) else -1
    return float(3 + z2 - sign * np.sqrt((3 - z1) * (3 + z1 + 2 * z2)))


def photon_orbit(a: float, *, prograde: bool = True) -> float:
    """Radius of the circular orbit of light on the equator; Bardeen et al. 1972, (2.18).

    >>> round(photon_orbit(0.0), 12), round(photon_orbit(0.9), 6)
    (3.0, 1.557855)
    """
    _spin(a)
    sign = 1 if prograde == (a >= 0) else -1
    return float(2 * (1 + np.cos(2 / 3 * np.arccos(-sign * abs(a)))))


def shadow_edge(a: float, radius: float) -> tuple[float, float]:
    """Impact parameters (xi, eta) of the spherical orbit of light at a radius; Bardeen 1973.

    xi = L/E = -(r^3 - 3 r^2 + a^2 r + a^2)/(a (r - 1)), eta = Q/E^2
    = r^3 (4 a^2 - r (r - 3)^2)/(a^2 (r - 1)^2).  Raises ``ValueError`` for a = 0.

    >>> r = photon_orbit(0.9)  # in the equator: no polar motion
    >>> bool(abs(shadow_edge(0.9, r)[1]) < 1e-9)
    True
    """
    _spin(a)
    if a == 0:
        raise ValueError("`a` must not be 0; there xi^2 + eta = 27.")
    r = radius
    xi = -(r**3 - 3 * r**2 + a * a * r + a * a) / (a * (r - 1))
    eta = r**3 * (4 * a * a - r * (r - 3) ** 2) / (a * a * (r - 1) ** 2)
    return float(xi), float(eta)


def constants_of(a: float, p: float, e: float, x: float) -> Constants:
    """(E, L, Q) of the bound orbit with semilatus rectum p, eccentricity e, x = cos(inclination).

    The radial turning points are p/(1 -+ e), the least sin(theta) is |x|; Schmidt, Class. Quantum
    Grav. 19, 2743 (2002), appendix B.  Raises ``ValueError`` for an orbit that is not bound and
    stable.

    >>> round(constants_of(0.0, 10.0, 0.0, 1.0).energy, 9)  # 0.8 / sqrt(0.7)
    0.956182887
    """
    _spin(a)
    if not 0 <= e < 1 or not 0 < abs(x) <= 1 or not p > 0:
        raise ValueError(f"`p`, `e`, `x` must be > 0, in [0, 1), in [-1, 1] less 0: {p}, {e}, {x}.")
    z = 1 - x * x
    r1, r2 = p / (1 - e), p / (1 + e)
    rows = [_row(a, r1, z), _row(a, r2, z) if e > 0 else _slope(a, r1, z)]
    (d1, f1, g1, h1), (d2, f2, g2, h2) = rows
    kappa, epsilon = d1 * h2 - d2 * h1, d1 * g2 - d2 * g1
    rho, eta, sigma = f1 * h2 - f2 * h1, f1 * g2 - f2 * g1, g1 * h2 - g2 * h1
    sign = 1.0 if x > 0 else -1.0
    inside = sigma * (sigma * epsilon**2 + rho * epsilon * kappa - eta * kappa**2)
    bottom = rho**2 + 4 * eta * sigma
    top = kappa * rho + 2 * epsilon * sigma - 2 * sign * np.sqrt(max(inside, 0.0))
    square = top / bottom if bottom else np.nan
    if not 0 < square < 1:
        raise ValueError(
            f"p = {p}, e = {e}, x = {x} must be a bound orbit of spin {a}, but is not."
        )
    energy = np.sqrt(square)
    root = np.sqrt(max((g1 * energy) ** 2 + h1 * (f1 * square - d1), 0.0))
    momentum = (-g1 * energy + sign * root) / h1
    carter = z * (a * a * (1 - square) + momentum**2 / (1 - z))
    found = Constants(float(energy), float(momentum), float(carter))
    if not _inner(a, p, e, found)[0] < r2:
        raise ValueError(f"p = {p}, e = {e}, x = {x} must be a stable orbit, but is not.")
    return found


def _inner(a: float, p: float, e: float, held: Constants) -> tuple[float, float]:
    """The third and fourth radial root, from the sum and the product of all four."""
    beta, pair = 1 - held.energy**2, p * p / (1 - e * e)
    total = 2 / beta - 2 * p / (1 - e * e)
    part = a * a * held.carter / (beta * pair)
    root = np.sqrt(complex(total * total / 4 - part))
    if abs(root.imag) > 0:
        return total / 2, total / 2
    third = total / 2 + root.real
    return float(third), float(part / third if third else 0.0)


def elements_of(a: float, constants: Constants) -> tuple[float, float, float]:
    """(p, e, x) of (E, L, Q): the inverse of `constants_of`.

    Raises ``ValueError`` for constants of an unbound orbit.

    >>> p, e, x = elements_of(0.5, constants_of(0.5, 10.0, 0.2, 0.8))
    >>> round(p, 6), round(e, 6), round(x, 6)
    (10.0, 0.2, 0.8)
    """
    _spin(a)
    roots = radial_roots(a, constants)
    if len(roots) < 4 or not constants.energy < 1:
        raise ValueError(f"`constants` must be those of a bound orbit, but are {constants}.")
    high, low = roots[:2]
    p, e = 2 * high * low / (high + low), (high - low) / (high + low)
    b, c = a * a * (1 - constants.energy**2), constants.momentum**2 + constants.carter
    z = 2 * constants.carter / (b + c + np.sqrt((b + c) ** 2 - 4 * b * constants.carter))
    return float(p), float(e), float(np.sign(constants.momentum) * np.sqrt(1 - z))


def radial_roots(a: float, constants: Constants) -> FloatArray:
    """The real roots of (E (r^2 + a^2) - a L)^2 - Delta (r^2 + (L - a E)^2 + Q), largest first.

    The first two are the turning points of a bound orbit.

    >>> roots = radial_roots(0.0, constants_of(0.0, 10.0, 0.25, 1.0))
    >>> roots[:2].round(6)  # p / (1 - e) and p / (1 + e)
    array([13.333333,  8.      ])
    """
    e, m, q = constants.energy, constants.momentum, constants.carter
    part = (m - a * e) ** 2 + q
    found = np.roots([e * e - 1, 2.0, a * a * (e * e - 1) - m * m - q, 2 * part, -a * a * q])
    scale = np.abs(found).max()
    real = found[np.abs(found.imag) < 1e-6 * scale].real
    return np.sort(real)[::-1]


def separatrix(a: float, e: float, x: float) -> float:
    """The least semilatus rectum p of stable orbits with e and x; at e = 0, |x| = 1 the ISCO.

    Found by bisection on the coincidence of the second and third radial root.

    >>> round(separatrix(0.0, 0.5, 1.0), 8)  # 6 + 2 e
    7.0
    """
    _spin(a)
    low, high = 1.0 + e, 14.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        try:
            constants_of(a, middle, e, x)
            high = middle
        except ValueError:
            low = middle
    return high


def frequencies_of(a: float, p: float, e: float, x: float) -> Frequencies:
    """Frequencies of a bound orbit in coordinate time, by averages over Mino time.

    Upsilon_r = 2 pi / Lambda_r and so on; Gamma, the mean rate of t, is the sum of a radial and a
    polar average: Drasco, Hughes, Phys. Rev. D 69, 044015 (2004).  Averages are trapezium sums over
    angles, which converge exponentially.

    >>> found = frequencies_of(0.0, 10.0, 1e-6, 1.0)
    >>> round(found.radial / found.azimuthal, 6)  # sqrt(1 - 6 / p)
    0.632456
    """
    held = constants_of(a, p, e, x)
    en, m, q = held.energy, held.momentum, held.carter
    r1, r2 = p / (1 - e), p / (1 + e)
    r3, r4 = _inner(a, p, e, held)
    psi = (np.arange(512) + 0.5) * np.pi / 512
    r = p / (1 + e * np.cos(psi))
    # (dr/dlambda)^2 = (1 - E^2) (r1 - r)(r - r2)(r - r3)(r - r4), and r = p/(1 + e cos psi)
    rate = np.sqrt((1 - en * en) * (r - r3) * (r - r4)) * np.sqrt(r1 * r2) / r
    dr = 1 / rate
    radial = 1 / dr.mean()
    z1 = 1 - x * x
    b = a * a * (1 - en * en)
    top = q / z1 if z1 > 0 else b + m * m  # the other root of the polar equation, times b
    chi = (np.arange(512) + 0.5) * np.pi / 512
    z = z1 * np.cos(chi) ** 2
    speed = np.sqrt(top - b * z)
    dtheta = 1 / speed
    polar = 1 / dtheta.mean()
    delta = r * r - 2 * r + a * a
    over = (r * r + a * a) * en - a * m
    phi = _mean(a * over / delta - a * en, dr) + _mean(m / (1 - z), dtheta)
    time = _mean((r * r + a * a) / delta * over, dr) + a * m
    time -= _mean(a * a * en * (1 - z), dtheta)
    return Frequencies(float(radial / time), float(polar / time), float(phi / time))


def _mean(values: FloatArray, weight: FloatArray) -> float:
    return float((values * weight).sum() / weight.sum())


def _row(a: float, r: float, z: float) -> tuple[float, float, float, float]:
    delta = r * r - 2 * r + a * a
    return (
        (r * r + a * a * z) * delta,
        r**4 + a * a * (r * (r + 2) + z * delta),
        2 * a * r,
        r * (r - 2) + z / (1 - z) * delta,
    )


def _slope(a: float, r: float, z: float) -> tuple[float, float, float, float]:
    """The derivatives of `_row` by r, for circular orbits."""
    delta, slope = r * r - 2 * r + a * a, 2 * r - 2
    return (
        2 * r * delta + (r * r + a * a * z) * slope,
        4 * r**3 + a * a * (2 * r + 2 + z * slope),
        2 * a,
        2 * r - 2 + z / (1 - z) * slope,
    )


def _spin(a: float) -> None:
    if not -1 < a < 1:
        raise ValueError(f"`a` must be between -1 and 1, but is {a}.")
