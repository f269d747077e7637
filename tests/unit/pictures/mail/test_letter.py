"""Words to a customer: filled, left out where nothing is known, and written so that nothing is run."""

import pytest

from perennial.core.errors import UserError
from perennial.pictures.mail.fill import PLACEHOLDERS, check_words, fill_line, fill_words
from perennial.pictures.mail.letter import write_letter
from perennial.pictures.mail.shipped import LANGUAGES, PLAYS, shipped_words

FACTS = {"name": "Ann", "business": "Nord", "last_order": "3 March 2026", "code": "", "offer": " "}
#: Words of forecasts and of our own plans, which customers never read.
OURS = ("leav", "forecast", "risk", "уход", "прогноз", "угроз", "напомн")


def test_line_that_names_something_unknown_is_left_out():
    text = "Hello, {name}!\n\nFor you: {offer}\nYour code: {code}\nOf {product}\n\nYours\n{business}"
    assert fill_words(text, FACTS) == "Hello, Ann!\n\nYours\nNord"


def test_line_of_its_own_falls_back():
    assert fill_line("For {name} from {business}", FACTS, "Nord") == "For Ann from Nord"
    assert fill_line("Your {product}", FACTS, "Nord") == "Nord"


def test_what_is_filled_in_is_not_filled_again():
    assert fill_words("{name}", {"name": "{code}"}) == "{code}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nam}", "{nam} is no placeholder"),
        ("{name", "stands alone"),
        ("name}", "stands alone"),
        ("{}", "{}"),
    ],
)
def test_placeholders_that_are_wrong_are_named(text, said):
    with pytest.raises(UserError, match=said.replace("{", r"\{")) as raised:
        check_words(text)
    assert "{name}" in str(raised.value)


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_words_are_whole_short_and_tell_no_forecast(play, language):
    facts = dict.fromkeys(PLACEHOLDERS, "X")
    for channel in ("mail", "message"):
        said = shipped_words(play, channel, language)
        check_words(said.subject + said.text)
        filled = fill_words(said.text, facts)
        assert "{" not in filled
        assert not [word for word in OURS if word in (said.subject + said.text).casefold()]
        assert len(filled) < (700 if channel == "mail" else 260)
        assert bool(said.subject) is (channel == "mail")


def test_unknown_languages_and_plays_have_words_too():
    assert shipped_words("chore", "mail", "de") == shipped_words("remind", "mail", "en")


def test_letter_is_the_same_said_twice_and_nothing_in_it_is_run():
    text = "Hello <b>Ann</b>\n\nLook: https://nord.example/a?x=1&y=2.\nBye & thanks"
    letter = write_letter("<Offer>", text, "en")
    assert letter.text == text + "\n"
    assert "Hello &lt;b&gt;Ann&lt;/b&gt;</p>" in letter.inner
    assert '<a href="https://nord.example/a?x=1&amp;y=2" style="color:inherit">' in letter.inner
    assert "</a>.<br>Bye &amp; thanks</p>" in letter.inner
    assert "<title>&lt;Offer&gt;</title>" in letter.html
    assert str(letter.inner) in letter.html
    assert "color-scheme" in letter.html
    assert "<table" not in letter.html


def test_link_cannot_close_its_own_attribute():
    letter = write_letter("", 'https://nord.example/" onclick="x', "en")
    assert 'href="https://nord.example/"' in letter.inner
    assert "onclick=&#34;x" in letter.inner
