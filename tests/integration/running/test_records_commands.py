from datetime import date, timedelta

import pytest


@pytest.fixture
def orders(tmp_path):
    """Sixty customers who buy every ten days or so, for half a year."""
    file, first = tmp_path / "orders.csv", date(2026, 1, 1)
    rows = [
        f"c{buyer},{first + timedelta(days=buyer % 10 + 10 * visit)},{100 + buyer}"
        for buyer in range(60)
        for visit in range(3 + buyer % 12)
    ]
    file.write_text("customer_id,ordered_at,amount\n" + "\n".join(rows) + "\n")
    return file, len(rows)


def test_orders_are_imported_forecast_and_planned_from_the_command_line(machine, orders):
    file, rows = orders
    refused = machine.command("plan")
    assert (refused.returncode, refused.stdout) == (2, "")
    imported = machine.command("import", file, "--kind", "orders")
    assert imported.returncode == 0, imported.stderr
    assert imported.stdout.strip() == f"{rows} made, 0 changed, 0 as before, 0 rejected"
    refreshed = machine.command("refresh", "--lang", "ru")
    assert (refreshed.returncode, refreshed.stdout) == (0, "Прогнозы посчитаны.\n"), refreshed.stderr
    planned = machine.command("plan", "--week-of", "2026-07-01")
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.startswith("Planned: ")


def test_file_that_is_not_there_is_one_sentence(machine):
    done = machine.command("import", "/nowhere/orders.csv", "--kind", "orders")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "perennial: /nowhere/orders.csv: there is no such file\n"
