"""The cache keeps results and believes nothing: what does not fit is computed again."""

import json
import os
import stat
from pathlib import Path

import numpy as np
import pytest
from area_claim import edit, write

from proofs import files
from proofs.checker import cache, record
from proofs.checker.checkpoint import Checkpoint
from proofs.checker.registry import load
from proofs.checker.selection import select
from proofs.checker.session import Session
from proofs.files import private_folder, read_regular, write_arrays, write_atomically


@pytest.fixture
def folder(no_suite, tmp_path):
    """One claim of one's own."""
    write(tmp_path / "claims", "own:1.1")
    return tmp_path / "claims"


def run(folder: Path) -> tuple[dict, bool]:
    entries = load([folder])
    session = Session(entries, select(entries, [], [folder]))
    kept: list[bool] = []
    session.check(lambda key, result, was_kept: kept.append(was_kept))
    record.validate(session.record())
    return session.results["own:1.1"], kept[0]


def resealed(kept: bytes, change) -> bytes:
    """An entry after `change(head, result)`, with a seal that fits."""
    first, _, body = kept.partition(b"\n")
    head, result = json.loads(first), json.loads(body)
    head.pop("seal")
    head, result = change(head, result) or (head, result)
    body = json.dumps(result).encode()
    return json.dumps({**head, "seal": cache._seal(head, body)}).encode() + b"\n" + body


DAMAGE = {
    "empty": lambda kept: b"",
    "half": lambda kept: kept[: len(kept) // 2],
    "one byte": lambda kept: kept.replace(b'"holds"', b'"fails"', 1),
    "verdict": lambda kept: kept.replace(b'"proved"', b'"refuted"'),
    "nested": lambda kept: b"[" * 100_000,
    "no object": lambda kept: b"[]\n{}",
    "not text": lambda kept: b"\xff\xfe" + kept,
    "sealed, unknown verdict": lambda kept: resealed(kept, lambda h, r: r.update(verdict="true")),
    "sealed, a part missing": lambda kept: resealed(kept, lambda h, r: r.pop("evidence") and None),
    "sealed, a part too much": lambda kept: resealed(kept, lambda h, r: r.update(more=1)),
    "sealed, wrong type": lambda kept: resealed(kept, lambda h, r: r.update(seconds="long")),
    "sealed, no result": lambda kept: resealed(kept, lambda h, r: (h, [r])),
    "sealed, other key": lambda kept: resealed(kept, lambda h, r: h.update(key="own:1.2")),
    "sealed, other format": lambda kept: resealed(kept, lambda h, r: h.update(format=99)),
    "sealed, no digests": lambda kept: resealed(kept, lambda h, r: h.update(digests=None)),
    "sealed, data a list": lambda kept: resealed(kept, lambda h, r: h.update(data=["x"])),
    "sealed, data no text": lambda kept: resealed(kept, lambda h, r: h.update(data={"x": 1})),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_or_foreign_entry_is_computed_again(damage, folder, own_cache):
    first, _ = run(folder)
    assert run(folder)[1] is True
    entry = own_cache / "own_1.1.json"
    entry.write_bytes(DAMAGE[damage](entry.read_bytes()))
    again, kept = run(folder)
    assert kept is False
    assert again["verdict"] == first["verdict"] == "proved"
    assert run(folder)[1] is True


def test_an_entry_of_another_format_is_nothing_kept(own_cache):
    (own_cache / "own_1.1.json").write_text('{"digests": {}, "result": {"verdict": "proved"}}')
    assert cache.read("own:1.1", {}) is None
    assert cache.said("own:1.1", {}) is None
    assert cache.changes("own:1.1", {}) is None


@pytest.mark.parametrize("name", ["own_1.1.json", "index.json", "sources.json"])
def test_pipes_folders_and_links_in_the_cache_are_neither_waited_for_nor_followed(
    name, folder, own_cache, tmp_path
):
    run(folder)
    kept = (own_cache / name).read_bytes()
    (own_cache / name).unlink()
    os.mkfifo(own_cache / name)
    assert run(folder)[0]["verdict"] == "proved"
    (own_cache / name).unlink(missing_ok=True)
    (tmp_path / "elsewhere").write_bytes(kept)
    (own_cache / name).symlink_to(tmp_path / "elsewhere")
    if name == "own_1.1.json":
        assert run(folder)[1] is False
    assert run(folder)[0]["verdict"] == "proved"
    assert (tmp_path / "elsewhere").read_bytes() == kept


def test_the_folder_is_private_and_one_that_others_may_write_to_is_not_used(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("QMGR_CACHE", str(tmp_path / "new" / "cache"))
    run(folder)
    assert stat.S_IMODE((tmp_path / "new" / "cache").stat().st_mode) == 0o700
    assert run(folder)[1] is True
    (tmp_path / "new" / "cache").chmod(0o770)
    assert run(folder)[1] is False
    assert "other users may write" in str(cache.trouble())
    (tmp_path / "new" / "cache").chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert run(folder)[1] is False
    assert "belongs to another user" in str(cache.trouble())


def test_nothing_is_believed_in_a_folder_that_others_may_write_to(own_cache):
    cache.write("own:1.1", {"file": "digest"}, {"verdict": "proved"})
    for mode, found in ((0o700, "proved"), (0o777, None), (0o700, "proved")):
        own_cache.chmod(mode)
        said = cache.said("own:1.1", {"file": "digest"})
        assert (said and said.verdict) == found
        assert (cache.read("own:1.1", {"file": "digest"}) is None) == (found is None)
    own_cache.chmod(0o777)
    with pytest.raises(OSError, match="other users may write"):
        cache.write("own:1.1", {"file": "digest"}, {"verdict": "proved"})


def test_a_file_that_is_edited_while_its_claim_runs_is_not_kept(folder, own_cache):
    entries = load([folder])
    session = Session(entries, ["own:1.1"])
    blocked = session.sources.unchanged

    def edit_first(paths):
        edit(folder / "eq_1_1.py", "101", "201")
        return blocked(paths)

    session.sources.unchanged = edit_first
    session.check(lambda key, result, kept: None)
    assert session.results["own:1.1"]["verdict"] == "proved"
    assert not (own_cache / "own_1.1.json").exists()


def test_keys_have_files_of_their_own_however_long():
    long = "own:" + "1" * 400
    names = {cache.place(key).name for key in (long, long + "1", "a_b:c", "a:b-c", "own:1.1")}
    assert len(names) == 5
    assert max(map(len, names)) < 200


def test_an_unfinished_file_has_a_name_that_cannot_be_guessed(tmp_path, monkeypatch):
    seen = []
    real = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: seen.append(self) or real(self, to))
    for _ in range(2):
        write_atomically(tmp_path / "record.json", "text")
        write_arrays(tmp_path / "arrays.npz", {"a": np.ones(2)})
    assert len({path for path in seen if path.parent == tmp_path}) == 2
    assert len({path.parent for path in seen if path.name == "arrays.npz"}) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["arrays.npz", "record.json"]


def test_a_link_planted_at_the_target_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "precious").write_text("precious")
    for name in ("record.json", "arrays.npz"):
        (tmp_path / name).symlink_to(tmp_path / "precious")
    write_atomically(tmp_path / "record.json", "text")
    write_arrays(tmp_path / "arrays.npz", {"a": np.ones(2)})
    assert (tmp_path / "precious").read_text() == "precious"
    assert (tmp_path / "record.json").read_text() == "text"


def test_a_failed_write_leaves_no_trace(tmp_path):
    with pytest.raises(ValueError, match="Object arrays"):
        write_arrays(tmp_path / "arrays.npz", {"a": np.array([object()])})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read", [read_regular, files.read_arrays])
def test_only_regular_files_are_read(read, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(OSError, match="not a regular file"):
            read(path)


def test_a_private_folder_is_a_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"exists|Not a directory"):
        private_folder(tmp_path / "file")


def test_an_altered_checkpoint_is_no_use(tmp_path):
    rng = np.random.default_rng(0)
    kept = Checkpoint(tmp_path / "kept.npz", "one")
    kept.save({"a": np.arange(3.0), "b": np.array("text")}, rng)
    assert kept.load(rng) is not None
    whole = dict(np.load(tmp_path / "kept.npz"))
    for name, value in (("a", np.arange(3.0) + 1), ("b", np.array("Text")), ("c", np.zeros(1)),
                        ("_generator", np.array("[]")), ("_seal", np.array("0"))):  # fmt: skip
        np.savez(tmp_path / "kept.npz", **{**whole, name: value})
        assert kept.load(rng) is None
    np.savez(tmp_path / "kept.npz", **whole)
    assert kept.load(rng) is not None
    (tmp_path / "kept.npz").unlink()
    os.mkfifo(tmp_path / "kept.npz")
    assert kept.load(rng) is None
