"""Django's database from one address: SQLite in the data folder, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from perennial.core.errors import UserError

__all__ = ["database_of"]

# WAL alone does not help: a deferred transaction that reads and then writes is refused at once, without
# waiting; IMMEDIATE makes it wait for its turn.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;"
    ),
}


def database_of(url: str, data_dir: Path) -> dict[str, Any]:
    """Give the entry of Django's DATABASES.

    Parameters
    ----------
    url
        Empty for SQLite in the data folder, ``sqlite:path`` for SQLite elsewhere, or ``postgresql://...``.

    Raises
    ------
    UserError
        The address is neither.
    """
    if not url or url.startswith("sqlite:"):
        name = Path(url.removeprefix("sqlite:").removeprefix("//")) if url else data_dir / "perennial.sqlite3"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(_SQLITE)}
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise UserError(
            "The database address must begin with postgresql:// or sqlite:, not {scheme}.",
            scheme=parts.scheme or url,
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # after the server was started again no page is the one that finds out
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
