"""Python values as literals of SQL."""

from datetime import datetime, timedelta

from sqlglot import exp

__all__ = ["literal_of"]


def literal_of(value: object) -> exp.Expr:
    """Give a truth value, number, text, moment or duration as a literal.

    Raises
    ------
    TypeError
        It is none of these.
    """
    match value:
        case bool():
            return exp.Boolean(this=value)
        case int() | float():
            return exp.Literal.number(value)
        case str():
            return exp.Literal.string(value)
        case datetime():
            moment = exp.Literal.string(value.isoformat(sep=" "))
            return exp.Cast(this=moment, to=exp.DataType.build("TIMESTAMP", dialect="duckdb"))
        case timedelta():
            seconds = exp.Literal.string(str(int(value.total_seconds())))
            return exp.Interval(this=seconds, unit=exp.Var(this="SECOND"))
    raise TypeError(f"no literal of {type(value).__name__}")
