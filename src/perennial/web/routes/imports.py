"""Addresses of the area `imports`."""

from django.urls import URLPattern, path

from perennial.web.views import import_examples, import_map, imports

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new, name="import_new"),
    path("imports/examples/<slug:kind>.csv", import_examples.example, name="import_example"),
    path("imports/<int:pk>/", imports.show, name="import_show"),
    path("imports/<int:pk>/columns/", import_map.columns, name="import_map"),
    path("imports/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:pk>/rejected.csv", imports.left_rows, name="import_left"),
    path("imports/<int:pk>/again/", imports.try_again, name="import_again"),
    path("imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("imports/<int:pk>/remove/", imports.drop, name="import_drop"),
]
