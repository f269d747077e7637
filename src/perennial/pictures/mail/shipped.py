"""The words that are shipped: kind and short, with a reason that customers may read, never a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["LANGUAGES", "PLAYS", "ShippedWords", "shipped_words"]

LANGUAGES = ("en", "ru")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedWords:
    """The words of one play by one channel in one language; a short message has no subject."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Play:
    """A play in one language: the subject, what is said in the mail, and the same in one breath."""

    subject: str
    body: str
    short: str


#: The offer and its code stand on lines of their own: where there is none, the line is left out.
_AROUND: Mapping[str, str] = {
    "en": (
        "Hello, {{name}}!\n\n{body}\n\nFor you: {{offer}}\nYour code: {{code}}\n\n"
        "Just reply to this e-mail if you have a question.\n\n{{seller}}\n{{business}}"
    ),
    "ru": (
        "Здравствуйте, {{name}}!\n\n{body}\n\nДля вас: {{offer}}\nВаш код: {{code}}\n\n"
        "Если есть вопрос, просто ответьте на это письмо.\n\n{{seller}}\n{{business}}"
    ),
}
_SHORT: Mapping[str, str] = {
    "en": "{{name}}, hello! It is {{business}}.\n{body}\nFor you: {{offer}}\nYour code: {{code}}",
    "ru": "{{name}}, здравствуйте! Это {{business}}.\n{body}\nДля вас: {{offer}}\nВаш код: {{code}}",
}

_ENGLISH: Mapping[str, _Play] = {
    "greet": _Play(
        subject="You have a person of your own at {business}",
        body="Thank you for choosing us. From now on I look after your orders: write or call me directly.",
        short="Thank you for choosing us. From now on you have a person of your own here: just write.",
    ),
    "second": _Play(
        subject="How did you like your first order?",
        body="You ordered from us on {last_order}. Is everything as it should be? "
        "If you would like the same again, one word from you is enough.",
        short="You ordered from us on {last_order}. Would you like the same again? Just write.",
    ),
    "remind": _Play(
        subject="Time to order again?",
        body="Your last order was on {last_order}. If your stock is running low, we will gladly put the same "
        "together for you again.",
        short="Your last order was on {last_order}. Shall we put the same together again?",
    ),
    "offer": _Play(
        subject="Something for you from {business}",
        body="We have not heard from you since {last_order}, and would be glad to see you again.",
        short="We have not heard from you since {last_order}. We would be glad to see you again.",
    ),
    "window": _Play(
        subject="How are things?",
        body="You have been with us for some time now, and we would like to ask: does everything suit you? "
        "What should we do better?",
        short="You have been with us for some time now. Does everything suit you?",
    ),
    "thank": _Play(
        subject="Thank you for staying with us",
        body="You buy from us again and again, and we do not take that for granted. Thank you!",
        short="You buy from us again and again. Thank you!",
    ),
    "repair": _Play(
        subject="We want to put this right",
        body="We made a mistake, and we are sorry. Tell us whether everything is right now; if not, we will "
        "see to it.",
        short="We made a mistake, and we are sorry. Is everything right now? Just write.",
    ),
    "return": _Play(
        subject="We would be glad to see you again",
        body="It has been a while since your last order on {last_order}. If something was not right, tell "
        "us: we want to do better.",
        short="It has been a while since {last_order}. We would be glad to see you again.",
    ),
    "renew": _Play(
        subject="Shall we go on together?",
        body="What you paid for comes to its end soon. If you would like to go on, one word is enough: we "
        "will prepare everything.",
        short="What you paid for comes to its end soon. Shall we go on? Just write.",
    ),
}
_RUSSIAN: Mapping[str, _Play] = {
    "greet": _Play(
        subject="{business}: теперь у вас есть свой человек",
        body="Спасибо, что выбрали нас. Теперь вашими заказами занимаюсь я: пишите и звоните мне напрямую.",
        short="Спасибо, что выбрали нас. Теперь у вас есть здесь свой человек: просто напишите.",
    ),
    "second": _Play(
        subject="Понравился ли вам первый заказ?",
        body="Вы заказывали у нас {last_order}. Всё ли в порядке? Если хотите повторить, "
        "достаточно одного слова.",
        short="Вы заказывали у нас {last_order}. Хотите повторить? Просто напишите.",
    ),
    "remind": _Play(
        subject="Пора повторить заказ?",
        body="Последний раз вы заказывали {last_order}. Если запас подходит к концу, с удовольствием соберём "
        "для вас то же самое.",
        short="Последний раз вы заказывали {last_order}. Собрать то же самое?",
    ),
    "offer": _Play(
        subject="{business}: у нас кое-что для вас",
        body="Мы не виделись с {last_order} и будем рады видеть вас снова.",
        short="Мы не виделись с {last_order} и будем рады видеть вас снова.",
    ),
    "window": _Play(
        subject="Как у вас дела?",
        body="Вы с нами уже некоторое время, и мы хотим спросить: всё ли вас устраивает? "
        "Что нам сделать лучше?",
        short="Вы с нами уже некоторое время. Всё ли вас устраивает?",
    ),
    "thank": _Play(
        subject="Спасибо, что остаётесь с нами",
        body="Вы покупаете у нас снова и снова, и мы это ценим. Спасибо!",
        short="Вы покупаете у нас снова и снова. Спасибо!",
    ),
    "repair": _Play(
        subject="Хотим всё исправить",
        body="Мы ошиблись и просим прощения. Напишите, всё ли теперь в порядке; если нет, мы этим займёмся.",
        short="Мы ошиблись и просим прощения. Всё ли теперь в порядке? Просто напишите.",
    ),
    "return": _Play(
        subject="Будем рады видеть вас снова",
        body="С вашего последнего заказа {last_order} прошло немало времени. Если что-то было не так, "
        "скажите: мы хотим работать лучше.",
        short="С {last_order} прошло немало времени. Будем рады видеть вас снова.",
    ),
    "renew": _Play(
        subject="Продолжим?",
        body="Оплаченное скоро заканчивается. Если хотите продолжить, достаточно одного слова: "
        "всё подготовим.",
        short="Оплаченное скоро заканчивается. Продолжим? Просто напишите.",
    ),
}
_WORDS: Mapping[str, Mapping[str, _Play]] = {"en": _ENGLISH, "ru": _RUSSIAN}

#: Plays in which customers may be written to.
PLAYS = tuple(_ENGLISH)


def shipped_words(play: str, channel: str, language: str) -> ShippedWords:
    """Give the shipped words of a play; unknown languages get English, unknown plays a reminder."""
    language = language if language in _WORDS else "en"
    said = _WORDS[language].get(play) or _WORDS[language]["remind"]
    if channel == "mail":
        return ShippedWords(subject=said.subject, text=_AROUND[language].format(body=said.body))
    return ShippedWords(subject="", text=_SHORT[language].format(body=said.short))
