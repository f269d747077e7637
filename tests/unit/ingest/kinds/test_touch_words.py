import pytest

from perennial.ingest.kinds.touch_words import channel_word, direction_word, outcome_word, play_word

DIRECTIONS = {
    "in": "in | Incoming | inbound | Входящий | входящий звонок | вх. | Пропущенный | missed",
    "out": "out | Outgoing | OUTBOUND | Исходящий | исходящий звонок | исх. | Исходящая",
}
OUTCOMES = {
    "no_answer": "no_answer | No answer | не дозвонился | Недозвон | не ответил | занято | не берёт трубку | "
    "Left a message | left voicemail | busy | missed | Не состоялся | сброс",
    "wrong_number": "wrong_number | Wrong number | неверный номер | Номер не существует",
    "ordered": "ordered | Order placed | заказал | Купил | оформил заказ | won | продажа",
    "promised": "promised | call back | Перезвонить | думает | обещал купить | interested",
    "refused": "refused | Отказ | не интересно | not interested | не купил | no order | без заказа",
    "left": "left | has left | ушёл к конкурентам | churned",
    "reached": "reached | Отвечен | Дозвонился | answered | разговор состоялся | Completed | успешно",
    "none": "none | нет | sent | Отправлено",
}
CHANNELS = {
    "call": "call | Phone call | Звонок | исходящий звонок | телефон | Входящий | missed",
    "message": "message | SMS | WhatsApp | сообщение | Вайбер | чат",
    "visit": "visit | визит | выезд к клиенту",
    "mail": "mail | Входящее письмо | E-mail | email | письмо | почта",
    "meeting": "meeting | Встреча | переговоры | demo",
}
PLAYS = {
    "greet": "greet | Знакомство | welcome call",
    "second": "second | вторая покупка",
    "remind": "remind | напоминание | Напомнить о заказе",
    "offer": "offer | предложение | подарок | скидка",
    "thank": "thank | благодарность",
    "repair": "repair | Жалоба | извиниться",
    "return": "return | возврат клиента | win-back",
    "renew": "renew | Продление",
    "first": "first | холодный звонок | первая продажа",
    "chore": "chore | отчёт | paperwork",
    "window": "window",
}


def table(words):
    return [(text.strip(), meaning) for meaning, texts in words.items() for text in texts.split("|")]


@pytest.mark.parametrize(("written", "meaning"), table(DIRECTIONS))
def test_direction_says_who_began(written, meaning):
    assert direction_word(written) == meaning


@pytest.mark.parametrize(("written", "meaning"), table(OUTCOMES))
def test_outcome_is_one_of_the_glossary(written, meaning):
    assert outcome_word(written) == meaning


@pytest.mark.parametrize(("written", "meaning"), table(CHANNELS))
def test_channel_is_one_of_the_glossary(written, meaning):
    assert channel_word(written) == meaning


@pytest.mark.parametrize(("written", "meaning"), table(PLAYS))
def test_play_is_one_of_the_glossary(written, meaning):
    assert play_word(written) == meaning


@pytest.mark.parametrize("read", [direction_word, outcome_word, channel_word, play_word])
@pytest.mark.parametrize("written", ["", "?", "абракадабра", "xyz"])
def test_unknown_word_means_nothing(read, written):
    assert read(written) is None


def test_denied_word_does_not_count():
    assert outcome_word("разговор не состоялся, не ответил") == "no_answer"
    assert outcome_word("не оплатил") is None
