"""The weakest arrow of all processes, for the overview: from what is kept, so that nobody waits for it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from perennial.core.message import Message
from perennial.engine.process.weakest_arrow import ArrowGain
from perennial.flows.look_at_process import ProcessLook
from perennial.pictures.process.step_names import full_name
from perennial.records.queries.process.looks import kept_look
from perennial.records.queries.process.processes import Shown, shown_processes
from perennial.records.rights import may
from perennial.web.speech import words_of

__all__ = ["weakest_line"]


def weakest_line(request: HttpRequest) -> dict[str, Any] | None:
    """Name the arrow that would bring most orders, and lead to its page; None where none is known."""
    if not may(request.user, "process.edit"):
        return None
    looks = [(shown, look) for shown in shown_processes() if (look := kept_look(shown.key))]
    known = [(shown, look, arrow) for shown, look in looks if (arrow := look.weakest)]
    if not known:
        return None
    shown, look, arrow = max(known, key=lambda each: _brings(each[1], each[2]))
    return {
        "message": _told(look, arrow, words_of(request).language),
        "of": _name(shown) if len(looks) > 1 else "",
        "url": f"{reverse('process')}?of={shown.key}#weakest",
    }


def _brings(look: ProcessLook, arrow: ArrowGain) -> tuple[bool, float]:
    tells = look.understood.weakest.basis == "better_half"
    return tells, (arrow.orders_a_month.value or 0.0) if tells else arrow.hundredth


def _told(look: ProcessLook, arrow: ArrowGain, language: str) -> Message:
    names = {"source": full_name(arrow.source, language), "target": full_name(arrow.target, language)}
    if look.understood.weakest.basis != "better_half":
        facts = {**names, "share": arrow.share.value, "waiting": arrow.waiting}
        return Message(
            "Weakest arrow: {source} → {target}, {share:percent} go on; waiting there: {waiting:number}.",
            facts,
        )
    return Message(
        "Weakest arrow: {source} → {target}. As the better half does it, {gain:number} more orders a month; "
        "waiting there: {waiting:number}.",
        {**names, "gain": arrow.orders_a_month.value, "waiting": arrow.waiting},
    )


def _name(shown: Shown) -> str:
    product = shown.process.product if shown.process else None
    return product.name if product else gettext("All other products")
