import pytest

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Offer, Product, TouchRule
from perennial.records.operations.offers.change_offer import remove_offer, save_offer, switch_offer
from perennial.records.operations.offers.change_rule import reset_rule, save_rule
from perennial.records.operations.offers.give import give_offer


@pytest.fixture
def cake(house):
    coffee = Product.objects.create(name="Coffee")
    return save_offer(house.owner, {"name": "Cake", "cost": 5}, [coffee])


def test_offers_are_made_and_changed(house, cake):
    save_offer(house.owner, {"cost": 6}, [], cake)
    assert Offer.objects.get().cost == 6
    assert not cake.products.exists()
    assert AuditEntry.objects.filter(act="offer").count() == 2


def test_two_offers_have_two_names(house, cake):
    with pytest.raises(UserError, match="already"):
        save_offer(house.owner, {"name": "cake"}, [])


def test_offer_that_was_given_is_only_switched_off(house, cake):
    give_offer(house.owner, house.customer(), cake)
    with pytest.raises(UserError, match="switch it off"):
        remove_offer(house.owner, cake)
    switch_offer(house.owner, cake, is_on=False)
    assert not Offer.objects.get().is_on


def test_offer_nobody_got_is_removed(house, cake):
    TouchRule.objects.create(play="offer", offer=cake)
    remove_offer(house.owner, cake)
    assert TouchRule.objects.get().offer is None


def test_rules_are_kept_and_dropped(house, cake):
    save_rule(house.owner, "remind", {"channels": ["mail", "message"], "by_itself": True, "offer": cake})
    save_rule(house.owner, "remind", {"shift": 0.25})
    rule = TouchRule.objects.get()
    assert (rule.shift, rule.by_itself, rule.offer) == (0.25, True, cake)
    reset_rule(house.owner, "remind")
    reset_rule(house.owner, "remind")
    assert not TouchRule.objects.exists()
    assert AuditEntry.objects.filter(act="touch_rule.reset").count() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"channels": []}, "at least one way"),
        ({"channels": ["call", "call"]}, "once"),
        ({"channels": ["mail", "call"], "by_itself": True}, "leave by themselves"),
    ],
)
def test_rule_that_cannot_be_kept_says_why(house, values, said):
    with pytest.raises(UserError, match=said):
        save_rule(house.owner, "remind", values)
    assert not TouchRule.objects.exists()
