"""Addresses of the area `process`."""

from django.urls import URLPattern, path

from perennial.web.views import (
    process,
    process_arrow,
    process_editor,
    process_files,
    process_new,
    process_today,
    process_versions,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("process/", process.process, name="process"),
    path("process/arrow/", process_arrow.arrow, name="process_arrow"),
    path("process/new/", process_new.new, name="process_new"),
    path("process/today/", process_today.put, name="process_today"),
    path("process/today/<int:pk>/undo/", process_today.undo, name="process_today_undo"),
    path("process/<int:pk>/edit/", process_editor.editor, name="process_editor"),
    path("process/<int:pk>/draw/", process_editor.draw, name="process_draw"),
    path("process/<int:pk>/remove/", process_new.remove, name="process_remove"),
    path("process/<int:pk>/load/", process_files.load, name="process_load"),
    path("process/<int:pk>/drawing.json", process_files.as_json, name="process_json"),
    path("process/picture.svg", process_files.as_svg, name="process_svg"),
    path("process/<int:pk>/versions/", process_versions.versions, name="process_versions"),
    path("process/<int:pk>/versions/back/", process_versions.back, name="process_back"),
]
