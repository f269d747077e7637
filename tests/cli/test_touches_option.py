"""Touches beside the orders: what follows them is told, and a file that cannot be used is refused."""

import csv
import json

import numpy as np
import pytest

from perennial.cli.main import main
from perennial.core.days import iso_of
from perennial.simulate.touched import touched_business


def write(path, header, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Orders of 600 customers who buy nearly twice as often after a touch, and the touches."""
    folder = tmp_path_factory.mktemp("shop")
    made = touched_business(600, effect=1.9, rng=np.random.default_rng(2))
    orders = zip(made.log.customer.tolist(), map(iso_of, made.log.day.tolist()), strict=True)
    touches = zip(made.touches.customer.tolist(), map(iso_of, made.touches.day.tolist()), strict=True)
    return (
        write(folder / "orders.csv", ["Клиент", "Дата"], [(f"k{who}", day) for who, day in orders]),
        write(
            folder / "touches.csv",
            ["Клиент", "Дата звонка", "Направление"],
            [
                *((f"k{who}", day, "исходящий") for who, day in touches),
                *((f"k{who}", "2024-05-05", "входящий") for who in range(600)),
                ("never bought", "2024-05-05", "исходящий"),
            ],
        ),
    )


@pytest.fixture(scope="module")
def written(shop, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports") / "out"
    orders, touches = map(str, shop)
    assert (
        main(["report", orders, "--touches", touches, "--out", str(folder), "--lang", "ru", "--quiet"]) == 0
    )
    return folder


def test_summary_tells_what_follows_a_touch(written, shop):
    found = json.loads((written / "summary.json").read_text(encoding="utf-8"))["after_touch"]
    assert 1.2 < found["rate"]["low"] < found["rate"]["value"] < 2.2
    assert found["staying_away"]["low"] < 1
    assert found["days"] == 28
    # What customers began does not count.
    assert found["touches"] <= len(shop[1].read_text(encoding="utf-8").splitlines()) - 602


def test_page_tells_it_and_whom_it_does_not_know(written):
    page = (written / "report.html").read_text(encoding="utf-8")
    assert "после касания клиенты покупают на" in page
    assert "это покажет только эксперимент" in page
    assert "Касаний клиентов без заказов:" in page


def test_without_touches_nothing_is_said_of_them(shop, tmp_path):
    out = tmp_path / "out"
    assert main(["report", str(shop[0]), "--out", str(out), "--quiet"]) == 0
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["after_touch"] is None
    assert "after a touch" not in (out / "report.html").read_text(encoding="utf-8")


def test_forecast_takes_touches(shop, tmp_path, capsys):
    out = tmp_path / "forecast.csv"
    command = ["forecast", str(shop[0]), "--horizon", "28", "--out", str(out), "--lang", "en"]
    assert main([*command, "--touches", str(shop[1])]) == 0
    assert "1 touch of" in capsys.readouterr().err
    assert len(out.read_text(encoding="utf-8").splitlines()) == 601


def test_a_model_that_was_named_knows_no_touches(shop, tmp_path, capsys):
    out = tmp_path / "forecast.csv"
    command = ["forecast", str(shop[0]), "--horizon", "28", "--out", str(out), "--model", "tenure"]
    assert main([*command, "--touches", str(shop[1])]) == 2
    assert "leave out --touches" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("k1", "2024-05-05", "входящий")], "в нём нет касаний, начатых вами"),
        ([("k1", "вчера", "исходящий")], "touches.csv"),
        ([], "touches.csv"),
    ],
)
def test_a_file_without_touches_is_refused_in_one_sentence(shop, tmp_path, capsys, rows, said):
    touches = write(tmp_path / "touches.csv", ["Клиент", "Дата звонка", "Направление"], rows)
    out = tmp_path / "out"
    command = [
        "report",
        str(shop[0]),
        "--touches",
        str(touches),
        "--out",
        str(out),
        "--lang",
        "ru",
        "--quiet",
    ]
    assert main(command) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1
    assert not out.exists()


def test_columns_of_touches_may_be_named(shop, tmp_path):
    rows = [("k1", f"2024-05-{day:02d}", f"2024-05-{day:02d}", "out") for day in range(1, 20)]
    touches = write(tmp_path / "touches.csv", ["Клиент", "x1", "x2", "x3"], rows)
    out = tmp_path / "forecast.csv"
    command = ["forecast", str(shop[0]), "--horizon", "28", "--out", str(out), "--touches", str(touches)]
    assert main([*command, "--quiet"]) == 2
    assert main([*command, "--quiet", "--map", "happened_at=x2", "--map", "direction=x3"]) == 0


def test_a_column_of_touches_is_refused_without_them(shop, tmp_path, capsys):
    command = ["forecast", str(shop[0]), "--horizon", "28", "--out", str(tmp_path / "forecast.csv")]
    assert main([*command, "--map", "happened_at=Дата"]) == 2
    assert "happened_at" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(shop, tmp_path, capsys):
    command = [
        "report",
        str(shop[0]),
        "--touches",
        str(tmp_path / "none.csv"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert main([*command, "--quiet"]) == 2
    assert "none.csv" in capsys.readouterr().err
