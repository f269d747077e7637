"""`perennial trial read`: two files become what the treated did more, or the word that it cannot be told."""

import csv
import json

import pytest


@pytest.fixture
def drawn(few_cdnow, tmp_path, run):
    """A lot among real customers, of whom nobody was ever touched, drawn in the middle of their log."""
    out = tmp_path / "arms.csv"
    told = ("--trial", "gift", "--seed", "5", "--held-out", "0.4", "--as-of", "1997-09-30", "--out", out)
    code, _, err = run("trial", "draw", few_cdnow, *told)
    assert code == 0, err
    return out


def read_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def orders_since(path, day, customers):
    """Count the orders after a day, of some customers: without any of our code."""
    paid = [row for row in read_rows(path) if float(row["amount"]) > 0]
    return sum(row["customer_id"] in customers and row["ordered_at"] > day for row in paid)


def test_outcomes_are_those_of_the_files(few_cdnow, drawn, run):
    code, said, err = run("trial", "read", drawn, few_cdnow, "--json")
    found = json.loads(said)
    assert code == 0, err
    assert (found["trial"], found["swapped"], found["lot_by_others"]) == ("gift", 0, False)
    for arm in ("treatment", "control"):
        own = {row["customer_id"] for row in read_rows(drawn) if row["arm"] == arm}
        outcomes = found["arms"][arm]
        assert outcomes["customers"] == pytest.approx(len(own), abs=3)  # some bought for nothing only
        came = orders_since(few_cdnow, "1997-09-30", own)
        assert outcomes["orders_per_customer"] * outcomes["customers"] == pytest.approx(came, abs=1e-6)
        assert 0 < outcomes["returned_share"] < 1
    assert found["sample_ratio_p"] > 0.001


def test_where_nobody_was_touched_it_cannot_be_told(few_cdnow, drawn, run):
    found = json.loads(run("trial", "read", drawn, few_cdnow, "--json", "--quiet")[1])
    assert found["verdict"] == "cannot_tell"
    assert found["needed_customers"] > 472
    for name in ("days_gained", "orders_per_customer_difference", "money_per_customer_difference"):
        effect = found[name]
        assert (
            effect["low"] < effect["planned_low"] < effect["value"] < effect["planned_high"] < effect["high"]
        )
        assert effect["low"] < 0 < effect["high"]


def test_one_row_in_the_other_arm_claims_no_effect(few_cdnow, drawn, run):
    rows = read_rows(drawn)
    rows[7]["arm"] = "control" if rows[7]["arm"] == "treatment" else "treatment"
    write_rows(drawn, rows)
    found = json.loads(run("trial", "read", drawn, few_cdnow, "--json")[1])
    assert (found["verdict"], found["swapped"]) == ("not_by_lot", 1)
    assert found["days_gained"] is None
    assert found["orders_per_customer_difference"] is None
    assert run("trial", "read", drawn, few_cdnow, "--quiet")[1].startswith(
        "The groups are not those of the lot"
    )


def test_a_lot_of_others_is_believed_and_said(few_cdnow, drawn, run):
    rows = [{name: row[name] for name in ("customer_id", "arm", "assigned_on")} for row in read_rows(drawn)]
    write_rows(drawn, rows)
    code, _, err = run("trial", "read", drawn, few_cdnow)
    assert code == 2
    assert "there is no column trial, seed, held_out" in err
    found = json.loads(run("trial", "read", drawn, few_cdnow, "--json", "--lot-by-others")[1])
    assert (found["lot_by_others"], found["verdict"], found["sample_ratio_p"]) == (True, "cannot_tell", None)


def test_people_read_sentences_in_their_language(few_cdnow, drawn, run):
    said = run("trial", "read", drawn, few_cdnow, "--quiet", "--lang", "ru", "--currency", "USD")[1]
    assert said.startswith("Сказать нельзя")
    assert "Выиграно дней на клиента" in said
    assert "$" in said


def test_a_shorter_horizon_counts_fewer_orders(few_cdnow, drawn, run):
    whole, short = (
        json.loads(run("trial", "read", drawn, few_cdnow, "--json", *options)[1])
        for options in ((), ("--horizon", "30"))
    )
    assert short["horizon"] == short["followed"] == 30
    assert (
        short["arms"]["treatment"]["orders_per_customer"] < whole["arms"]["treatment"]["orders_per_customer"]
    )


def test_a_trial_that_is_still_running_says_which_day_it_is(few_cdnow, drawn, run):
    found = json.loads(run("trial", "read", drawn, few_cdnow, "--json", "--horizon", "365")[1])
    assert (found["horizon"], found["followed"]) == (365, 273)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"arm": "blue"}, "row 5, column arm: 'blue' is neither treatment nor control"),
        ({"arm": ""}, "row 5, column arm: no arm"),
        ({"assigned_on": "soon"}, "row 5, column assigned_on: the date cannot be read"),
        ({"trial": "other"}, "row 5: column trial says 'other' and in the first row 'gift'"),
        ({"customer_id": "4"}, "row 5: customer 4 stands in row 2 already"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_read(few_cdnow, drawn, run, change, sentence):
    rows = read_rows(drawn)
    change = {**change, "customer_id": rows[0]["customer_id"]} if "customer_id" in change else change
    rows[3].update(change)
    write_rows(drawn, rows)
    code, said, err = run("trial", "read", drawn, few_cdnow, "--json")
    assert (code, said) == (2, "")
    assert sentence.replace("customer 4", f"customer {rows[0]['customer_id']}") in err


def test_nothing_is_read_before_a_day_has_passed(few_cdnow, drawn, run):
    code, _, err = run("trial", "read", drawn, few_cdnow, "--as-of", "1997-09-30")
    assert code == 2
    assert "there is nothing to read yet" in err
    write_rows(drawn, [row | {"customer_id": f"x{row['customer_id']}"} for row in read_rows(drawn)])
    code, _, err = run("trial", "read", drawn, few_cdnow, "--lot-by-others")
    assert code == 2
    assert "ids of customers written alike" in err
