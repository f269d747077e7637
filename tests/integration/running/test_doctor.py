from datetime import UTC, datetime

import pytest


def test_healthy_folder_passes_and_says_what_could_be_better(machine):
    machine.do(
        "from django.utils import timezone\n"
        "from perennial.records.operations.heartbeat import beat\n"
        "from perennial.records.models import RefreshRun\n"
        "from perennial.records.models import Heartbeat\n"
        "Heartbeat.objects.create(worker='w', host='elsewhere', process=1)\n"
        "RefreshRun.objects.create(state='done', finished_at=timezone.now())"
    )
    code, found = machine.doctor()
    assert code == 0
    assert {name for name, each in found.items() if each["state"] == "warn"} == {"backups", "sending"}
    assert {"disk", "database", "migrations", "clock", "worker", "tasks", "refresh", "mail"} <= found.keys()


def test_doctor_speaks_russian_with_a_state_before_each_sentence(machine):
    done = machine.command("doctor", "--lang", "ru")
    lines = done.stdout.splitlines()
    assert f"ok    В папку {machine.data_dir} можно писать." in lines
    assert all(line.startswith(("ok    ", "warn  ", "fail  ")) for line in lines)


def test_missing_folder_fails_and_is_not_made(other):
    code, found = other.doctor()
    assert code == 1
    assert found["data_folder"]["state"] == "fail"
    assert not other.data_dir.exists()


def test_secret_that_others_can_read_fails(machine):
    (machine.data_dir / "secret.key").chmod(0o644)
    code, found = machine.doctor()
    assert (code, found["secret"]["state"]) == (1, "fail")


def test_broken_base_fails_with_what_to_do(machine):
    (machine.data_dir / "perennial.sqlite3").write_bytes(b"this is no database, it is a letter" * 100)
    code, found = machine.doctor()
    assert (code, found["database"]["state"]) == (1, "fail")
    assert "PERENNIAL_DATABASE_URL" in found["database"]["message"]


def test_base_of_an_older_version_fails(machine):
    machine.do(
        "from django.db.migrations.recorder import MigrationRecorder\n"
        "MigrationRecorder.Migration.objects.filter(app='records').latest('name').delete()"
    )
    code, found = machine.doctor()
    assert (code, found["migrations"]["state"]) == (1, "fail")


@pytest.mark.parametrize(
    ("variables", "check"),
    [
        ({"PERENNIAL_TIME_ZONE": "Europe/Nowhere"}, "time_zone"),
        ({"PERENNIAL_DATABASE_URL": "mysql://u@h/b"}, "settings"),
        ({"PERENNIAL_EMAIL_URL": "http://mail"}, "settings"),
    ],
)
def test_wrong_setting_fails_in_its_own_line(machine, variables, check):
    machine.environment |= variables
    code, found = machine.doctor()
    assert (code, found[check]["state"]) == (1, "fail")


def test_clock_that_stands_before_the_records_fails(machine):
    later = datetime.now(UTC).year + 1
    machine.do(
        "from perennial.records.models import AuditEntry\n"
        f"AuditEntry.objects.create(act='x', at='{later}-01-01T00:00Z')"
    )
    code, found = machine.doctor()
    assert (code, found["clock"]["state"]) == (1, "fail")


def test_watched_folder_that_is_not_there_fails(machine):
    machine.do(
        "from perennial.records.models import Business\nBusiness.objects.update(watched_folder='/nowhere/at')"
    )
    code, found = machine.doctor()
    assert (code, found["watched_folder"]["state"]) == (1, "fail")
