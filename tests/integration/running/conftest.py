"""Data folders that commands run on, and a PostgreSQL server."""

import shutil

import pytest
from machine import MIGRATE, PREPARE, Machine
from postgresql_server import postgresql_server


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


@pytest.fixture(scope="module")
def postgresql():
    """Start a PostgreSQL server; give a function that makes an empty database and gives its address."""
    with postgresql_server() as server:
        yield server.database
