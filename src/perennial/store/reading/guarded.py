"""A workspace that is closed when reading fails; want of memory, and damage found half-way, as sentences."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import duckdb

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.ingest.addresses import parse_address
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.workspace import Workspace, open_workspace

__all__ = ["DAMAGED", "guarded_workspace", "with_damage_said"]

#: Of kinds of files that show only in the middle that they are broken.
DAMAGED: Final[Mapping[str, Message]] = {
    "parquet": Message("{file}: the Parquet file is damaged; export it again"),
    "json": Message(
        "{file}: the JSON is damaged: it breaks off, or an object in it is malformed; export it again"
    ),
}
_BY_DATA: Final = (
    duckdb.InvalidInputException,
    duckdb.SerializationException,
    duckdb.InternalException,
    UnicodeDecodeError,  # the error quotes the file, cut in the middle of a letter
)


@contextmanager
def guarded_workspace(address: str, options: ReadingOptions) -> Iterator[Workspace]:
    """Open a workspace that outlives the block only where the block succeeds.

    Raises
    ------
    UserError
        Reading needs more memory than the options allow.
    """
    workspace = open_workspace(options.memory_limit)
    try:
        yield workspace
    except duckdb.OutOfMemoryException as error:
        workspace.close()
        raise UserError(
            "{file}: reading it needs more memory than {limit}",
            file=parse_address(address).shown,
            limit=options.memory_limit,
        ) from error
    except BaseException:
        workspace.close()
        raise


@contextmanager
def with_damage_said(kind: str, file: str) -> Iterator[None]:
    """Say of an error that the bytes of a file cause that the file is damaged; pass on all others.

    Parameters
    ----------
    kind
        Of the file, as its `SourceFormat` has it.

    Raises
    ------
    UserError
        The file is damaged.
    """
    try:
        yield
    except _BY_DATA as error:
        if kind not in DAMAGED:
            raise
        raise UserError(DAMAGED[kind].text, file=file) from error
