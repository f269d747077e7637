"""Ask whether a dear offer may be given, and answer: the seller is told."""

from django.db import transaction
from django.urls import reverse

from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, PlannedTouch, User
from perennial.records.models.words import Role
from perennial.records.operations.audit import note_act
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.heads import heads_of
from perennial.records.queries.offers.approval import may_decide

__all__ = ["ask_approval", "decide_approval"]

_Approval = PlannedTouch.Approval


@transaction.atomic
def ask_approval(by: User, planned: PlannedTouch) -> None:
    """Ask whether the offer of a line may be given; who may say so is told. Asking twice changes nothing.

    Raises
    ------
    UserError
        The line is closed, it has no offer, or it was refused already.
    """
    line = _locked(planned)
    if line.gift is None:
        raise UserError("This line has no offer to ask for.")
    if line.approval == _Approval.REFUSED:
        raise UserError("It was refused already; choose another offer.")
    if line.approval not in {_Approval.ASKED, _Approval.GIVEN}:
        _keep(planned, line, _Approval.ASKED, None)
        note_act(by, "offer.ask", line, offer=line.gift_id)
        said = Message("{seller} asks whether “{offer}” may be given.", _facts(line))
        tell_people(_who_decides(line), said, reverse("offers_approvals"))


@transaction.atomic
def decide_approval(by: User, planned: PlannedTouch, given: bool, reason: str) -> None:
    """Allow the offer of a line, or refuse it with a reason; the seller is told.

    Raises
    ------
    UserError
        Nobody asks any more, it is one's own or beyond one's own limit, or a refusal has no reason.
    """
    line, reason = _locked(planned), " ".join(reason.split())[:300]
    if line.gift is None or line.approval != _Approval.ASKED:
        raise UserError("Nobody waits for this answer any more.")
    if by.pk == line.seller_id:
        raise UserError("Nobody can allow an offer of their own.")
    if not may_decide(by, line, Business.current()):
        raise UserError("It costs more than you may give alone: the owner decides.")
    if not given and not reason:
        raise UserError("Say why not: the seller reads it.")
    _keep(planned, line, _Approval.GIVEN if given else _Approval.REFUSED, by)
    note_act(by, "offer.decide", line, offer=line.gift_id, granted=given)
    tell_people([line.seller], _answer(line, given, reason), reverse("customer", args=[line.customer_id]))


def _locked(planned: PlannedTouch) -> PlannedTouch:
    lines = PlannedTouch.objects.select_for_update(of=("self",)).select_related("gift", "seller__department")
    line = lines.get(pk=planned.pk)
    if line.state != PlannedTouch.State.OPEN:
        raise UserError("This line is closed: nothing is to be decided any more.")
    return line


def _keep(planned: PlannedTouch, line: PlannedTouch, approval: str, by: User | None) -> None:
    for each in (line, planned):
        each.approval, each.approved_by = approval, by
    line.save(update_fields=["approval", "approved_by"])


def _who_decides(line: PlannedTouch) -> list[User]:
    """Give the heads whose own limit reaches so far; the owners where there are none."""
    business = Business.current()
    heads = [each for each in heads_of(line.seller) if may_decide(each, line, business)]
    return heads or list(User.objects.filter(role=Role.OWNER, is_active=True).exclude(pk=line.seller_id))


def _answer(line: PlannedTouch, given: bool, reason: str) -> Message:
    facts = {**_facts(line), "reason": reason}
    if not given:
        return Message("“{offer}” is not to be given: {reason}", facts)
    return Message("You may give “{offer}”: {reason}" if reason else "You may give “{offer}”.", facts)


def _facts(line: PlannedTouch) -> dict[str, object]:
    return {"seller": line.seller.name, "offer": line.gift.name if line.gift else ""}
