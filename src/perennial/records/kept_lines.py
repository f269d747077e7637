"""The triggers by which the database itself refuses to change or delete a line of the pay ledger.

They name no other table: on SQLite a table that a trigger names cannot be altered by a migration any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

__all__ = ["keep_lines", "let_lines_go", "lines_may_go"]

_MAKE: Mapping[str, Sequence[str]] = {
    "sqlite": (
        """CREATE TRIGGER pay_line_is_not_changed BEFORE UPDATE ON records_payline
        BEGIN SELECT RAISE(ABORT, 'a pay line is written once'); END""",
        """CREATE TRIGGER pay_line_is_not_deleted BEFORE DELETE ON records_payline
        BEGIN SELECT RAISE(ABORT, 'a pay line is kept'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION pay_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'a pay line is written once' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        """CREATE TRIGGER pay_line_is_kept BEFORE UPDATE OR DELETE ON records_payline
        FOR EACH ROW EXECUTE FUNCTION pay_line_is_kept()""",
    ),
}
_DROP: Mapping[str, Sequence[str]] = {
    "sqlite": ("DROP TRIGGER pay_line_is_not_changed", "DROP TRIGGER pay_line_is_not_deleted"),
    "postgresql": (
        "DROP TRIGGER pay_line_is_kept ON records_payline",
        "DROP FUNCTION pay_line_is_kept()",
    ),
}


def keep_lines(connection: Any) -> None:
    """Have it refused from now on."""
    _run(connection, _MAKE)


def let_lines_go(connection: Any) -> None:
    """Let lines be changed and deleted again."""
    _run(connection, _DROP)


@contextmanager
def lines_may_go(connection: Any) -> Iterator[None]:
    """Let lines be deleted within the block, in the transaction around it: the invented company's alone."""
    let_lines_go(connection)
    yield
    keep_lines(connection)


def _run(connection: Any, statements: Mapping[str, Sequence[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
