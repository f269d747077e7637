"""Every label of the pages has a Russian translation that fits it, and no translation is idle."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import perennial

SOURCE = Path(perennial.__file__).parent
ROOMS = (SOURCE / "records", SOURCE / "web", SOURCE / "settings.py")
LOCALE = SOURCE / "web" / "locale"
FORMS = 3  # one, few, many: as Russian counts
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def python_files():
    for room in ROOMS:
        yield from [room] if room.is_file() else room.rglob("*.py")


def labels():
    """Give what is to be translated: (context, text or singular) -> (plural or None, where)."""
    found = {}
    for path in python_files():
        found |= dict(labels_of(path.read_text("utf-8"), path))
    for path in (SOURCE / "web" / "templates").rglob("*.*"):
        found |= dict(labels_of(templatize(path.read_text("utf-8"), origin=str(path)), path))
    return found


def labels_of(source, path):
    for line, text, _, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        where = f"{path.relative_to(SOURCE)}:{line}"
        single, plural = text if isinstance(text, tuple) else (text, None)
        if single:
            yield (context, single), (plural, where)


def translations():
    """Give every entry of every area: (context, text) -> entry, and those that two areas word differently."""
    entries, differing = {}, []
    for path in sorted(LOCALE.glob("*.ru.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="ru"):
                if not entry.id:
                    continue
                text = entry.id[0] if isinstance(entry.id, tuple) else entry.id
                known = entries.setdefault((entry.context, text), entry)
                if known.string != entry.string:
                    differing.append(f"{path.name}: {text}: {known.string} / {entry.string}")
    return entries, differing


@pytest.fixture(scope="module")
def wanted():
    return labels()


@pytest.fixture(scope="module")
def given():
    return translations()[0]


def placeholders(text):
    return set(re.findall(r"%\((\w+)\)[a-z]|\{(\w*)", text))


def test_every_label_has_a_russian_translation(wanted, given):
    missing = [f"{where}: {key}" for key, (_, where) in sorted(wanted.items(), key=str) if key not in given]
    assert not missing, "\n".join(missing)


def test_no_translated_label_is_idle(wanted, given):
    idle = sorted(set(given) - set(wanted), key=str)
    assert not idle, "\n".join(map(str, idle))


def test_no_two_areas_translate_a_label_in_different_words():
    differing = translations()[1]
    assert not differing, "\n".join(differing)


def test_no_translated_label_is_fuzzy_or_empty(given):
    spoiled = [key for key, entry in given.items() if entry.fuzzy or not all(forms(entry))]
    assert not spoiled


def test_counted_labels_have_all_russian_forms(wanted, given):
    for key, (plural, where) in wanted.items():
        if plural and key in given:
            assert given[key].id == (key[1], plural), where
            assert len(forms(given[key])) == FORMS, where


def test_translated_labels_name_the_same_facts(given):
    for key, entry in given.items():
        texts = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        allowed = set().union(*(placeholders(text) for text in texts))
        for form in forms(entry):
            assert placeholders(form) == allowed, key


def forms(entry):
    return entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
