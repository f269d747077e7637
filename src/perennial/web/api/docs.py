"""A page that describes the API to people, made of its own description; it works offline."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from perennial.web.access import needs
from perennial.web.api.api import api

__all__ = ["api_docs"]


@needs("token")
@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Show what can be asked and sent."""
    schema: dict[str, Any] = api.get_openapi_schema()
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "said": _with_code(said["description"]),
            "fields": _fields(said, schema),
        }
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]
    context = {
        "operations": operations,
        "about": schema["info"]["description"],
        "base": request.build_absolute_uri("/"),
    }
    return render(request, "perennial/imports/api.html", context)


def _with_code(said: str) -> SafeString:
    """Write what stands between backticks as code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(said)))  # noqa: S308 - it is escaped


def _fields(said: dict[str, Any], schema: dict[str, Any]) -> list[tuple[str, str]]:
    found = [(each["name"], _kind(each["schema"])) for each in said.get("parameters", [])]
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    first: dict[str, Any] = next(iter(body.get("anyOf", [body])), {})
    name = first.get("$ref", "").rpartition("/")[2]
    properties = schema["components"]["schemas"].get(name, {}).get("properties", {})
    return found + [(field, _kind(each)) for field, each in properties.items()]


def _kind(said: dict[str, Any]) -> str:
    kinds = [each.get("format") or each.get("type") or "object" for each in said.get("anyOf", [said])]
    return " | ".join(dict.fromkeys(kind for kind in kinds if kind != "null"))
