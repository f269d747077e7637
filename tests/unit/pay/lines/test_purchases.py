from pay_words import facts_of

from perennial.pay.lines.purchases import purchases_of


def numbers(text):
    facts = facts_of(text)
    found = purchases_of(facts.orders, facts.refunds)
    return {
        order: (each.number, each.previous and each.previous.day) for order, each in sorted(found.items())
    }


def test_orders_of_a_day_are_one_purchase_and_customers_are_apart():
    found = numbers("A 1 Mar 10; B 1 Mar 10; C 2 Mar 10; D 2 Mar 10 of d")
    assert found == {"A": (1, None), "B": (1, None), "C": (2, 1), "D": (1, None)}


def test_a_purchase_is_gone_only_when_all_its_orders_are():
    assert numbers("A 1 Mar 10; B 1 Mar 10; refund A 2 Mar 10; C 3 Mar 10")["C"] == (2, 1)
    assert numbers("A 1 Mar 10; B 1 Mar 10; refund A 2 Mar 10; refund B 3 Mar 10; C 3 Mar 10")["C"] == (
        1,
        None,
    )


def test_a_purchase_in_the_middle_that_is_gone_is_passed_over():
    found = numbers("A 1 Mar 10; B 2 Mar 10; refund B 4 Mar 10; C 3 Mar 10; D 5 Mar 10")
    assert (found["C"], found["D"]) == ((3, 2), (3, 3))


def test_an_order_without_money_is_no_purchase():
    assert numbers("A 1 Mar 0; B 2 Mar 10")["B"] == (1, None)
