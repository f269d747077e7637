"""What the rules of a pay plan are called."""

from django.utils.translation import gettext_lazy as _

__all__ = ["RULES"]

RULES = {
    "percentage": _("percentages"),
    "protected": _("protected period"),
    "returned": _("customers brought back"),
    "bonus": _("transfer bonuses"),
    "cap": _("above the most for a month"),
    "decision": _("decided by hand"),
    "rounding": _("rounding"),
}
