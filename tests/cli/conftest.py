import csv

import pytest
from cdnow import cdnow_rows

from perennial.cli.main import main


@pytest.fixture(scope="session")
def few_cdnow(tmp_path_factory):
    """Every fifth customer of the CDNOW log: 472 real customers in a file."""
    path = tmp_path_factory.mktemp("logs") / "cdnow.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "ordered_at", "amount"])
        writer.writerows(row for row in cdnow_rows() if int(row[0]) % 5 == 0)
    return path


@pytest.fixture
def run(capsys):
    """Run the command line in this process; give exit code, standard output and standard error."""

    def run_it(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_it
