"""Addresses of the area `departments`."""

from django.urls import URLPattern, path

from perennial.web.views import (
    departments,
    dismissal,
    drift_notice,
    drift_seller,
    handoff,
    handoffs,
    my_weeks,
    rebalance,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("departments/", departments.departments, name="departments"),
    path("departments/assumptions/", departments.assume, name="departments_assumptions"),
    path("departments/drift/<int:pk>/", drift_seller.seller, name="drift_seller"),
    path("departments/notice/", drift_notice.notice, name="drift_notice"),
    path("departments/notice/confirm/", drift_notice.confirm, name="drift_notice_confirm"),
    path("departments/notice/stop/", drift_notice.stop, name="drift_notice_stop"),
    path("departments/rebalance/", rebalance.rebalance, name="rebalance"),
    path("departments/rebalance/move/", rebalance.move, name="rebalance_move"),
    path("departments/rebalance/<int:pk>/undo/", rebalance.undo, name="rebalance_undo"),
    path("departments/leaving/<int:pk>/", dismissal.dismissal, name="dismissal"),
    path("departments/leaving/<int:pk>/close/", dismissal.close, name="dismissal_close"),
    path("departments/leaving/<int:pk>/undo/", dismissal.undo, name="dismissal_undo"),
    path("handoffs/", handoffs.handoffs, name="handoffs"),
    path("handoffs/<int:pk>/", handoff.handoff, name="handoff"),
    path("handoffs/<int:pk>/offer/", handoff.offer, name="handoff_offer"),
    path("handoffs/<int:pk>/accept/", handoff.accept, name="handoff_accept"),
    path("handoffs/<int:pk>/keep/", handoff.keep, name="handoff_keep"),
    path("customers/<int:pk>/handoff/", handoff.begin, name="handoff_begin"),
    path("weeks/", my_weeks.my_weeks, name="my_weeks"),
    path("weeks/<int:pk>/answer/", my_weeks.answer, name="my_weeks_answer"),
]
