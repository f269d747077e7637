"""Addresses of the area `pipeline`: leads, the form by which they come in, serious mistakes."""

from django.urls import URLPattern, path

from perennial.web.views import lead_form, mistakes, pipeline, pipeline_lead

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("pipeline/column/", pipeline.column, name="pipeline_column"),
    path("pipeline/add/", pipeline.add, name="pipeline_add"),
    path("pipeline/<int:pk>/", pipeline_lead.lead, name="pipeline_lead"),
    path("pipeline/<int:pk>/move/", pipeline_lead.move, name="pipeline_move"),
    path("pipeline/<int:pk>/won/", pipeline_lead.won, name="pipeline_won"),
    path("pipeline/<int:pk>/lost/", pipeline_lead.lost, name="pipeline_lost"),
    path("pipeline/<int:pk>/undo/", pipeline_lead.undo, name="pipeline_undo"),
    path("pipeline/<int:pk>/again/", pipeline_lead.reopen, name="pipeline_reopen"),
    path("lead/<str:secret>/", lead_form.form, name="lead_form"),
    path("lead/<str:secret>/thanks/", lead_form.thanks, name="lead_form_thanks"),
    path("settings/lead-form/", lead_form.settings, name="settings_lead_form"),
    path("mistakes/", mistakes.mistakes, name="mistakes"),
]
