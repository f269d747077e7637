from datetime import date, timedelta

import pytest

from perennial.records.nightly import backup


@pytest.mark.django_db(transaction=True)
def test_newest_nightly_backups_are_kept(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "by-hand.tar.gz").touch()
    for day in range(5):
        backup.run(date(2026, 11, 25) + timedelta(days=day))
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [
        "by-hand.tar.gz",
        "nightly-2026-11-27.tar.gz",
        "nightly-2026-11-28.tar.gz",
        "nightly-2026-11-29.tar.gz",
    ]
