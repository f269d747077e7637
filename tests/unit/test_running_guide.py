"""The guide to running names every setting, in both languages."""

import re
from pathlib import Path

import pytest

from perennial import config

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("guide", ["running.md", "running.ru.md"])
def test_guide_names_every_setting(guide):
    read = set(re.findall(r'read\("(\w+)"', Path(config.__file__).read_text(encoding="utf-8")))
    assert {"DATA_DIR", "KEEP_BACKUPS"} <= read
    named = set(re.findall(r"`PERENNIAL_(\w+)`", (ROOT / "docs" / guide).read_text(encoding="utf-8")))
    assert sorted(read - named) == []
