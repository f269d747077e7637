import subprocess
import sys

import pytest


@pytest.mark.parametrize("command", [[], ["report"], ["forecast"]])
def test_help_teaches_by_example(run, command):
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "perennial report" in out or "perennial forecast" in out


def test_help_speaks_russian(run):
    code, out, _ = run("report", "--help", "--lang", "ru")
    assert code == 0
    assert "журнал заказов" in out


def test_module_starts_and_names_its_version():
    done = subprocess.run(
        [sys.executable, "-m", "perennial", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("perennial ")


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom perennial.cli.main import build_parser\nbuild_parser().format_help()\n"
        "heavy = {'numpy', 'scipy', 'duckdb', 'babel', 'jinja2'} & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
