"""Customers who agreed to be called with offers, as most tests of plans need them."""

from perennial.records.models import Consent, Customer
from perennial.records.models.words import Channel, Purpose


def agree(customers, channels=(Channel.CALL,), *, given=True):
    Consent.objects.bulk_create(
        Consent(customer=each, channel=channel, purpose=Purpose.ADVERTISING, given=given, basis="form")
        for each in customers
        for channel in channels
    )


def all_agree(channels=(Channel.CALL,)):
    agree(Customer.objects.exclude(consents__purpose=Purpose.ADVERTISING), channels)
