"""`perennial trial draw`: a file of customers becomes a file of arms."""

import csv

import pytest

from perennial.trial.lots import Lot


@pytest.fixture
def drawn(tmp_path, run):
    """Draw for some text, and give the rows of the arms with what was said."""

    def draw(text, *arguments, name="customers.csv"):
        given, out = tmp_path / name, tmp_path / "arms.csv"
        given.write_text(text, encoding="utf-8")
        told = ("--trial", "gift", "--held-out", "0.5", "--seed", "3", "--out", out, "--as-of", "2026-05-01")
        code, said, err = run("trial", "draw", given, *told, *arguments)
        assert (code, said.strip()) == (0, str(out)), err
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file)), err

    return draw


def test_arms_are_those_of_the_lot(drawn):
    rows, said = drawn("customer_id\n" + "\n".join(f"C{n}" for n in range(40)))
    lot = Lot(trial="gift", seed=3, held_out=0.5)
    assert [(row["customer_id"], row["arm"]) for row in rows] == [
        (f"C{n}", lot.arm(f"C{n}")) for n in range(40)
    ]
    controls = sum(row["arm"] == "control" for row in rows)
    assert f"{controls} of 40 customers" in said
    assert {(row["trial"], row["seed"], row["held_out"], row["assigned_on"]) for row in rows} == {
        ("gift", "3", "0.5", "2026-05-01")
    }


def test_records_of_one_person_share_a_lot(drawn):
    rows, _ = drawn("customer_id,lot_key\nA,p1\nB,p1\nC,\n")
    assert rows[0]["arm"] == rows[1]["arm"]
    assert [row["lot_key"] for row in rows] == ["p1", "p1", "C"]


def test_a_russian_file_of_orders_will_do(drawn):
    rows, said = drawn(
        "Контрагент;Дата;Сумма\nИванов;01.02.2026;100\nИванов;05.02.2026;90\nЛебедь;02.02.2026;5\n"
    )
    assert [row["customer_id"] for row in rows] == ["Иванов", "Лебедь"]
    assert "Контрагент" in said


@pytest.mark.parametrize(
    ("text", "arguments", "sentence"),
    [
        ("customer_id\nA\n", ("--held-out", "1"), "--held-out 1.0: name the share"),
        ("customer_id\nA\n", ("--trial", " "), "--trial is empty"),
        ("customer_id,lot_key\nA,p\nB,q\nA,q\n", (), "row 4 gives customer A another lot key (q)"),
        ("customer_id\n", (), "there is a header but no rows below it"),
        ("colour,size\nred,4\n", (), "customers.csv: "),
    ],
)  # fmt: skip
def test_wrong_input_gets_one_sentence_and_writes_nothing(tmp_path, run, text, arguments, sentence):
    given, out = tmp_path / "customers.csv", tmp_path / "arms.csv"
    given.write_text(text, encoding="utf-8")
    code, _, err = run(
        "trial", "draw", given, "--trial", "gift", "--held-out", "0.5", "--out", out, *arguments
    )
    assert code == 2
    assert sentence in err
    assert not out.exists()
