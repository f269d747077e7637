"""All addresses: each area of the pages brings its own."""

from django.contrib import admin
from django.urls import include, path

from perennial.web.views import errors, home

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("perennial.web.routes.accounts")),
    path("", include("perennial.web.routes.today")),
    path("", include("perennial.web.routes.privacy")),
    path("", include("perennial.web.routes.customers")),
    path("", include("perennial.web.routes.pipeline")),
    path("", include("perennial.web.routes.messages")),
    path("", include("perennial.web.routes.mail_hooks")),
    path("", include("perennial.web.routes.figures")),
    path("", include("perennial.web.routes.process")),
    path("", include("perennial.web.routes.departments")),
    path("", include("perennial.web.routes.pay")),
    path("", include("perennial.web.routes.offers")),
    path("", include("perennial.web.routes.trials")),
    path("", include("perennial.web.routes.imports")),
    path("", include("perennial.web.routes.api")),
    path("", include("perennial.web.routes.settings")),
    path("", include("perennial.web.routes.demo")),
    path("", include("perennial.web.routes.health")),
    path("accounts/", include("allauth.urls")),
    path("office/", admin.site.urls),
]

handler403 = errors.refused
handler404 = errors.not_found
handler500 = errors.broken
