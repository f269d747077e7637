import pytest

from perennial.cli.settings_file import with_settings_file
from perennial.core.errors import UserError


def test_settings_come_before_the_command_line_which_wins(tmp_path):
    path = tmp_path / "shop.toml"
    path.write_text('seed = 7\nkeep_zero = true\nquiet = false\n[map]\ncustomer_id = "Buyer"\n')
    given = ["report", "orders.csv", "--config", str(path), "--seed", "9"]
    assert with_settings_file(given) == [
        "report",
        "--seed=7",
        "--keep-zero",
        "--map=customer_id=Buyer",
        "orders.csv",
        "--config",
        str(path),
        "--seed",
        "9",
    ]


def test_wrong_settings_are_refused_with_a_sentence(tmp_path):
    path = tmp_path / "shop.toml"
    path.write_text("seed = ")
    with pytest.raises(UserError, match="not a TOML settings file"):
        with_settings_file(["report", f"--config={path}"])


def test_list_is_the_option_repeated(tmp_path):
    path = tmp_path / "shop.toml"
    path.write_text('keep_customer = ["Anna", "Boris"]')
    given = with_settings_file(["report", f"--config={path}"])
    assert given[1:3] == ["--keep-customer=Anna", "--keep-customer=Boris"]


def test_missing_settings_file_is_named():
    with pytest.raises(UserError, match=r"nowhere\.toml: the settings file cannot be read"):
        with_settings_file(["report", "--config", "nowhere.toml"])
