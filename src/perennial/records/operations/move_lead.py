"""Move a lead to another step, with what is to be done next; and take the move back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Lead, LeadMove, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.plan_next_action import plan_next_action
from perennial.records.queries.pipeline_steps import is_forward, steps_of_lead

__all__ = ["Moved", "lock_open", "move_lead", "undo_move"]

_STEP, _ACTION = 120, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A move that was made, and what it needs to be taken back; `move` is None where the step stayed."""

    lead: Lead
    move: LeadMove | None
    was: Mapping[str, Any]


@transaction.atomic
def move_lead(
    by: User,
    lead: Lead,
    step: str,
    *,
    was: str = "",
    next_action: str = "",
    next_on: date | None = None,
) -> Moved:
    """Move a lead; to the same step only what is to be done next changes.

    Parameters
    ----------
    was
        The step in which who moves it saw the lead; empty where that does not matter.

    Raises
    ------
    UserError
        The lead is closed, was moved meanwhile, or goes forward without a next action and its day.
    """
    now, step = lock_open(lead), " ".join(step.split())[:_STEP]
    steps = steps_of_lead(now.product_id)
    here = now.lead_step or steps[0].name
    if was and was != here:
        raise UserError("Somebody has moved this lead meanwhile. Look again.")
    if not step:
        raise UserError("Choose a step.")
    if is_forward(steps, here, step) and not (next_action.strip() and next_on):
        raise UserError("Say what you will do next, and on which day.")
    if next_on is not None and next_on < timezone.localdate() and next_on != now.next_on:
        raise UserError("The next action cannot lie in the past.")
    kept = {"step": now.lead_step, "since": now.step_since.isoformat(), "action": now.next_action,
            "on": now.next_on.isoformat() if now.next_on else ""}  # fmt: skip
    move = _move(by, now, step) if step != here else None
    now.next_action, now.next_on = next_action.strip()[:_ACTION], next_on
    now.save(update_fields=["lead_step", "step_since", "next_action", "next_on"])
    plan_next_action(now)
    note_act(by, "lead.move", now, customer=now.customer_id, step=step)
    return Moved(lead=now, move=move, was={**kept, "move": move.pk if move else 0})


@transaction.atomic
def undo_move(by: User, lead: Lead, was: Mapping[str, Any]) -> Lead:
    """Take the last move of a lead back.

    Raises
    ------
    UserError
        The lead has been moved or closed since.
    """
    now, move = lock_open(lead), int(was["move"])
    if move:
        last = now.moves.order_by("-at", "-pk").first()
        if last is None or last.pk != move:
            raise UserError("Somebody has moved this lead meanwhile. Look again.")
        last.delete()
    now.lead_step, now.step_since = was["step"], datetime.fromisoformat(was["since"])
    now.next_action = was["action"]
    now.next_on = date.fromisoformat(was["on"]) if was["on"] else None
    now.save(update_fields=["lead_step", "step_since", "next_action", "next_on"])
    plan_next_action(now)
    note_act(by, "lead.move.undo", now, customer=now.customer_id, step=now.lead_step)
    return now


def lock_open(lead: Lead) -> Lead:
    """Give an open lead as it is now, held until the end of the transaction.

    Raises
    ------
    UserError
        It is closed.
    """
    now = Lead.objects.select_for_update().get(pk=lead.pk)
    if now.closed_at is not None:
        raise UserError("This lead is closed already.")
    return now


def _move(by: User, lead: Lead, step: str) -> LeadMove:
    at = timezone.now()
    lead.lead_step, lead.step_since = step, at
    return LeadMove.objects.create(lead=lead, step=step, at=at, by=by)
