"""A text of ``duckdb/sql`` for another engine: what stands in it is filled in, then it is translated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlglot import exp, parse_one

from perennial.store.dialects.literals import literal_of
from perennial.store.duckdb.texts import filled_text
from perennial.store.engine import Values

__all__ = ["Rendered", "Renderer"]

Kind = Literal["query", "table", "view", "macro"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A text in an engine's SQL: the query, and the name of what is made of it, if anything is."""

    kind: Kind
    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Renders texts for one engine, and remembers what it was told.

    Attributes
    ----------
    dialect
        The engine's name in sqlglot.
    adapt
        Rewrites what sqlglot does not know of this engine.
    """

    dialect: str
    adapt: Callable[[exp.Expr], exp.Expr]
    told: dict[str, exp.Expr] = field(default_factory=dict)
    macros: dict[str, exp.Create] = field(default_factory=dict)

    def tell(self, **values: object) -> None:
        """Set what ``getvariable`` gives from now on."""
        self.told.update({name: literal_of(value) for name, value in values.items()})

    def render(self, name: str, values: Values | None, names: Mapping[str, str]) -> Rendered:
        """Give the text of a name; a macro is only remembered."""
        parsed = parse_one(filled_text(name, names), read="duckdb")
        if not isinstance(parsed, exp.Create):
            return Rendered(kind="query", name="", query=self._sql(parsed, values or {}))
        kind = str(parsed.kind).lower()
        if kind == "macro":
            self.macros[parsed.this.this.name] = parsed
            return Rendered(kind="macro", name=parsed.this.this.name, query="")
        query = self._sql(parsed.expression, values or {})
        return Rendered(kind="table" if kind == "table" else "view", name=parsed.this.name, query=query)

    def _sql(self, parsed: exp.Expr, values: Values) -> str:
        filled = parsed.transform(self._unfolded).transform(self._filled, values)
        return filled.transform(self.adapt).sql(dialect=self.dialect, comments=False)

    def _unfolded(self, node: exp.Expr) -> exp.Expr:
        """Write a macro out."""
        macro = self.macros.get(node.name) if isinstance(node, exp.Anonymous) else None
        if macro is None:
            return node
        given = dict(zip((each.name for each in macro.this.expressions), node.expressions, strict=True))
        body: exp.Expr = macro.expression.transform(
            lambda each: given[each.name].copy() if _is_one_of(each, given) else each
        )
        return body

    def _filled(self, node: exp.Expr, values: Values) -> exp.Expr:
        """Write a parameter or a variable out."""
        if isinstance(node, exp.Placeholder):
            return literal_of(values[node.name])
        if isinstance(node, exp.Anonymous) and node.name == "getvariable":
            return self.told[node.expressions[0].name].copy()
        return node


def _is_one_of(node: exp.Expr, given: Mapping[str, exp.Expr]) -> bool:
    return isinstance(node, exp.Column) and node.name in given
