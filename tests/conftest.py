"""Settings of all tests: fixed seeds, a cache of their own, helpers on the path."""

import sys
from pathlib import Path

import hypothesis
import pytest

collect_ignore_glob = ["conftest.py", "*/conftest.py"]  # fixtures of folders, no tests
sys.path.insert(0, str(Path(__file__).parent))
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.load_profile("suite")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """Results kept by other runs must neither help nor harm a test."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("QMGR_CACHE", str(folder))
    return folder
