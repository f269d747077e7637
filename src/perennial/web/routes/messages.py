"""Addresses of the area `messages`: what people reach by the links in them."""

from django.urls import URLPattern, path

from perennial.web.views import unsubscribe

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("u/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
