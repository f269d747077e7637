"""Addresses of the area `today`."""

from django.urls import URLPattern, path

from perennial.web.views import today, today_acts, today_log, today_sheet

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("today/", today.today, name="today"),
    path("today/sheet/", today_sheet.sheet, name="today_sheet"),
    path("today/log/", today_log.log, name="today_log"),
    path("today/undo/", today_acts.undo, name="today_undo"),
    path("today/accept/<int:pk>/", today_acts.accept, name="today_accept"),
    path("today/<int:pk>/later/", today_acts.later, name="today_later"),
    path("today/<int:pk>/ask/", today_acts.ask, name="today_ask"),
    path("today/<int:pk>/again/", today_acts.again, name="today_again"),
]
