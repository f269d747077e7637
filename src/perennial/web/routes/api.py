"""Addresses for programs: the API, what describes it, and the webhooks of shops."""

from django.urls import URLPattern, URLResolver, path

from perennial.web.api.api import api_urls
from perennial.web.api.docs import api_docs
from perennial.web.api.hooks import shopify, woocommerce

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api_urls()),
    path("api/", api_docs, name="api_docs"),
    path("hooks/shopify", shopify, name="hook_shopify"),
    path("hooks/woocommerce", woocommerce, name="hook_woocommerce"),
]
