"""Chunks, memory limits, arrays in files."""

import joblib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.arrays_io import create_npy, map_npy, read_npz, write_npz
from numerics.chunks import map_chunks
from numerics.memory import SHARE, BeyondMemoryError, available_memory, refuse_beyond


def per_row(x, y):
    return np.stack([np.sin(x) * y[:, 0], x + y[:, 1]], axis=1)


@given(st.integers(1, 60), st.integers(1, 70), st.sampled_from([1, 2, 3]))
def test_bits_do_not_depend_on_chunks_or_workers(rows, size, workers):
    rng = np.random.default_rng(rows)
    x, y = rng.normal(size=rows), rng.normal(size=(rows, 2))
    seen = []
    found = map_chunks(
        per_row,
        x,
        y,
        chunk_size=size,
        workers=workers,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert found.tobytes() == per_row(x, y).tobytes()
    assert seen == [(min(k + size, rows), rows) for k in range(0, rows, size)]


def test_another_backend_takes_the_chunks():
    x, y = np.arange(5.0), np.ones((5, 2))
    with joblib.parallel_config(backend="sequential"):
        found = map_chunks(per_row, x, y, chunk_size=2, workers=2)
    np.testing.assert_array_equal(found, per_row(x, y))


@pytest.mark.parametrize("arrays", [(), (1.0,), (np.ones(0),), (np.ones(3), np.ones((4, 2)))])
def test_rows_must_be_as_many_in_all_arrays(arrays):
    with pytest.raises(ValueError, match="first axes of one length above 0"):
        map_chunks(lambda *rows: rows[0], *arrays)


def test_a_function_must_keep_its_rows():
    with pytest.raises(ValueError, match=r"must return 3 rows .* returned shape \(2,\)"):
        map_chunks(lambda x: x[:2], np.ones(3))
    with pytest.raises(ValueError, match="`workers` must be an integer of at least 1"):
        map_chunks(lambda x: x, np.ones(3), workers=0)


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_what_exceeds_the_limit_is_refused_with_its_bytes(needed, limit):
    if needed <= limit:
        assert refuse_beyond(needed, limit) == needed
    else:
        with pytest.raises(BeyondMemoryError, match=f"limit of {limit} bytes .* needs {needed} b"):
            refuse_beyond(needed, limit, "cloud")


def test_the_default_limit_is_a_share_of_what_is_free():
    free = available_memory()
    assert 2**20 < free < 2**50
    assert refuse_beyond(SHARE * free / 2) == int(SHARE * free / 2)
    with pytest.raises(MemoryError, match="request must fit"):
        refuse_beyond(2 * free)
    with pytest.raises(MemoryError, match="needs nan"):
        refuse_beyond(float("nan"), 1.0)


@pytest.mark.parametrize("text", [None, "MemFree: 1 kB\n", "MemAvailable: many\n", "no colon\n"])
def test_free_pages_count_where_the_kernel_gives_no_estimate(monkeypatch, tmp_path, text):
    file = tmp_path / "meminfo"
    if text is not None:
        file.write_text(text)
    pages = {"SC_PAGE_SIZE": 4096, "SC_AVPHYS_PAGES": 7}
    monkeypatch.setattr("numerics.memory.Path", lambda _: file)
    monkeypatch.setattr("numerics.memory.os.sysconf", pages.__getitem__)
    assert available_memory() == 7 * 4096
    file.write_text("MemTotal:  9 kB\nMemAvailable:   3 kB\n")
    assert available_memory() == 3 * 1024


@given(
    st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.integers(0, 4), max_size=4),
    st.sampled_from([np.float64, np.float32, np.int64, np.complex128]),
)
def test_npz_in_and_out(tmp_path_factory, names, dtype):
    path = tmp_path_factory.mktemp("npz") / "a.npz"
    arrays = {name: np.arange(12 * k, dtype=dtype).reshape(k, 3, 4) for name, k in names.items()}
    write_npz(path, arrays)
    found = read_npz(path)
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)
    with np.load(path, allow_pickle=False) as numpy:
        assert set(numpy) == set(arrays)
    assert [file.name for file in path.parent.iterdir()] == ["a.npz"]


def test_npz_shapes_are_checked(tmp_path):
    path = tmp_path / "cloud.npz"
    means, precisions = np.ones((5, 3)), np.ones((5, 3, 3))
    write_npz(path, {"means": means, "precisions": precisions})
    shapes = {"means": ("N", 3), "precisions": ("N", 3, 3)}
    assert read_npz(path, shapes).keys() == shapes.keys()
    with pytest.raises(ValueError, match=r"must hold an array 'mass', but it holds \['means', 'p"):
        read_npz(path, {"mass": ("N",)})
    with pytest.raises(ValueError, match=r"cloud.npz:means` must have shape \(N, 4\), N = 5, but"):
        read_npz(path, {"means": ("N", 4)})
    write_npz(path, {"means": means, "precisions": precisions[:4]})
    with pytest.raises(ValueError, match=r"\(N, 3, 3\), N = 5, but its shape is \(4, 3, 3\)"):
        read_npz(path, shapes)
    with pytest.raises(BeyondMemoryError, match=r"`cloud.npz` must fit .* 100 bytes"):
        read_npz(path, limit=100)


def test_pickles_are_refused_and_leave_the_old_file(tmp_path):
    path = tmp_path / "a.npz"
    write_npz(path, {"a": np.ones(2)})
    with pytest.raises(ValueError, match="Object arrays"):
        write_npz(path, {"b": np.ones(2), "a": np.array([{}], dtype=object)})
    assert read_npz(path)["a"].tolist() == [1, 1]
    assert len(list(tmp_path.iterdir())) == 1
    np.savez(path, a=np.array([{}], dtype=object))
    with pytest.raises(ValueError, match="Object arrays"):
        read_npz(path)
    path.write_bytes(b"no archive")
    with pytest.raises(ValueError, match=r"`a.npz` must be an .npz file"):
        read_npz(path)
    with pytest.raises(OSError, match=r"none.npz"):
        read_npz(tmp_path / "none.npz")


def test_npy_is_mapped_in_and_out(tmp_path):
    path = tmp_path / "a.npy"
    made = create_npy(path, (4, 3))
    assert not made.any()
    made[1] = [1, 2, 3]
    made.flush()
    found = map_npy(path, ("N", 3))
    assert isinstance(found, np.memmap)
    np.testing.assert_array_equal(found, made)
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1
    with pytest.raises(ValueError, match=r"must have dtype float32, but its dtype is float64"):
        map_npy(path, ("N", 3), np.float32)
    with pytest.raises(ValueError, match=r"must have shape \(3, N\), but its shape is \(4, 3"):
        map_npy(path, (3, "N"))
    path.write_bytes(b"text")
    with pytest.raises(ValueError, match=r"`a.npy` must be an .npy file"):
        map_npy(path, ("N", 3))
    path.write_bytes(b"")
    with pytest.raises(ValueError, match=r"`a.npy` must be an .npy file"):
        map_npy(path, ("N", 3))
    np.savez(tmp_path / "b.npz", a=np.ones(2))
    with pytest.raises(ValueError, match="holds several arrays"):
        map_npy(tmp_path / "b.npz", ("N",))
