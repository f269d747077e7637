"""The sample report, loaded by its path: tests are not a package."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sample():
    path = Path(__file__).with_name("report_sample.py")
    spec = importlib.util.spec_from_file_location("report_sample", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
