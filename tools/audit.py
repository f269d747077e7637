"""Looks for known vulnerabilities of the packages the product runs with; says so where it cannot look.

    python tools/audit.py

asks the public databases through pip-audit. First it asks about a release of Jinja2 that is known to be
vulnerable: where that is not found, the databases cannot be reached and nothing is said of our packages.
"""

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from licences import runtime_licences

__all__ = ["audit"]

_KNOWN: Final = "jinja2==2.4.1"
_SOURCES: Final = ("pypi", "osv")
_SECONDS: Final = 300


def main() -> None:
    """Print what is known of each package; 1 where something is, 2 where nothing could be asked."""
    source = next((source for source in _SOURCES if _vulnerable(audit([_KNOWN], source))), None)
    if source is None:
        print(
            "The databases of vulnerabilities cannot be reached from here; nothing was checked. "
            "Run this where the network allows it.",
            file=sys.stderr,
        )
        sys.exit(2)
    wanted = [f"{name}=={version(name)}" for name in runtime_licences()]
    found = audit(wanted, source)
    skipped = [each["name"] for each in found if "skip_reason" in each]
    bad = _vulnerable(found)
    for each in bad:
        print(f"{each['name']} {each['version']}: {', '.join(one['id'] for one in each['vulns'])}")
    print(f"{len(found) - len(skipped)} packages checked against {source}, {len(bad)} with vulnerabilities")
    if skipped:
        print(f"not checked: {', '.join(skipped)}")
    sys.exit(1 if bad or skipped else 0)


def audit(wanted: list[str], source: str) -> list[dict[str, Any]]:
    """Give what a database says of releases, as pip-audit writes it; nothing where it does not answer."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        command = [
            sys.executable, "-m", "pip_audit", "--requirement", str(listed), "--no-deps", "--disable-pip",
            "--vulnerability-service", source, "--format", "json", "--progress-spinner", "off",
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return []
    try:
        dependencies: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return dependencies


def _vulnerable(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in found if each.get("vulns")]


if __name__ == "__main__":
    main()
