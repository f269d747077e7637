"""Addresses of the area `messages`: what leaves, its words, its gateway, consent, and links in messages."""

from django.urls import URLPattern, path

from perennial.web.views import (
    consent,
    consent_link,
    consent_record,
    gateways,
    messages,
    messages_export,
    messages_sending,
    profile_digest,
    templates,
    templates_words,
    unsubscribe,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("u/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("c/<str:token>/", consent_link.link, name="consent_link"),
    path("profile/digest/", profile_digest.digest, name="account_digest"),
    path("messages/", messages.outbox, name="messages"),
    path("messages/<int:pk>/", messages.message, name="messages_one"),
    path("messages/<int:pk>/cancel/", messages.drop, name="messages_cancel"),
    path("messages/<int:pk>/again/", messages.again, name="messages_again"),
    path("messages/sending/", messages_sending.sending, name="messages_sending"),
    path("messages/put/", messages_sending.put_now, name="messages_put"),
    path("messages/templates/", templates.templates, name="messages_templates"),
    path(
        "messages/templates/<slug:play>/<slug:channel>/<slug:language>/",
        templates_words.words,
        name="messages_template",
    ),
    path("messages/gateway/", gateways.gateway, name="messages_gateway"),
    path("messages/export/", messages_export.export, name="messages_export"),
    path("messages/export/file/", messages_export.file, name="messages_export_file"),
    path("messages/consent/", consent.consent, name="messages_consent"),
    path("messages/consent/file/", consent.file, name="messages_consent_file"),
    path("messages/consent/record/", consent_record.record, name="messages_consent_record"),
]
