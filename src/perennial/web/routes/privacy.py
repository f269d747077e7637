"""Addresses of the area `privacy`: duplicates, merging, the person file, erasure."""

from django.urls import URLPattern, path

from perennial.web.views import duplicates, erase, erase_act, merge, person_file

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("customers/duplicates/", duplicates.duplicates, name="duplicates"),
    path("customers/<int:pk>/merge/", merge.merge, name="customer_merge"),
    path("customers/<int:pk>/merge/<uuid:act>/undo/", merge.undo, name="customer_merge_undo"),
    path("customers/<int:pk>/person-file/", person_file.person_file, name="customer_person_file"),
    path("customers/<int:pk>/erase/", erase.erase, name="customer_erase"),
    path("erasures/", erase_act.erasures, name="erasures"),
    path("erasures/<int:number>/", erase_act.erasure_act, name="erasure_act"),
    path("erasures/<int:number>/finish/", erase_act.finish, name="erasure_finish"),
]
