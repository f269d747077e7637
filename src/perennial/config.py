"""The environment as one frozen object, for the command line, the web server and Django's settings."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from perennial.core.errors import UserError

__all__ = ["Config", "read_config", "read_memory", "read_store_url"]

_TRUE = frozenset({"1", "true", "yes", "on"})
_SECRET = "secret.key"  # noqa: S105 - a file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `PERENNIAL_*` variables say, with defaults that run.

    Attributes
    ----------
    data_dir
        Folder of everything that is kept: database, mirror of orders, snapshots, uploads, logs.
    database_url
        Address of the records' database; empty means SQLite in `data_dir`.
    store_url
        Address of the engine that counts orders: ``postgresql://...`` or ``spark:...``; empty means the
        embedded one, over our own rows.
    url
        Address by which the outside finds this house, as `https://crm.example.org`; for links in messages.
    base_path
        Path under which a proxy serves us, without a slash at its end; empty at the root.
    email_url
        Where mail goes, as `smtp://user:password@host:port` or `postmark://TOKEN`; empty prints it.
    email_hook_secret
        Password of the page to which a mail service tells what came back; empty closes it.
    send
        Whether anything may leave for the outside; a restored copy starts with it off.
    metrics_token
        Bearer token of the page of figures for monitoring; empty shows it only on this machine.
    shopify_secret, woocommerce_secret
        Secrets by which webhooks of the shops are known to be theirs; empty takes none.
    keep_backups
        How many of the nightly backups are kept in the data folder; 0 makes none.
    """

    data_dir: Path
    database_url: str
    store_url: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    url: str
    base_path: str
    time_zone: str
    language: str
    email_url: str
    email_hook_secret: str
    send: bool
    https: bool
    debug: bool
    oidc_url: str
    oidc_client: str
    oidc_secret: str
    metrics_token: str
    shopify_secret: str
    woocommerce_secret: str
    keep_backups: int


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """Read the environment; on the first run the data folder and the secret key are made."""
    told = os.environ if environment is None else environment

    def read(name: str, otherwise: str = "") -> str:
        return told.get(f"PERENNIAL_{name}", "").strip() or otherwise

    data_dir = Path(read("DATA_DIR", "perennial-data")).absolute()
    return Config(
        data_dir=data_dir,
        database_url=read("DATABASE_URL"),
        store_url=read("STORE_URL"),
        secret_key=read("SECRET_KEY") or _kept_secret(data_dir),
        allowed_hosts=tuple(host.strip() for host in read("ALLOWED_HOSTS", "*").split(",")),
        url=_address("URL", read("URL")),
        base_path=read("BASE_PATH").rstrip("/"),
        time_zone=read("TIME_ZONE", "UTC"),
        language=read("LANGUAGE", "en"),
        email_url=read("EMAIL_URL"),
        email_hook_secret=read("EMAIL_HOOK_SECRET"),
        send=read("SEND").lower() in _TRUE,
        https=read("HTTPS").lower() in _TRUE,
        debug=read("DEBUG").lower() in _TRUE,
        oidc_url=read("OIDC_URL"),
        oidc_client=read("OIDC_CLIENT"),
        oidc_secret=read("OIDC_SECRET"),
        metrics_token=read("METRICS_TOKEN"),
        shopify_secret=read("SHOPIFY_SECRET"),
        woocommerce_secret=read("WOOCOMMERCE_SECRET"),
        keep_backups=_count("KEEP_BACKUPS", read("KEEP_BACKUPS", "3")),
    )


def read_store_url(environment: Mapping[str, str] | None = None) -> str:
    """Read the address of the engine that counts; makes nothing, as `read_config` does on the first run."""
    told = os.environ if environment is None else environment
    return told.get("PERENNIAL_STORE_URL", "").strip()


def read_memory(environment: Mapping[str, str] | None = None) -> str:
    """Read how much memory a command may take, as ``2GB``; empty where nothing was said."""
    told = os.environ if environment is None else environment
    return told.get("PERENNIAL_MEMORY", "").strip()


def _count(name: str, said: str) -> int:
    if not said.isdecimal():
        raise UserError("PERENNIAL_{name} must be a whole number, not {said}.", name=name, said=said)
    return int(said)


def _address(name: str, said: str) -> str:
    if said and not (said.startswith(("http://", "https://")) and urlsplit(said).hostname):
        raise UserError(
            "PERENNIAL_{name} must be an address such as https://crm.example.org, not {said}.",
            name=name,
            said=said,
        )
    return said


def _kept_secret(data_dir: Path) -> str:
    path = data_dir / _SECRET
    if path.is_file():
        return path.read_text(encoding="ascii")
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Two processes may start at once: the first to create the file decides, the other reads it.
    try:
        with open(path, "x", encoding="ascii", opener=_private) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
