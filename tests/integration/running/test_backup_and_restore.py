import gzip
import json
import sqlite3
import tarfile
import threading

import pytest
from machine import MIGRATE


def manifest_of(path):
    with tarfile.open(path) as archive:
        return json.loads(archive.extractfile("manifest.json").read())


def backup(machine, path, *options, **variables):
    done = machine.command("backup", path, *options, **variables)
    assert done.returncode == 0, done.stderr
    return path


def write_pairs(path, writer, stop, begun):
    base = sqlite3.connect(path, timeout=20, isolation_level=None)
    number = 0
    while not stop.is_set():
        base.execute("BEGIN IMMEDIATE")
        for side in "ab":
            base.execute(
                "INSERT INTO records_hookevent (source, event_id, received_at) VALUES (?, ?, '2026-11-25')",
                (f"writer{writer}", f"{number}{side}"),
            )
        base.execute("COMMIT")
        begun.set()
        number += 1
    base.close()


def test_backup_while_four_write_holds_one_moment_and_comes_back_whole(machine, other, tmp_path):
    stop, begun = threading.Event(), threading.Event()
    path = machine.data_dir / "perennial.sqlite3"
    writers = [threading.Thread(target=write_pairs, args=(path, n, stop, begun)) for n in range(4)]
    for writer in writers:
        writer.start()
    try:
        assert begun.wait(20)
        file = backup(machine, tmp_path / "backup.tar.gz")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    done = other.command("restore", file)
    assert done.returncode == 0, done.stderr
    restored = sqlite3.connect(other.data_dir / "perennial.sqlite3")
    assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    counts = manifest_of(file)["counts"]
    (pairs,) = restored.execute("SELECT count(*) FROM records_hookevent").fetchone()
    assert pairs == counts["records_hookevent"] > 0
    assert pairs % 2 == 0
    for table in ("records_customer", "records_user"):
        assert restored.execute(f"SELECT count(*) FROM {table}").fetchone() == (counts[table],)


def test_restored_copy_never_sends_and_keeps_files_and_secret(machine, other, tmp_path):
    for folder in ("mirror", "snapshot", "uploads/2026"):
        (machine.data_dir / folder).mkdir(parents=True)
        (machine.data_dir / folder / "file.bin").write_bytes(folder.encode())
    (machine.data_dir / "cache").mkdir(exist_ok=True)
    (machine.data_dir / "cache" / "rest.txt").touch()
    done = other.command("restore", backup(machine, tmp_path / "backup.tar.gz"))
    assert "Sending is off" in done.stdout
    assert "5 customers" in done.stdout
    assert (
        other.do("from perennial.records.models import Business\nprint(Business.current().sending)")
        == "False"
    )
    assert (other.data_dir / "secret.key").read_bytes() == (machine.data_dir / "secret.key").read_bytes()
    assert (other.data_dir / "secret.key").stat().st_mode & 0o077 == 0
    assert (other.data_dir / "uploads/2026/file.bin").read_bytes() == b"uploads/2026"
    assert not (other.data_dir / "cache" / "rest.txt").exists()
    assert not list(other.data_dir.glob(".restore-*"))


def test_encrypted_backup_comes_back_with_its_passphrase_only(machine, other, tmp_path):
    file = tmp_path / "backup.sealed"
    backup(machine, file, "--encrypt", PERENNIAL_BACKUP_PASSPHRASE="old oak by the river")
    assert b"SQLite format" not in file.read_bytes()
    refused = other.command("restore", file, PERENNIAL_BACKUP_PASSPHRASE="old oak")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "perennial: The passphrase does not fit this backup, or the file is damaged; nothing was changed.\n"
    )
    assert other.command("restore", file).stderr.count("\n") == 1
    done = other.command("restore", file, PERENNIAL_BACKUP_PASSPHRASE="old oak by the river")
    assert done.returncode == 0, done.stderr
    assert other.count("Customer") == 5


def test_damaged_backup_changes_nothing(other, kept, tmp_path):
    content = kept.read_bytes()
    for name, broken in {
        "cut": content[: len(content) // 2],
        "text": b"no backup at all",
        "gzip": gzip.compress(b"no archive at all"),
    }.items():
        bad = tmp_path / name
        bad.write_bytes(broken)
        done = other.command("restore", bad)
        assert done.returncode == 2
        assert done.stderr == (
            f"perennial: {bad}: this is not a backup of Perennial, or it is damaged; nothing was changed.\n"
        )
    assert not (other.data_dir / "perennial.sqlite3").exists()
    assert not (other.data_dir / "secret.key").exists()


def test_restore_over_records_is_refused_unless_forced_and_then_keeps_them(machine, kept):
    machine.do("from perennial.records.models import Customer\nCustomer.objects.create(name='Late')")
    refused = machine.command("restore", kept)
    assert refused.returncode == 2
    assert "There are records here already" in refused.stderr
    assert machine.count("Customer") == 6
    done = machine.command("restore", kept, "--force")
    assert done.returncode == 0, done.stderr
    assert machine.count("Customer") == 5
    (before,) = (machine.data_dir / "backups").iterdir()
    assert manifest_of(before)["counts"]["records_customer"] == 6


def test_restore_under_a_living_worker_is_refused(machine, kept):
    machine.do(
        "from perennial.records.models import Heartbeat\n"
        "Heartbeat.objects.create(worker='w', host='elsewhere', process=1)"
    )
    refused = machine.command("restore", kept, "--force")
    assert "Perennial is running on this data" in refused.stderr


def test_backup_of_another_secret_is_refused(other, kept):
    refused = other.command("restore", kept, PERENNIAL_SECRET_KEY="another")
    assert refused.returncode == 2
    assert "another secret" in refused.stderr


def test_who_was_erased_after_the_backup_is_erased_again(machine, kept):
    machine.do(
        "from perennial.records.models import Customer, User\n"
        "from perennial.records.operations.erase import erase\n"
        "erase(User.objects.get(), Customer.objects.get(name='Customer 3'))"
    )
    register = (machine.data_dir / "erasures.jsonl").read_text()
    done = machine.command("restore", kept, "--force")
    assert "Erased again what was erased after the backup: 1 customer." in done.stdout
    assert (
        machine.do(
            "from perennial.records.models import Customer\n"
            "print(Customer.objects.filter(name='Customer 3').count(),"
            " Customer.objects.filter(erased_at__isnull=False).count())"
        )
        == "0 1"
    )
    assert (machine.data_dir / "erasures.jsonl").read_text() == register


@pytest.mark.postgresql
def test_postgresql_comes_back_with_its_rows_and_numbering(machine, postgresql, tmp_path):
    machine.environment["PERENNIAL_DATABASE_URL"] = postgresql("house")
    machine.do(
        MIGRATE + "from perennial.records.models import Business, Customer\n"
        "Business.objects.create(name='Nord', sending=True, role_titles={'owner': 'Бо\\nсс'})\n"
        "Customer.objects.create(name='Zoë\\t\\\\N \"quoted\"\\nCafé')"
    )
    file = backup(machine, tmp_path / "backup.tar.gz")
    done = machine.command("restore", file, "--force")
    assert done.returncode == 0, done.stderr
    said = machine.do(
        "from perennial.records.models import Business, Customer\n"
        "old, new = Customer.objects.get(), Customer.objects.create(name='New')\n"
        "business = Business.current()\n"
        "print(ascii(old.name), new.pk > old.pk, business.role_titles['owner'], business.sending)"
    )
    assert said == "'Zo\\xeb\\t\\\\N \"quoted\"\\nCaf\\xe9' True Бо\nсс False"
