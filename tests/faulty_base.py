"""A database that takes no write any more from one moment on, as on a full disk or a lost connection."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.utils import OperationalError

__all__ = ["fault_after", "fault_after_each_write", "undone", "writes_of"]

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
WORDS = ("database or disk is full", "server closed the connection unexpectedly")


@contextmanager
def _writes(most=None, words=WORDS[0]):
    """Count the writes of the block; after `most` of them no more is taken."""
    seen = []

    def wrap(execute, sql, params, many, context):
        if sql.lstrip("( ").upper().startswith(_WRITES):
            if most is not None and len(seen) >= most:
                raise OperationalError(words)
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrap):
        yield seen


@contextmanager
def undone():
    """Undo everything the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes_of(do):
    """Count the writes of an operation, and undo it."""
    with undone(), _writes() as seen:
        do()
    return len(seen)


def fault_after_each_write(do, state, *, again=None, every=1):
    """Do an operation with a fault after each write in turn, then again; each must end as one without.

    Parameters
    ----------
    do, again
        What is done, and what is done once writing works again (the same, where not given).
    state
        Gives what there is in the end, without numbers and moments of its own.
    """
    with undone():
        do()
        expected = state()
    total = writes_of(do)
    assert total > 0
    for most in range(0, total, every):
        with undone():
            with fault_after(most):
                do()
            (again or do)()
            assert state() == expected, f"after {most} of {total} writes"
    return total


@contextmanager
def fault_after(most):
    """Let the block fail after so many writes; what it had written in whole transactions stays."""
    with _writes(most, WORDS[most % len(WORDS)]):
        try:
            yield
        except OperationalError:
            # The refused write never came to the database, so what was kept before it is sound.
            transaction.set_rollback(False)
            return
    raise AssertionError("the fault was not told of")
