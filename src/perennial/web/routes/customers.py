"""Addresses of the area `customers`."""

from django.urls import URLPattern, path

from perennial.web.views import (
    customer_add,
    customer_bulk,
    customer_contacts,
    customer_edit,
    customer_export,
    customer_life,
    customer_list,
    customer_page,
    customer_plan,
    customer_saved_views,
    customer_touch,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("customers/", customer_list.customers, name="customers"),
    path("customers/new/", customer_add.add, name="customer_add"),
    path("customers/known/", customer_add.known, name="customer_known"),
    path("customers/export/", customer_export.export, name="customer_export"),
    path("customers/bulk/", customer_bulk.bulk, name="customer_bulk"),
    path("customers/bulk/<uuid:act>/undo/", customer_bulk.undo, name="customer_bulk_undo"),
    path("customers/views/", customer_saved_views.save, name="customer_view_save"),
    path("customers/views/<int:pk>/remove/", customer_saved_views.remove, name="customer_view_remove"),
    path("customers/<int:pk>/", customer_page.customer, name="customer"),
    path("customers/<int:pk>/facts/", customer_edit.facts, name="customer_facts"),
    path("customers/<int:pk>/owner/", customer_edit.owner, name="customer_owner"),
    path("customers/<int:pk>/tags/", customer_edit.add_tags, name="customer_tag_add"),
    path("customers/<int:pk>/tags/<int:tag>/remove/", customer_edit.untag, name="customer_tag_remove"),
    path("customers/<int:pk>/objection/", customer_edit.objection, name="customer_objection"),
    path("customers/<int:pk>/contacts/", customer_contacts.add, name="customer_contact_add"),
    path("contacts/<int:pk>/", customer_contacts.change, name="customer_contact_change"),
    path("contacts/<int:pk>/main/", customer_contacts.main, name="customer_contact_main"),
    path("contacts/<int:pk>/remove/", customer_contacts.remove, name="customer_contact_remove"),
    path("customers/<int:pk>/consent/", customer_contacts.consent, name="customer_consent"),
    path("customers/<int:pk>/plan/", customer_plan.why, name="customer_plan"),
    path("customers/<int:pk>/plan/put/", customer_plan.put, name="customer_plan_put"),
    path("customers/<int:pk>/touch/", customer_touch.touch, name="customer_touch"),
    path("touches/<uuid:key>/undo/", customer_touch.undo, name="customer_touch_undo"),
    path("customers/<int:pk>/notes/", customer_life.note, name="customer_note_add"),
    path("notes/<int:pk>/remove/", customer_life.unnote, name="customer_note_remove"),
    path("customers/<int:pk>/mistakes/", customer_life.mistake, name="customer_mistake_add"),
    path("mistakes/<int:pk>/solved/", customer_life.solved, name="customer_mistake_solved"),
    path("mistakes/<int:pk>/open/", customer_life.unsolved, name="customer_mistake_open"),
    path("customers/<int:pk>/leaving/", customer_life.leaving, name="customer_leaving"),
    path("leaving/<int:pk>/undo/", customer_life.unleaving, name="customer_leaving_undo"),
]
