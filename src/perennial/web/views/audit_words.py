"""What the audit trail calls acts."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

__all__ = ["ACTS", "act_label"]

#: Acts by their code; one that is not here is shown as its code.
ACTS: Mapping[str, object] = {
    "first_account": _("made the first account"),
    "invite": _("invited somebody"),
    "invite.take_back": _("took an invitation back"),
    "invite.accept": _("accepted an invitation"),
    "person": _("changed a person"),
    "password_link": _("made a link for a new password"),
    "second_factor.reset": _("turned off somebody's second factor"),
    "absence": _("noted an absence"),
    "absence.remove": _("took an absence back"),
    "settings": _("changed settings"),
    "department": _("changed a department"),
    "department.remove": _("removed a department"),
    "product": _("changed a product"),
    "token": _("made an API token"),
    "token.revoke": _("revoked an API token"),
    "consent.change": _("changed a consent"),
    "contact.add": _("added a contact"),
    "contact.change": _("changed a contact"),
    "contact.main": _("made a contact the main one"),
    "contact.remove": _("removed a contact"),
    "customer.add": _("added a customer"),
    "customer.assign": _("gave customers to an owner"),
    "customer.assign.undo": _("took back who owns customers"),
    "customer.change": _("changed a customer"),
    "customer.export": _("exported customers"),
    "customer.merge": _("merged customers"),
    "customer.merge.undo": _("parted merged customers"),
    "customer.objection": _("noted an objection to forecasts"),
    "customer.tag": _("tagged customers"),
    "customer.tag.undo": _("took a tag back"),
    "customer.untag": _("took a tag off"),
    "customer.erase": _("erased a person"),
    "customer.person_file": _("made a person's file"),
    "demo.leave": _("left the invented company"),
    "demo.load": _("loaded the invented company"),
    "leaving.note": _("noted why a customer left"),
    "leaving.undo": _("took a leaving reason back"),
    "mistake.add": _("noted a serious mistake"),
    "mistake.open": _("opened a mistake again"),
    "mistake.solve": _("solved a mistake"),
    "note.add": _("added a note"),
    "note.remove": _("removed a note"),
    "planned.again": _("put a touch on again"),
    "planned.snooze": _("put a touch off"),
    "restore": _("restored a backup"),
    "retention": _("removed what was kept long enough"),
    "touch.log": _("logged a touch"),
    "touch.undo": _("took a touch back"),
    "view.remove": _("removed a saved view"),
    "view.save": _("saved a view"),
    "import": _("began an import"),
    "import.done": _("imported a file"),
    "import.undo": _("took an import back"),
    "api.lead": _("sent a lead through the API"),
    "api.orders": _("sent orders through the API"),
    "api.touch": _("sent a touch through the API"),
    "refresh": _("asked for a refresh"),
    "handoff.open": _("opened a hand-off"),
    "handoff.offer": _("offered a customer to a farmer"),
    "handoff.accept": _("took a customer over"),
    "handoff.cancel": _("took a hand-off back"),
    "rebalance": _("moved customers to other sellers"),
    "rebalance.undo": _("took a rebalancing back"),
    "dismiss": _("handed everything over and closed an account"),
    "dismiss.undo": _("gave customers back to who left"),
    "drift.confirm": _("began to read weeks"),
    "drift.stop": _("stopped reading weeks"),
    "drift.answer": _("answered a week"),
}


def act_label(act: str) -> str:
    """Name an act in the language that is on."""
    return str(ACTS.get(act, act))
