import sys

import pytest

from perennial.flows.loading import loading


@pytest.fixture
def slow_module(tmp_path, monkeypatch):
    (tmp_path / "a_slow_module.py").write_text("import time\ntime.sleep(0.05)\nANSWER = 42\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "a_slow_module"
    sys.modules.pop("a_slow_module", None)


def test_module_is_there_when_the_block_ends(slow_module):
    with loading(slow_module):
        pass
    assert sys.modules[slow_module].ANSWER == 42


def test_error_of_the_block_comes_out(slow_module):
    with pytest.raises(ValueError, match="unusable"), loading(slow_module):
        raise ValueError("unusable")
