"""Addresses for machines that watch over this one."""

from django.urls import path

from perennial.web.views import health

__all__ = ["urlpatterns"]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
]
