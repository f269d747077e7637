"""What engines differ in and sqlglot leaves as it is."""

from sqlglot import exp

__all__ = ["for_postgresql", "for_spark"]


def for_postgresql(node: exp.Expr) -> exp.Expr:
    """Name every inner query, round as numeric (floats cannot be), sort texts made here by their bytes."""
    if isinstance(node, exp.Round):
        exact = exp.Round(this=exp.cast(node.this, "DECIMAL"), decimals=node.args["decimals"])
        return exp.cast(exact, "DOUBLE")
    if isinstance(node, exp.Anonymous) and node.name == "hash":
        row = exp.Anonymous(this="ROW", expressions=node.expressions)
        return exp.MD5(this=exp.cast(row, "TEXT"))
    if (
        isinstance(node, exp.Cast)
        and node.is_type("VARCHAR", "TEXT")
        and not isinstance(node.parent, exp.Collate)
    ):
        return exp.Collate(this=node.copy(), expression=exp.to_identifier("C", quoted=True))
    if isinstance(node, exp.Subquery) and not node.alias and isinstance(node.parent, exp.From | exp.Join):
        node.set("alias", exp.TableAlias(this=exp.to_identifier("unnamed")))
    return node


def for_spark(node: exp.Expr) -> exp.Expr:
    """Tell rows apart by 64 bits, and let the engine decide what it keeps of a query."""
    if isinstance(node, exp.Anonymous) and node.name == "hash":
        return exp.Anonymous(this="xxhash64", expressions=node.expressions)
    if isinstance(node, exp.Window) and isinstance(node.this, exp.RowNumber) and _is_open(node):
        return exp.Anonymous(this="monotonically_increasing_id")
    if isinstance(node, exp.CTE):
        node.set("materialized", None)
    return node


def _is_open(window: exp.Window) -> bool:
    return not (window.args.get("partition_by") or window.args.get("order") or window.args.get("alias"))
