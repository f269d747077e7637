"""How leads of the invented company went from step to step, and how its people drew that."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext

from perennial.core.days import NO_DAY
from perennial.engine.process.drawing import Drawing, DrawnEdge, DrawnNode, drawing_json
from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS
from perennial.records.demo.cast import Cast
from perennial.records.demo.customers import lead_steps
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Lead, LeadMove, Process, ProcessVersion, Product
from perennial.records.models.words import Role
from perennial.simulate.process_templates import BY_KEY, drawing_of

__all__ = ["Way", "add_moves", "draw_processes", "follow_leads"]

_APART = timedelta(minutes=20)
#: Minutes of the day at which steps are reached: before an order of that day is written.
_MEETING, _OFFER = 8 * 60 + 10, 8 * 60 + 40


Way = list[tuple[str, datetime]]


def follow_leads(cast: Cast, leads: Mapping[str, Lead]) -> Mapping[str, Way]:
    """Say when each lead came to each step, by the names of steps; rows that are written later learn it."""
    names = lead_steps(cast.company.language)
    ways = {
        number: [(names[step], at) for step, at in way if _is_before_end(leads[number], at)]
        for number, way in _ways(cast)
    }
    for number, way in ways.items():
        lead = leads[number]
        if way and lead.closed_at is None:
            lead.lead_step = way[-1][0]
        lead.step_since = lead.closed_at or (way[-1][1] if way else lead.entered_at)
    return ways


def add_moves(ways: Mapping[str, Way], leads: Mapping[str, Lead]) -> None:
    """Write the moves of leads that have been written."""
    write_rows(
        LeadMove(lead=leads[number], step=step, at=at, by=leads[number].hunter)
        for number, way in ways.items()
        for step, at in way
    )


def draw_processes(cast: Cast) -> None:
    """Draw how the company means to sell: the last product by meetings, all others by calls and the shop."""
    template, language = BY_KEY["meetings"], cast.company.language
    whole = drawing_of(template, language)
    *_, large = cast.products.values()
    _draw(cast, large.name, large, whole)
    with translation.override(language):
        name = gettext("All other products")
    site = next(each for each in cast.company.customers.source if each not in set(cast.company.leads.source))
    _draw(cast, name, None, _by_the_shop(whole, site))


def _draw(cast: Cast, name: str, product: Product | None, drawing: Drawing) -> None:
    head = next(each for each in cast.people.values() if each.role == Role.HEAD)
    process = Process.objects.create(
        name=name, product=product, drawing=drawing_json(drawing), changed_by=head
    )
    ProcessVersion.objects.create(process=process, number=1, drawing=process.drawing, by=head)


def _by_the_shop(drawing: Drawing, site: str) -> Drawing:
    """Let the shop bring first orders by itself; and nobody has thought of what follows the first order."""
    gap = TOUCH_STEPS[0]
    first, second = ORDER_STEPS[:2]
    shop = DrawnNode(id=site, label=site, kind="source")
    edges = [edge for edge in drawing.edges if gap not in {edge.source, edge.target}]
    return Drawing(
        nodes=(shop, *(node for node in drawing.nodes if node.id != gap)),
        edges=(
            *edges,
            DrawnEdge(source=site, target=first),
            DrawnEdge(source=first, target=second, main=True),
        ),
    )


def _ways(cast: Cast) -> Iterator[tuple[str, Way]]:
    """Give the steps of each lead by their code, in the order in which they were reached.

    Two hunters send an offer the day after the first contact to every second lead who comes to nothing: so
    much goes out that little comes of an offer of theirs, and this is the arrow to be found.
    """
    table, at = cast.company.leads, cast.clock.at
    columns = (
        table.lead_id.tolist(),
        table.entered.tolist(),
        table.entered_minute.tolist(),
        table.contact_day.tolist(),
        table.meeting_day.tolist(),
        [
            max(contact + 1, meeting) if offer == NO_DAY and at_once else offer
            for contact, meeting, offer, at_once in zip(
                table.contact_day.tolist(),
                table.meeting_day.tolist(),
                table.offer_day.tolist(),
                _at_once(cast),
                strict=True,
            )
        ],
    )
    for number, entered, minute, contact, meeting, offer in zip(*columns, strict=True):
        way = [("new", at(entered, minute))]
        later = (("contact", contact, minute), ("meeting", meeting, _MEETING), ("offer", offer, _OFFER))
        for step, day, when in later:
            if day != NO_DAY and day <= cast.company.last_day:
                way.append((step, max(at(day, when), way[-1][1] + _APART)))
        yield number, way


def _at_once(cast: Cast) -> list[bool]:
    """Say which leads got an offer at once: every second one of two hunters, of those who did not buy."""
    table = cast.company.leads
    hasty = set(sorted(set(table.hunter_id.tolist()))[-2:])
    rows = zip(table.hunter_id.tolist(), table.contact_day.tolist(), table.won_day.tolist(), strict=True)
    return [
        hunter in hasty and turn % 2 == 1 and contact != NO_DAY and won == NO_DAY
        for turn, (hunter, contact, won) in enumerate(rows)
    ]


def _is_before_end(lead: Lead, at: datetime) -> bool:
    return lead.closed_at is None or at < lead.closed_at
