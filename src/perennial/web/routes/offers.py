"""Addresses of the area `offers`: catalogue, touch rules, limits, approvals."""

from django.urls import URLPattern, path

from perennial.web.views import (
    offers,
    offers_approvals,
    offers_edit,
    offers_limits,
    offers_offer,
    touch_rules,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("offers/", offers.offers, name="offers"),
    path("offers/new/", offers_edit.new, name="offer_new"),
    path("offers/<int:pk>/", offers_offer.offer, name="offer"),
    path("offers/<int:pk>/change/", offers_edit.change, name="offer_change"),
    path("offers/<int:pk>/switch/", offers_edit.switch, name="offer_switch"),
    path("offers/<int:pk>/remove/", offers_edit.remove, name="offer_remove"),
    path("offers/limits/", offers_limits.limits, name="offers_limits"),
    path("offers/limits/change/", offers_limits.change, name="offers_limits_change"),
    path("offers/limits/days/", offers_limits.add_days, name="offers_days_add"),
    path("offers/limits/days/remove/", offers_limits.remove_day, name="offers_day_remove"),
    path("offers/rules/", touch_rules.rules, name="offers_rules"),
    path("offers/rules/<slug:play>/", touch_rules.rule, name="offers_rule"),
    path("offers/rules/<slug:play>/preview/", touch_rules.preview, name="offers_preview"),
    path("offers/rules/<slug:play>/shipped/", touch_rules.shipped, name="offers_rule_shipped"),
    path("offers/approvals/", offers_approvals.approvals, name="offers_approvals"),
    path("offers/approvals/<int:pk>/decide/", offers_approvals.decide, name="offers_decide"),
]
