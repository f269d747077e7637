"""Which licence each package has that the product runs with, by what the packages say of themselves.

    python tools/licences.py

prints them; a licence that would bind those who run or change the product (GPL, AGPL, SSPL) is an error, and
so is a package that names none.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires

from packaging.requirements import Requirement

__all__ = ["binding", "runtime_licences"]

_PRODUCT = "perennial-crm"
#: Extras of ours that run in somebody's business; the others are for developers.
_EXTRAS = ("postgresql", "spark")
_BINDING = re.compile(r"\b(?:A?GPL|GNU (?:affero )?general public|affero|SSPL)", re.IGNORECASE)
#: Of packages whose licence lies only in a file of theirs, read by a person.
_READ: dict[str, str] = {"quickjs-ng": "MIT"}


def runtime_licences() -> dict[str, str]:
    """Give the licence of each package of the run-time tree that is here, "" where none is named."""
    names = sorted(set(_tree(_PRODUCT, _EXTRAS, set())))
    return {name: _READ.get(name) or _licence(name) for name in names}


def binding(licence: str) -> bool:
    """Say whether a licence reaches beyond the package itself; one of several to choose from must not."""
    choices = re.split(r"\bOR\b|;", licence)
    return all(_BINDING.search(choice) for choice in choices)


def _tree(name: str, extras: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    for text in requires(name) or ():
        need = Requirement(text)
        wanted = [*extras, ""]
        if need.marker is not None and not any(need.marker.evaluate({"extra": extra}) for extra in wanted):
            continue
        key = re.sub(r"[-_.]+", "-", need.name).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            metadata(key)
        except PackageNotFoundError:  # of an extra that is not installed here
            continue
        yield key
        yield from _tree(key, tuple(need.extras), seen)


def _licence(name: str) -> str:
    said = metadata(name).json
    classes = [each.rpartition(" :: ")[2] for each in said.get("classifier", []) if "License ::" in each]
    named = str(said.get("license_expression") or "; ".join(classes) or said.get("license") or "").strip()
    return named.splitlines()[0][:80] if named else ""


def main() -> None:
    """Print the licences, the bad ones last."""
    licences = runtime_licences()
    bad = [name for name, licence in licences.items() if not licence or binding(licence)]
    print(*(f"{name}: {licence}" for name, licence in licences.items()), sep="\n")
    print(f"{len(licences)} packages; unknown or binding: {', '.join(bad) or 'none'}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
