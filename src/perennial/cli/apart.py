"""Work done in a process of its own, so that the memory it took is free again when it is done."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from perennial.core.errors import UserError
from perennial.core.message import Message

__all__ = ["StoppedError", "done_apart"]

T = TypeVar("T")


class StoppedError(Exception):
    """The work ended without a result; what went wrong has been said on standard error."""


def done_apart(work: Callable[..., T], *arguments: object) -> T:
    """Call a function of a module in another process and give its result.

    Raises
    ------
    UserError
        The function raised it.
    StoppedError
        The other process ended otherwise.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(sending, work, arguments))
    process.start()
    sending.close()
    try:
        result = receiving.recv()
    except EOFError as error:
        raise StoppedError from error
    finally:
        process.join()
    if isinstance(result, Message):
        raise UserError(result.text, **result.facts)
    return cast("tuple[T]", result)[0]


def _do(sending: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    try:
        sending.send((work(*arguments),))
    except UserError as error:
        sending.send(error.message)
    except KeyboardInterrupt:  # of the terminal: the parent has it too
        sending.close()
