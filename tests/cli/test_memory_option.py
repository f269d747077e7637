"""The memory a command may take changes how it works, and nothing that it says."""

import json

import pytest

from perennial.cli.main import main
from perennial.cli.memory import memory_shares
from perennial.core.errors import UserError


def report(orders, out, *options):
    assert main(["report", str(orders), "--out", str(out), "--currency", "USD", *options]) == 0
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_report_in_little_memory_is_the_same(few_cdnow, tmp_path, monkeypatch):
    plain = report(few_cdnow, tmp_path / "plain")
    assert report(few_cdnow, tmp_path / "said", "--memory", "400MB") == plain
    monkeypatch.setenv("PERENNIAL_MEMORY", "0.5 gb")
    assert report(few_cdnow, tmp_path / "set") == plain
    assert json.loads(plain["summary.json"])["orders"]["customers"] > 100


@pytest.mark.parametrize(
    ("said", "why"), [("2", "write it as 2GB"), ("much", "write it as 2GB"), ("300MB", "too small")]
)
def test_memory_that_cannot_be_used_is_refused(few_cdnow, tmp_path, capsys, said, why):
    assert main(["report", str(few_cdnow), "--out", str(tmp_path / "no"), "--memory", said]) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


def test_engine_gets_most_while_it_reads_and_little_afterwards():
    reading, counted = (int(each.removesuffix("MB")) for each in memory_shares("2 GB"))
    assert counted < 2000 - reading < reading < 2000
    with pytest.raises(UserError):
        memory_shares("-1GB")
