from perennial.core.errors import UserError
from perennial.core.message import Message


def test_message_reads_as_plain_english_whatever_the_kinds():
    message = Message("{share:percent} return within {wait:days}", {"share": 0.5, "wait": 27})
    assert str(message) == "0.5 return within 27"


def test_user_error_keeps_its_template_for_translation():
    error = UserError("{file}: no rows", file="a.csv")
    assert str(error) == "a.csv: no rows"
    assert error.message.text == "{file}: no rows"
    assert error.exit_code == 2
