"""A workspace that is closed when reading fails, and want of memory as a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from perennial.core.errors import UserError
from perennial.ingest.addresses import parse_address
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.workspace import Workspace, open_workspace

__all__ = ["guarded_workspace"]


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
