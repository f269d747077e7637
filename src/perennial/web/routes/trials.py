"""Addresses of the area `trials`."""

from django.urls import URLPattern, path

from perennial.web.views import trials, trials_acts, trials_design, trials_files, trials_page

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("trials/", trials.trials, name="trials"),
    path("trials/new/", trials_design.new, name="trial_new"),
    path("trials/design/", trials_design.design, name="trial_design"),
    path("trials/pay/", trials_acts.pay, name="trial_pay"),
    path("trials/<int:pk>/", trials_page.trial, name="trial"),
    path("trials/<int:pk>/change/", trials_design.change, name="trial_change"),
    path("trials/<int:pk>/start/", trials_acts.start, name="trial_start"),
    path("trials/<int:pk>/remove/", trials_acts.remove, name="trial_remove"),
    path("trials/<int:pk>/full/", trials_acts.full, name="trial_full"),
    path("trials/<int:pk>/stop/", trials_acts.stop, name="trial_stop"),
    path("trials/<int:pk>/read/", trials_acts.read, name="trial_read"),
    path("trials/<int:pk>/reading/", trials_page.reading, name="trial_reading"),
    path("trials/<int:pk>/arms.csv", trials_files.arms, name="trial_arms"),
]
