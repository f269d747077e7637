import json
from dataclasses import replace

import numpy as np
import pytest

from perennial.core.message import Message
from perennial.flows.refresh import forget_in_snapshot, read_beside, read_snapshot, write_snapshot
from perennial.flows.refresh.publish_snapshot import snapshot_folder


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "snapshot"


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_snapshot_is_read_as_it_was_written(folder, first):
    written = write_snapshot(folder, first.snapshot)
    assert {path.name for path in written.iterdir()} == {"forecast.parquet", "summary.json", "model.json"}
    found = read_snapshot(folder)
    assert list(found.columns) == list(first.snapshot.columns)
    for name, column in first.snapshot.columns.items():
        assert found.columns[name].dtype == column.dtype, name
        np.testing.assert_array_equal(found.columns[name], column, err_msg=name)
    assert json.dumps(found.summary) == json.dumps(first.snapshot.summary)
    assert (found.as_of, found.pace, found.notes) == (
        first.snapshot.as_of,
        first.snapshot.pace,
        first.snapshot.notes,
    )


def test_refresh_goes_on_from_the_disk_as_from_memory(folder, shop, first):
    write_snapshot(folder, first.snapshot)
    day = shop.begin + 4
    from_memory = shop.refresh(day, first.snapshot)
    from_disk = shop.refresh(day, read_snapshot(folder))
    assert from_disk.refitted is None
    assert from_disk.changes == from_memory.changes
    for name, column in from_memory.snapshot.columns.items():
        np.testing.assert_array_equal(from_disk.snapshot.columns[name], column, err_msg=name)


def test_only_the_last_snapshot_is_kept(folder, first):
    write_snapshot(folder, first.snapshot)
    (folder / "1999-01-01-left").mkdir()
    (folder / ".writing-left").mkdir()
    last = write_snapshot(folder, replace(first.snapshot, input_hash="ab"))
    assert {path.name for path in folder.iterdir()} == {"current", last.name}
    assert read_snapshot(folder).input_hash == "ab"


def test_failing_to_write_leaves_the_old_snapshot(folder, first):
    write_snapshot(folder, first.snapshot)
    with pytest.raises(TypeError):
        write_snapshot(folder, replace(first.snapshot, input_hash="ab", summary={"odd": {1, 2}}))
    assert read_snapshot(folder).input_hash == ""
    assert len(list(folder.iterdir())) == 2


def test_no_snapshot_is_none(folder, first):
    assert read_snapshot(folder) is None
    forget_in_snapshot(folder, ["p1"])
    assert snapshot_folder(folder) is None


def test_models_of_another_version_are_left_aside(folder, first):
    model = replace(first.snapshot.model, version="0.0.0")
    write_snapshot(folder, replace(first.snapshot, model=model))
    found = read_snapshot(folder)
    assert found.model is None
    assert len(found) == len(first.snapshot)


def test_forgotten_customer_stands_nowhere(folder, first):
    snapshot = first.snapshot
    renamed = snapshot.columns["customer_id"].copy()
    renamed[3] = "zz-person-to-forget"
    about = Message("{name} looks like many.", {"name": "zz-person-to-forget"})
    summary = {**snapshot.summary, "warnings": [*snapshot.summary["warnings"], str(about)]}
    columns = {**snapshot.columns, "customer_id": renamed}
    write_snapshot(
        folder, replace(snapshot, columns=columns, summary=summary, notes=(*snapshot.notes, about))
    )
    assert b"zz-person-to-forget" in bytes_of(folder)
    forget_in_snapshot(folder, ["zz-person-to-forget"])
    assert b"zz-person-to-forget" not in bytes_of(folder)
    found = read_snapshot(folder)
    assert list(found.columns["customer_id"]) == [*renamed[:3], *renamed[4:]]
    assert json.dumps(found.summary) == json.dumps(snapshot.summary)
    assert found.notes == snapshot.notes
    assert found.model is not None


def test_what_is_kept_beside_is_published_and_forgotten_with_the_snapshot(folder, first):
    beside = {"run": {"run": 7, "changes": [["p1", 5, 6], ["p2", None, 7]]}}
    current = write_snapshot(folder, first.snapshot, beside)
    assert read_beside(current, "run") == beside["run"]
    assert read_beside(current, "other") is None
    forget_in_snapshot(folder, ["p1"])
    assert read_beside(snapshot_folder(folder), "run") == {"run": 7, "changes": [["p2", None, 7]]}
