"""What pages say of an offer: whether it can be given, and for whom it is."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.records.models import Offer
from perennial.records.models.words import Stage

__all__ = ["STANDINGS", "stages_of"]

#: Why an offer cannot be given; one that can needs no word.
STANDINGS: Mapping[str, object] = {
    "off": pgettext_lazy("offer", "switched off"),
    "not_begun": pgettext_lazy("offer", "not begun yet"),
    "expired": pgettext_lazy("offer", "over"),
    "no_stock": _("none left"),
    "no_budget": _("money spent"),
}


def stages_of(offer: Offer) -> list[str]:
    """Name the stages that an offer is for."""
    return [str(stage.label) for stage in Stage if stage.value in offer.stages]
