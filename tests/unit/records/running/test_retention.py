import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from perennial.records.models import AuditEntry, Customer, HookEvent, Import, ImportChange
from perennial.records.operations.retention import delete_old

NOW = timezone.now()


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def upload(folder, name, days, state="done"):
    path = Path(folder, name)
    path.write_text("Ivan Petrov")
    old = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (old, old))
    return Import.objects.create(
        file_name=name, path=name, state=state, created_at=NOW - timedelta(days=days)
    )


def test_uploads_are_deleted_after_their_days_with_what_undoing_needs(house, uploads):
    old, young = upload(uploads, "old.csv", 91), upload(uploads, "young.csv", 89)
    for each in (old, young):
        ImportChange.objects.create(batch=each, model="customer", object_id=1, before={"name": "Ivan"})
    assert delete_old(NOW).uploads == 1
    assert sorted(path.name for path in uploads.iterdir()) == ["young.csv"]
    old.refresh_from_db()
    assert old.path == ""
    assert list(ImportChange.objects.values_list("batch_id", flat=True)) == [young.pk]
    assert AuditEntry.objects.get(act="retention").facts["uploads"] == 1


def test_upload_that_is_being_read_stays(house, uploads):
    upload(uploads, "reading.csv", 200, state="running")
    assert delete_old(NOW).uploads == 0
    assert (uploads / "reading.csv").exists()


def test_file_that_no_import_names_is_deleted_too(house, uploads):
    upload(uploads, "left.csv", 91).delete()
    assert delete_old(NOW).uploads == 1


def test_history_is_deleted_after_its_days(house, uploads):
    customer = house.customer()
    Customer.history.update(history_date=NOW - timedelta(days=1096))
    customer.name = "Nord"
    customer.save()
    assert delete_old(NOW).history == 1
    assert Customer.history.count() == 1


def test_logs_are_deleted_after_their_days(house, uploads):
    HookEvent.objects.create(source="shopify", event_id="1", received_at=NOW - timedelta(days=31))
    HookEvent.objects.create(source="shopify", event_id="2", received_at=NOW - timedelta(days=29))
    assert delete_old(NOW).logs == 1
    assert HookEvent.objects.get().event_id == "2"
