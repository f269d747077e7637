"""Addresses of the area `settings`."""

from django.urls import URLPattern, path

from perennial.web.views import (
    audit,
    people,
    people_absences,
    people_person,
    settings,
    settings_calendar,
    settings_departments,
    settings_products,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("settings/", settings.index, name="settings"),
    path("settings/business/", settings.business, name="settings_business"),
    path("settings/forecast/", settings.forecast, name="settings_forecast"),
    path("settings/calendar/", settings_calendar.calendar, name="settings_calendar"),
    path("settings/calendar/<int:pk>/", settings_calendar.event, name="settings_calendar_event"),
    path(
        "settings/calendar/<int:pk>/remove/",
        settings_calendar.drop_event,
        name="settings_calendar_event_remove",
    ),
    path("settings/privacy/", settings.privacy, name="settings_privacy"),
    path("settings/people/", people.people, name="settings_people"),
    path("settings/people/titles/", people.change_titles, name="settings_people_titles"),
    path("settings/people/<int:pk>/", people_person.person, name="settings_people_person"),
    path("settings/people/<int:pk>/password/", people_person.password_link, name="settings_people_password"),
    path(
        "settings/people/<int:pk>/second-factor/",
        people_person.drop_second_factor,
        name="settings_people_second_factor",
    ),
    path("settings/people/<int:pk>/back/", people_person.bring_back, name="settings_people_back"),
    path(
        "settings/people/invitations/<int:pk>/remove/",
        people.drop_invitation,
        name="settings_people_invitation_remove",
    ),
    path("settings/absences/", people_absences.absences, name="settings_absences"),
    path("settings/absences/<int:pk>/remove/", people_absences.drop_absence, name="settings_absences_remove"),
    path("settings/departments/", settings_departments.departments, name="settings_departments"),
    path("settings/departments/<int:pk>/", settings_departments.department, name="settings_departments_one"),
    path(
        "settings/departments/<int:pk>/remove/",
        settings_departments.drop_department,
        name="settings_departments_remove",
    ),
    path("settings/products/", settings_products.products, name="settings_products"),
    path("settings/products/<int:pk>/", settings_products.product, name="settings_products_one"),
    path("settings/audit/", audit.audit, name="settings_audit"),
]
