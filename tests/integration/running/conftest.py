"""Data folders that commands run on, and a PostgreSQL server."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest
from machine import MIGRATE, PREPARE, Machine, free_port


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A migrated base with an owner and five customers, made once."""
    machine = Machine(tmp_path_factory.mktemp("prepared") / "data")
    machine.do(MIGRATE + PREPARE)
    return machine.data_dir


@pytest.fixture(scope="session")
def kept(prepared, tmp_path_factory):
    """A backup of the prepared base, made once."""
    file = tmp_path_factory.mktemp("kept") / "backup.tar.gz"
    done = Machine(prepared).command("backup", file)
    assert (done.returncode, done.stdout) == (0, f"{file}\n"), done.stderr
    return file


@pytest.fixture
def machine(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "data")
    (tmp_path / "data").chmod(0o700)
    return Machine(tmp_path / "data")


@pytest.fixture
def other(tmp_path):
    """A second machine, on which there is nothing yet."""
    return Machine(tmp_path / "other")


def as_server_user(command, user):
    how = {"user": user.pw_uid, "group": user.pw_gid, "cwd": "/"} if os.geteuid() == 0 else {}
    return subprocess.run(command, check=True, capture_output=True, **how)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    """Start a PostgreSQL server; give a function that makes an empty database and gives its address."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path(shutil.which("initdb")).parent]
    programs = found[-1]
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = tmp_path_factory.mktemp("postgresql")
    if os.geteuid() == 0:
        for parent in [folder, *folder.parents[:2]]:
            parent.chmod(0o755)
        os.chown(folder, user.pw_uid, user.pw_gid)
    port, data = free_port(), folder / "data"
    as_server_user([programs / "initdb", "-D", data, "-U", "house", "-A", "trust", "--no-sync"], user)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    as_server_user(
        [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], user
    )

    def database(name):
        subprocess.run(
            [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "house", name], check=True
        )
        return f"postgresql://house@127.0.0.1:{port}/{name}"

    yield database
    as_server_user([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
