"""A `NumberFormat` as one SQL expression over text cells."""

from perennial.ingest.number_format import NumberFormat
from perennial.store.reading.sql_text import literal

__all__ = ["text_number"]

_SPACES = " \t\u00a0\u202f\u2009'’`"
_MINUSES = "−–"
_AMOUNT = r"^[(+-]*(?:[^0-9.()+-]{1,8}\.?)?[(+-]*([0-9.]+?)\.?(?:[^0-9.()+-]{1,8}\.?)?[)-]*$"


def text_number(cell: str, form: NumberFormat) -> str:
    """Write the amount of a text cell as DOUBLE; NULL where it cannot be read.

    Thousands separators, currency signs and words are taken off; brackets and a minus on either side make
    the number negative.

    Parameters
    ----------
    cell
        SQL of the text, trimmed.
    """
    if form.plain:
        return f"try_cast({cell} AS DOUBLE)"
    if form.decimal == ",":
        quick = f"CASE WHEN NOT contains({cell}, '.') THEN try_cast(replace({cell}, ',', '.') AS DOUBLE) END"
    else:
        quick = f"try_cast({cell} AS DOUBLE)"
    return f"coalesce({quick}, {_careful(cell, form)})"


def _careful(cell: str, form: NumberFormat) -> str:
    # Characters without a partner in the second text are dropped.
    swapped, by = (",", ".") if form.decimal == "," else ("", "")
    dropped = _SPACES + ("." if form.decimal == "," else ",")
    bare = f"translate({cell}, {literal(_MINUSES + swapped + dropped)}, {literal('--' + by)})"
    number = f"try_cast(regexp_extract({bare}, {literal(_AMOUNT)}, 1) AS DOUBLE)"
    return f"CASE WHEN regexp_matches({bare}, '[(-]') THEN -{number} ELSE {number} END"
