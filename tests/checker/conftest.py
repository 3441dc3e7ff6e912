"""The suite is indexed once; every test of the checker starts with that index and nothing else."""

import shutil

import pytest

from proofs.checker import registry


@pytest.fixture(scope="session")
def suite_index(tmp_path_factory):
    """A cache folder that holds the index of the suite."""
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QMGR_CACHE", str(folder))
        registry.load()
    return folder


@pytest.fixture
def indexed(suite_index, own_cache):
    """The cache of a test, with the index of the suite."""
    for kept in suite_index.iterdir():
        shutil.copy(kept, own_cache)
    return own_cache


@pytest.fixture(scope="session")
def parsed(tmp_path_factory):
    """What tests have parsed before."""
    return tmp_path_factory.mktemp("parsed")


@pytest.fixture
def no_suite(monkeypatch, tmp_path_factory, own_cache, parsed):
    """Only the claims of one's own folders are there; what was parsed before is remembered."""
    monkeypatch.setattr(registry, "PAPERS", tmp_path_factory.mktemp("papers"))
    _copy(parsed, own_cache)
    yield
    _copy(own_cache, parsed)


def _copy(source, target):
    for name in ("sources.json", "installed.json"):
        if (source / name).is_file():
            shutil.copy(source / name, target / name)
