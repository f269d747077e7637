"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port, gone afterwards.

    python tools/postgresql_server.py COMMAND ...

runs the command with the address of an empty database in PERENNIAL_TEST_DATABASE_URL.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Server", "postgresql_server"]

_OWNER = "house"
#: Its data live no longer than itself, so it need not wait for the disk. Nor may it count rows when it likes:
#: between two tests it finds none, and reads the tables of the next test as if they were empty.
_WAYS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs, on this machine only; its data lie in `folder`."""

    programs: Path
    port: int
    folder: Path

    def database(self, name: str) -> str:
        """Make an empty database and give its address."""
        at = ["-h", "127.0.0.1", "-p", str(self.port), "-U", _OWNER]
        subprocess.run([self.programs / "createdb", *at, name], check=True)
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {_WAYS}"
        self._control("-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop it: whoever is connected is cut off, and what was committed stays."""
        self._control("-w", "-m", "fast", "stop")

    def end(self) -> None:
        """Stop it for good."""
        self._control("-m", "immediate", "stop")

    def _control(self, *how: str | Path) -> None:
        _as(_user(), [self.programs / "pg_ctl", "-D", self.folder / "data", *how])


@contextmanager
def postgresql_server() -> Iterator[Server]:
    """Start a server, and stop it when the block ends."""
    folder, user = Path(tempfile.mkdtemp(prefix="perennial-postgresql-")), _user()
    server = Server(programs=_programs(), port=_free_port(), folder=folder)
    os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    _as(user, [server.programs / "initdb", "-D", data, "-U", _OWNER, "-A", "trust", "--no-sync"])
    server.start()
    try:
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find where the server's programs are installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return (found[-1] if found else Path(shutil.which("initdb") or "initdb")).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _user() -> pwd.struct_passwd:
    """Give whom the server runs as, since it refuses to run as root."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _as(user: pwd.struct_passwd, command: Sequence[str | Path]) -> None:
    """Run as somebody else where we are root."""
    how = {"user": user.pw_uid, "group": user.pw_gid, "cwd": "/"} if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, capture_output=True, **how)  # type: ignore[call-overload]


if __name__ == "__main__":
    with postgresql_server() as started:
        address = started.database("perennial")
        ended = subprocess.run(
            sys.argv[1:], env={**os.environ, "PERENNIAL_TEST_DATABASE_URL": address}, check=False
        )
    raise SystemExit(ended.returncode)
