"""The section on products: how often each is bought, and how many customers are due to buy it again."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.engine.rhythm.due_products import DUE_AHEAD
from perennial.pictures.report.contents import ProductsDue, ReportContents
from perennial.pictures.report.section import Section, Table
from perennial.pictures.words import Words

__all__ = ["products_section"]

#: Products in the table.
_SHOWN = 12


def products_section(contents: ReportContents, words: Words) -> Section | None:
    """Say which products are due; None where the log names no product, or none was bought twice."""
    found = contents.products
    if found is None:
        return None
    return Section(
        key="products",
        title=words.say("Products due"),
        short=words.say("Products due"),
        leads=tuple(_leads(found, words)),
        notes=(
            words.mark(
                "A product is due once a customer's usual gap for it has passed, for as long as it is more "
                "likely than not that they buy it again."
            ),
            words.mark(
                "Products and customers of whom little is known yet are drawn to the others: the less is "
                "known, the wider the limits."
            ),
        ),
        tables=(_table(found, words),),
        more=words.say("All customers who are due stand in {file}.", file="products.csv")
        if found.customers
        else "",
    )


def _leads(found: ProductsDue, words: Words) -> Iterator[Markup]:
    if found.customers:
        yield words.mark(
            "Due in the next {days:days} to buy something again that they have bought before: {n:customers}.",
            days=DUE_AHEAD,
            n=found.customers,
        )
    else:
        yield words.mark(
            "Nobody is due in the next {days:days} to buy something again that they have bought before.",
            days=DUE_AHEAD,
        )


def _table(found: ProductsDue, words: Words) -> Table:
    return Table(
        caption=words.say("How often each is bought, those with most customers due first"),
        columns=(
            words.say("Product"),
            words.say("Customers"),
            words.say("Usual gap"),
            words.say("Buy it again"),
            words.say("Due in {days:days}", days=DUE_AHEAD),
        ),
        rows=tuple(
            (
                use.name,
                words.fact(use.customers, "number"),
                words.fact(use.usual_gap_days, "days"),
                words.fact(use.returning_share, "percent"),
                words.fact(use.due, "number"),
            )
            for use in found.uses[:_SHOWN]
        ),
        numeric=frozenset({1, 2, 3, 4}),
    )
