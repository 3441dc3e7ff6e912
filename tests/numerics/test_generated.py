import sys

import pytest

from numerics import generated
from numerics.files import cache_folder
from numerics.generated import load_source

SOURCE = "def twice(x):\n    return 2 * x\n"


def test_source_becomes_a_module_that_is_kept(own_cache):
    module = load_source("made", SOURCE)
    assert module.twice(3) == 6
    assert load_source("made", SOURCE) is module
    kept = own_cache / "generated" / f"{module.__name__}.py"
    assert kept.read_text() == SOURCE
    assert load_source("made", SOURCE, "other").__name__ != module.__name__


def test_a_file_that_was_changed_is_written_again(own_cache, tmp_path):
    module = load_source("again", SOURCE, folder=tmp_path)
    path = tmp_path / "generated" / f"{module.__name__}.py"
    path.write_text("def twice(x):\n    return 0\n")
    del sys.modules[module.__name__]
    assert load_source("again", SOURCE, folder=tmp_path).twice(3) == 6
    assert not (own_cache / "generated").exists()


def test_other_kernels_make_another_module(monkeypatch, tmp_path):
    before = load_source("inlined", SOURCE).__name__
    (tmp_path / "kernel.py").write_text("one = 1")
    monkeypatch.setattr(generated, "KERNELS", tmp_path)
    assert load_source("inlined", SOURCE).__name__ != before


def test_a_folder_that_others_may_write_to_is_refused(tmp_path):
    folder = tmp_path / "generated"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(PermissionError, match="other users may write"):
        load_source("open", SOURCE, folder=tmp_path)


def test_the_cache_folder_is_the_user_s_choice(monkeypatch, tmp_path):
    monkeypatch.setenv("QMGR_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("QMGR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert cache_folder() == tmp_path / "x" / "qmgr"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "qmgr"
