"""The WSGI application that a server runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from perennial.web.under_path import under_path

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
application = under_path(get_wsgi_application(), settings.FORCE_SCRIPT_NAME or "")
reverse("home")  # reads the addresses of all pages, for which the first visitor would wait
