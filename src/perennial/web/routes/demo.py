"""Addresses of the area `demo`: leaving the invented company."""

from django.urls import URLPattern, path

from perennial.web.views import demo

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [path("demo/leave/", demo.leave_demo, name="leave_demo")]
