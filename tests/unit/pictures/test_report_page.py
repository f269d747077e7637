"""The report: what it says of a shop, what it still says of nearly nothing, and that it is one safe page."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from perennial.core.days import NO_DAY
from perennial.core.estimate import UNKNOWN, Estimate
from perennial.pictures.report.contents import CustomerList, DueSeason
from perennial.pictures.report.page import render_report

_VOID = {"meta", "link", "br"}


class Text(HTMLParser):
    """Collects the text of each section, and fails on tags that do not match."""

    def __init__(self):
        super().__init__()
        self.sections, self.open, self.key = {}, [], ""

    def handle_starttag(self, tag, attrs):
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "section":
            self.key = dict(attrs)["id"]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.key = "" if tag == "section" else self.key

    def handle_data(self, data):
        if "style" not in self.open:
            self.sections[self.key] = self.sections.get(self.key, "") + data


def sections(contents, language="en"):
    parser = Text()
    parser.feed(render_report(contents, language))
    assert not parser.open
    return {key: " ".join(text.split()) for key, text in parser.sections.items()}


def test_report_answers_first(sample):
    page = sections(sample.SHOP)
    assert (
        "After a purchase, 53% are followed by another within 180 days; half of those within 27 days."
        in page["short"]
    )
    assert (
        "Customers start to leave at about day 86 after the first purchase; half are gone by day 231."
        in page["short"]
    )
    assert "between day 71 and day 104 (95 times in 100)" in page["short"]
    assert (
        "How sure: 53% (51% to 55%) of purchases, and half of those within 27 days (24 to 31)"
        in page["short"]
    )
    assert "The plain average of past gaps is 35 days, and it misleads" in page["short"]
    assert "€12,400 a year" in page["short"]
    assert "The money is revenue" in page["short"]


def test_report_answers_in_russian(sample):
    page = sections(sample.SHOP, "ru")
    assert "После покупки в 53% случаев в течение 180 дней следует ещё одна" in page["short"]
    assert "примерно на 86-й день после первой покупки; к 231-му дню уходит половина" in page["short"]


def test_every_section_stands_in_its_place(sample):
    keys = [key for key in sections(sample.SHOP) if key]
    assert keys == [
        *("short", "months", "ladder", "waits", "calendar", "covariates", "lifetime", "due", "leaving"),
        *("step", "money", "plan", "record", "file", "assumptions"),
    ]


def test_report_says_how_right_it_was(sample):
    record = sections(sample.SHOP)["record"]
    assert "As of 1 April, 690 orders were expected in the next 90 days; 671 came." in record
    assert "Of 310 customers said to have left, 291 had no order in the next 90 days." in record


def test_report_says_what_was_in_the_file(sample):
    text = sections(sample.SHOP)["file"]
    assert "6,919 rows read, 6,891 orders counted: 6,696 purchases of 2,357 customers" in text
    assert "customer (customer_id)← Контрагент" in text
    assert "with a zero amount5" in text
    assert "cancelled" not in text


def test_customer_ids_are_escaped_everywhere(sample):
    page = render_report(sample.SHOP, "en")
    assert page.count("&lt;script&gt;") >= 3
    assert "<script" not in page


def test_page_asks_nothing_of_the_network(sample):
    page = render_report(sample.SHOP, "en")
    addresses = re.findall(r"""(?:href|src)=["']([^"']*)|url\(([^)]*)\)""", page)
    assert all(first.startswith(("#", "data:")) for first, _ in addresses)
    assert not any(second for _, second in addresses)
    assert len(page.encode()) < 300_000


@pytest.mark.parametrize("language", ["en", "ru"])
def test_tiny_log_gets_an_empty_state_in_every_section(sample, language):
    page = sections(sample.TINY, language)
    assert all(len(page[key]) > 30 for key in page)
    assert "None" not in " ".join(page.values())
    assert "nan" not in " ".join(page.values())


def test_nobody_came_back_is_said(sample):
    assert "Nobody has bought a second time yet" in sections(sample.TINY)["short"]


def test_day_not_reached_is_said_with_the_share_that_left(sample):
    window = replace(sample.LIFETIME, start_days=UNKNOWN, middle_days=UNKNOWN)
    text = sections(replace(sample.SHOP, lifetime=window))["short"]
    assert "is not reached by day 520: by then 71% (64% to 77%) have left" in text


def test_day_known_badly_is_said_as_a_range(sample):
    window = replace(sample.LIFETIME, start_days=Estimate(value=70, low=41, high=111))
    contents = replace(sample.SHOP, lifetime=window, small_base=True, needed_customers=900)
    text = sections(contents)["short"]
    assert "between day 41 and day 111 after the first purchase, more precisely not yet" in text
    assert "about 900 customers are needed" in text


def test_hardly_anyone_leaves_is_said(sample):
    contents = replace(sample.SHOP, no_leaving_seen=0.99, leaving=CustomerList())
    page = sections(contents)
    assert "Hardly anyone leaves here; the loss is in pauses: for 99% of customers" in page["short"]
    assert "here the loss is in pauses" in page["leaving"]


def test_rare_purchases_are_told_by_month(sample):
    waits = replace(
        sample.NEXT_PURCHASE,
        median_wait_days=Estimate(value=540, low=426, high=670),
        usual_gap_days=540,
    )
    season = DueSeason(customers=214, first_month="2025-03", last_month="2025-06")
    contents = replace(sample.SHOP, next_purchase=waits, due_season=season)
    page = sections(contents)
    assert "It is time to remind 214 customers who last bought in March 2025 to June 2025." in page["short"]
    assert "Purchases are rare here: 53% are followed by another within 6 months" in page["short"]
    assert "about 3 months (2 to 3) after the first purchase" in page["short"]
    assert "half of those who return do so within 14 to 22 months" in page["waits"]
    assert "Пора напомнить о себе 214 клиентам" in sections(contents, "ru")["short"]


def test_average_that_agrees_is_not_blamed(sample):
    waits = replace(sample.NEXT_PURCHASE, naive_mean_days=44.0)
    text = sections(replace(sample.SHOP, next_purchase=waits))["short"]
    assert "happens to agree" in text
    assert "misleads" not in text


def test_small_base_names_no_leaving_day(sample):
    text = sections(replace(sample.SHOP, small_base=True))["short"]
    assert "between day 71 and day 104 after the first purchase, more precisely not yet" in text


def test_margin_is_named_where_it_is_known(sample):
    text = sections(replace(sample.SHOP, margin=0.4))["money"]
    assert "The money is margin, taken as 40% of revenue." in text


def test_same_contents_give_the_same_page(sample):
    assert render_report(sample.SHOP, "ru") == render_report(sample.SHOP, "ru")


def test_customer_without_a_known_gap_or_dates_is_still_shown(sample):
    row = sample.DUE.rows[0]
    unknown = replace(row, rhythm=replace(row.rhythm, usual_gap=float("nan"), churn_date=NO_DAY))
    contents = replace(sample.SHOP, due=replace(sample.DUE, rows=(unknown,)))
    assert "no order for 20 days" in sections(contents)["due"]


def test_page_refuses_a_language_it_does_not_speak(sample):
    with pytest.raises(ValueError, match="language"):
        render_report(sample.SHOP, "de")
