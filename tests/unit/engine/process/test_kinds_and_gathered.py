from dataclasses import replace

from perennial.engine.process.gathered import gather
from perennial.engine.process.kinds import kinds_of, milestones
from perennial.engine.process.way import likeliest_ways


def test_kinds_of_steps(map_of):
    whole = map_of(
        *["fair contact 1st_order touch_after_1st_order 2nd_order"] * 5, *["fair contact lost"] * 5
    )
    kinds = kinds_of(whole, likeliest_ways(whole, "2nd order"), sources={"fair"})
    assert kinds == {
        "fair": "source",
        "contact": "step",
        "lost": "lost",
        "1st order": "order",
        "touch after 1st order": "touch",
        "2nd order": "order",
    }
    assert set(milestones(kinds)) == set(kinds) - {"touch after 1st order"}


def test_step_that_leads_nowhere_but_goes_on_is_no_end(map_of):
    whole = map_of("a b", "a c c c c")
    assert kinds_of(whole, likeliest_ways(whole, "b"))["c"] == "step"


def test_gathered_steps_add_up(map_of):
    whole = map_of(*["fair contact"] * 6, *["web contact"] * 3, *["ad contact"] * 2, "ad lost")
    shown = gather(whole, {"web": "others", "ad": "others"})
    others = shown.node("others")
    assert (others.count, others.cases, others.starts, others.ends) == (6, 6, 6, 0)
    arrow = shown.edge("others", "contact")
    assert (arrow.count, arrow.share) == (5, 5 / 6)
    assert shown.edge("others", "lost").largest_median is None
    assert shown.edge("fair", "contact") == whole.edge("fair", "contact")


def test_median_of_gathered_arrows_lies_between_theirs(map_of):
    whole = map_of("web contact", "ad contact")
    slow = replace(whole.edge("ad", "contact"), median_days=4.0)
    whole = replace(whole, edges=(whole.edge("web", "contact"), slow))
    arrow = gather(whole, {"web": "others", "ad": "others"}).edge("others", "contact")
    assert (arrow.median_days, arrow.largest_median) == (1.0, 4.0)
