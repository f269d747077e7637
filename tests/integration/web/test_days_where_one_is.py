"""What happened in the evening in UTC happened on the next day for who lives far to the east."""

from datetime import UTC, datetime

import pytest

from perennial.records.models import AuditEntry, Erasure, Import, Notice

AT = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)

MAKE = {
    "/settings/audit/": lambda owner: AuditEntry.objects.create(act="settings", actor=owner, at=AT),
    "/imports/": lambda owner: Import.objects.create(file_name="a.csv", by=owner, created_at=AT),
    "/erasures/": lambda owner: Erasure.objects.create(number=7, customer_id_was=1, by=owner, at=AT),
    "/erasures/7/": lambda owner: Erasure.objects.create(number=7, customer_id_was=1, by=owner, at=AT),
    "/notices/": lambda owner: Notice.objects.create(user=owner, message={"text": "x", "facts": {}}, at=AT),
}


@pytest.mark.parametrize("path", MAKE)
def test_day_is_that_of_who_looks(house, client, path):
    house.owner.time_zone = "Asia/Vladivostok"
    house.owner.save()
    MAKE[path](house.owner)
    client.force_login(house.owner)
    told = client.get(path).content.decode()
    assert "2 Mar" in told
    assert "1 Mar" not in told
