import numpy as np
import pytest
from array_strategies import checked
from cell_strategies import Neurons, neurons
from hypothesis import given
from hypothesis import strategies as st

from numerics.memory import BeyondMemoryError
from numerics.spacetime.averages import Cloud, curly
from numerics.spacetime.cell_list import cell_list, tail
from numerics.spacetime.gaussian_sums import gaussian_sums

LATTICE = np.stack(np.meshgrid(*[np.arange(-12.0, 13)] * 3, indexing="ij"), -1).reshape(-1, 3)


def reference(case: Neurons, order: int, values=None):
    """Return the parts and, for each, the sum of absolute terms: the scale of rounding."""
    values = case.values if values is None else values
    cloud = Cloud(case.positions, case.precisions)
    exact = curly(values, cloud, case.points, order=order).parts
    weight = np.abs(values).max() * curly(np.ones(len(values)), cloud, case.points).value.max()
    steep = np.linalg.eigvalsh(case.precisions).max() * 100
    return exact, [weight * steep ** (k / 2) for k in range(order + 1)]


def written_out(case: Neurons):
    """Return (6.8) once more, neuron by neuron."""
    total = np.zeros((len(case.points), 2))
    for x, g, a in zip(case.positions, case.precisions, case.values, strict=True):
        for m, point in enumerate(case.points):
            u = point - x
            total[m] += a * np.exp(-u @ g @ u / 2) / (2 * np.pi) ** 1.5
    return total


@checked
@given(neurons(), st.sampled_from((0, 1, 2)), st.sampled_from((4.0, 6.0, 8.0, np.inf)))
def test_sums_agree_with_the_small_engine_within_the_bound(case, order, sigmas):
    cells = cell_list(case.positions, case.precisions, case.values, sigmas=sigmas)
    sums = gaussian_sums(cells, case.points, order=order)
    exact, scale = reference(case, order)
    for k in range(order + 1):
        # 1e-14: rounding of 300 terms and of the exponent, up to 30
        wrong = np.abs(sums.parts[k] - exact[k]).reshape(len(case.points), 2, -1).max(axis=(0, 2))
        assert (wrong <= cells.missed(k) + 1e-13 * scale[k] + 1e-300).all()


@checked
@given(neurons(most=40))
def test_sums_agree_with_the_formula_written_out(case):
    cells = cell_list(case.positions, case.precisions, case.values, sigmas=np.inf)
    wrong = gaussian_sums(cells, case.points).value - written_out(case)
    assert np.abs(wrong).max() < 1e-13 * np.abs(case.values).sum()


@pytest.mark.parametrize("columns", [1, 6, 7, 8, 15])
@pytest.mark.parametrize("order", [0, 1, 2])
def test_any_number_of_columns(columns, order):
    rng = np.random.default_rng(columns)
    case = Neurons(
        rng.uniform(-4, 4, (700, 3)),
        np.eye(3) * rng.uniform(1, 2, (700, 1, 1)),
        rng.normal(size=(700, columns)),
        rng.uniform(-4, 4, (5, 3)),
    )
    cells = cell_list(case.positions, case.precisions, case.values, sigmas=9)
    exact, scale = reference(case, order)
    for k, part in enumerate(gaussian_sums(cells, case.points, order=order).parts):
        assert np.abs(part - exact[k]).max() < 1e-13 * scale[k] + cells.missed(k).max()


@pytest.mark.parametrize("sigmas", [6.0, 8.0])
def test_a_uniform_cloud_loses_less_than_the_tail(sigmas):
    # cells are taken whole, so that less than the tail beyond the reach is lost
    precisions = np.broadcast_to(np.eye(3), (len(LATTICE), 3, 3))
    points = np.random.default_rng(1).uniform(-2, 2, (20, 3))
    ones = np.ones((len(LATTICE), 1))
    near, all_of_them = (
        gaussian_sums(cell_list(LATTICE, precisions, ones, sigmas=s), points).value
        for s in (sigmas, np.inf)
    )
    lost = np.abs(all_of_them / near - 1).max()
    assert lost < tail(sigmas) + 1e-15 * 10
    assert tail(6) < 1e-7
    assert tail(8) < 1e-13


def test_neurons_crowded_just_beyond_the_reach_stay_within_the_bound():
    # the worst case: all on a shell, so that the tail of a uniform cloud says nothing
    rng = np.random.default_rng(3)
    shell = rng.normal(size=(4000, 3))
    shell *= rng.uniform(4.001, 4.1, (4000, 1)) / np.linalg.norm(shell, axis=1, keepdims=True)
    cells = cell_list(
        np.concatenate([shell, [[9, 9, 9.0]]]),
        np.broadcast_to(np.eye(3), (4001, 3, 3)),
        np.ones((4001, 1)),
        sigmas=4,
    )
    exact = (np.exp(-(shell**2).sum(axis=1) / 2)).sum() / (2 * np.pi) ** 1.5
    lost = exact - gaussian_sums(cells, np.zeros((1, 3))).value[0, 0]
    assert lost <= cells.missed()[0]
    assert cells.missed()[0] < 1e3 * exact  # and the bound is not idle


@checked
@given(neurons(most=100), st.sampled_from((0, 2)))
def test_single_precision_keeps_six_digits(case, order):
    middle = case.positions.mean(axis=0)
    case = Neurons(case.positions - middle, case.precisions, case.values, case.points - middle)
    both = [
        gaussian_sums(
            cell_list(case.positions, case.precisions, case.values, dtype=kind, sigmas=np.inf),
            case.points,
            order=order,
        )
        for kind in (np.float64, np.float32)
    ]
    _, scale = reference(case, order)
    # positions up to 25 rounded to 1.5e-6, times a slope of the exponent of up to 20
    for k in range(order + 1):
        assert np.abs(both[0].parts[k] - both[1].parts[k]).max() < 1e-4 * scale[k]


def test_bits_do_not_depend_on_workers_or_on_the_company_of_a_point():
    rng = np.random.default_rng(0)
    x = rng.uniform(-9, 9, (5000, 3))
    cells = cell_list(x, np.broadcast_to(np.eye(3), (5000, 3, 3)), rng.normal(size=(5000, 8)))
    points = rng.uniform(-9, 9, (9000, 3))
    one, two = (gaussian_sums(cells, points, order=1, workers=n) for n in (1, 2))
    assert (one.value == two.value).all()
    assert (one.gradient == two.gradient).all()
    alone = gaussian_sums(cells, points[4321], order=1)
    assert (alone.gradient == one.gradient[4321]).all()


def test_files_mapped_into_memory_give_the_same_bits(tmp_path):
    rng = np.random.default_rng(0)
    x, g = rng.normal(size=(50, 3)), np.eye(3) * rng.uniform(1, 2, (50, 1, 1))
    values = rng.normal(size=(50, 2))
    arrays = {"x": x, "g": g, "a": values}
    for name, array in arrays.items():
        np.save(tmp_path / name, array)
    mapped = [np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in arrays]
    one, two = (gaussian_sums(cell_list(*three), x).value for three in ((x, g, values), mapped))
    assert (one == two).all()


def test_progress_is_told():
    seen = []
    cells = cell_list(np.zeros((1, 3)), np.eye(3)[None], np.ones((1, 1)))
    gaussian_sums(cells, np.zeros((5000, 3)), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(4096, 5000), (5000, 5000)]


def broken(entry, value):
    x, g = np.zeros((9, 3)), np.broadcast_to(np.eye(3), (9, 3, 3)).copy()
    x[:, 0] = np.arange(9)
    {"x": x, "g": g}[entry[0]][entry[1:]] = value
    return x, g


@pytest.mark.parametrize(
    ("entry", "value", "message"),
    [
        (("x", 7, 1), np.nan, "`positions` must be finite, but neuron 7 has nan"),
        (("g", 5, 0, 0), np.inf, "`precisions` must be finite, but neuron 5 has inf"),
        (("g", 4, 0, 1), 0.5, "symmetric, but opposite entries of neuron 4 differ by 0.5"),
        (("g", 8, 2, 2), -2.0, "definite, but neuron 8 has the eigenvalue -2"),
        (("g", 3, 2, 2), 0.0, "definite, but neuron 3 has the eigenvalue 0"),
        (("g", 3), 0.0, "definite, but neuron 3 has the eigenvalue 0"),
        (("g", 2), np.ones((3, 3)), "definite, but neuron 2 has the eigenvalue"),
    ],
)
def test_a_broken_neuron_is_named(entry, value, message, monkeypatch):
    monkeypatch.setattr("numerics.spacetime.cell_list.CHUNK", 4)
    x, g = broken(entry, value)
    with pytest.raises(ValueError, match=message):
        cell_list(x, g, np.ones((9, 1)))


def test_bad_arguments():
    x, g, a = np.zeros((2, 3)), np.broadcast_to(np.eye(3), (2, 3, 3)), np.ones((2, 1))
    with pytest.raises(ValueError, match=r"`positions` must have shape \(N, 3\)"):
        cell_list(np.zeros((2, 2)), g, a)
    with pytest.raises(ValueError, match="`precisions` must have shape"):
        cell_list(x, g[:1], a)
    with pytest.raises(ValueError, match="`values` must have shape"):
        cell_list(x, g, a[:1])
    with pytest.raises(ValueError, match="`values` must be finite, but neuron 1 has nan"):
        cell_list(x, g, [[0.0], [np.nan]])
    with pytest.raises(ValueError, match="`sigmas` must be at least 3"):
        cell_list(x, g, a, sigmas=1)
    with pytest.raises(ValueError, match="`dtype` must be float64 or float32"):
        cell_list(x, g, a, dtype=np.float16)
    cells = cell_list(x, g, a)
    with pytest.raises(ValueError, match="`points` must have shape"):
        gaussian_sums(cells, np.zeros((4, 2)))
    with pytest.raises(ValueError, match="`points` must have shape"):
        gaussian_sums(cells, np.zeros((0, 3)))
    with pytest.raises(ValueError, match="`order` must be 0, 1 or 2"):
        gaussian_sums(cells, x, order=3)


def test_beyond_memory_is_refused_with_the_bytes():
    x = np.broadcast_to(np.zeros(3), (10**12, 3))
    g = np.broadcast_to(np.eye(3), (10**12, 3, 3))
    with pytest.raises(BeyondMemoryError, match=r"1000000000000 neurons .* bytes"):
        cell_list(x, g, lambda some: some[:, 0])
    cells = cell_list(x[:1], g[:1], np.ones((1, 1)))
    with pytest.raises(BeyondMemoryError, match="Sums at 10 points"):
        gaussian_sums(cells, np.zeros((10, 3)), limit=100)
