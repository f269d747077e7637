from datetime import time, timedelta

import pytest

from perennial.ingest.cleaning import CleaningRules, CleaningTally, find_buckets
from perennial.ingest.cleaning_notes import cleaning_notes


def names(found):
    return [bucket.customer_id for bucket in found]


def test_business_day_starts_when_the_rules_say():
    assert CleaningRules(day_start=time(4, 30)).day_shift == timedelta(hours=4, minutes=30)


@pytest.mark.parametrize(
    "name", ["Retail customer", "RETAIL CUSTOMER!", "Розничный покупатель", "Физ. лицо", "Walk-in"]
)
def test_name_of_everybody_is_a_bucket_however_small(name):
    assert names(find_buckets([(name, 1)], orders=50, customers=9, rules=CleaningRules())) == [name]


def test_large_share_is_a_bucket_only_among_enough_customers():
    big = [("Romashka LLC", 6)]
    assert names(find_buckets(big, orders=100, customers=100, rules=CleaningRules())) == ["Romashka LLC"]
    assert find_buckets(big, orders=100, customers=99, rules=CleaningRules()) == ()
    assert find_buckets([("Romashka LLC", 5)], orders=100, customers=100, rules=CleaningRules()) == ()


def test_bucket_is_kept_when_the_rules_say():
    big = [("guest", 60)]
    for rules in (CleaningRules(keep_customers=frozenset({"guest"})), CleaningRules(leave_out_buckets=False)):
        assert find_buckets(big, orders=100, customers=100, rules=rules) == ()


def test_only_customer_is_no_bucket():
    assert find_buckets([("guest", 60)], orders=60, customers=1, rules=CleaningRules()) == ()


def test_notes_tell_what_happened_and_nothing_else():
    quiet = CleaningTally(as_of=10, as_of_named=True, left_out={}, counted=5, purchases=5)
    assert cleaning_notes(quiet) == ()
    left_out = {"cancelled": 1, "test": 2, "draft": 3, "zero_amount": 4, "refunded": 5, "duplicate": 6}
    told = CleaningTally(as_of=10, as_of_named=False, left_out=left_out, counted=7, purchases=5, refunds=8)
    assert len(cleaning_notes(told)) == 1 + 1 + 5 + 1 + 1
