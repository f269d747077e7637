"""Keep the file of an import: streamed to the disk, readable by the house alone."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from perennial.core.errors import UserError
from perennial.records.models import Import

__all__ = ["MOST_BYTES", "forget_file", "keep_file"]

MOST_BYTES = 500 * 1024 * 1024


def keep_file(chunks: Iterable[bytes], name: str) -> tuple[str, str]:
    """Write a file under the uploads and give its path there, and the SHA-256 of its bytes.

    Raises
    ------
    UserError
        It is larger than 500 MB.
    """
    relative = Path("imports", uuid4().hex, _safe(name))
    path = Path(settings.MEDIA_ROOT, relative)
    path.parent.mkdir(parents=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "xb", opener=_private) as file:
            for chunk in chunks:
                size += len(chunk)
                _refuse_large(size, name)
                digest.update(chunk)
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        path.parent.rmdir()
        raise
    return relative.as_posix(), digest.hexdigest()


def _refuse_large(size: int, name: str) -> None:
    if size > MOST_BYTES:
        raise UserError("{file}: the file is larger than 500 MB; export it in parts", file=name)


def _safe(name: str) -> str:
    """Keep letters, digits and the ending of a name: it becomes part of a path, and stands in sentences."""
    bare = re.sub(r"[^\w.\- ]+", "_", Path(name).name).strip(". ")[-120:]
    return bare or "file"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def forget_file(batch: Import) -> None:
    """Remove a file that was uploaded and never imported, with all that stands beside it."""
    if batch.path:
        shutil.rmtree(Path(settings.MEDIA_ROOT, batch.path).parent, ignore_errors=True)
    batch.delete()
