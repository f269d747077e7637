"""The words of touches, English and Russian, in the few that the plan knows."""

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["channel_word", "direction_word", "outcome_word", "play_word"]

#: Words by what they mean; the first that is found decides: "не дозвонился" goes before "дозвонился".
_DIRECTIONS: Final[Mapping[str, str]] = {
    "in": r"in|incoming|inbound|received|missed|вх|входящ\w*|пропущен\w*|от клиента|клиент",
    "out": r"out|outgoing|outbound|исх|исходящ\w*|к клиенту|мы|seller|продавец",
}
_OUTCOMES: Final[Mapping[str, str]] = {
    "wrong_number": r"wrong|invalid|incorrect|не тот|неверн\w*|неправильн\w*|ошиб\w*|не существует",
    "no_answer": (
        r"no.?answer|not? (?:reach|answer|connect)\w*|unanswered|missed|busy|voice ?mail|unavailable|"
        r"left (?:a )?(?:message|note)|cancelled|canceled|failed|нет ответа|недозвон\w*|недоступ\w*|занят\w*|"
        r"не (?:ответил|дозвон|взял|бер[её]т|отвеча|доступ|состоял|связал|выполн)\w*|"
        r"пропущен\w*|автоответчик|сброс\w*"
    ),
    "left": r"has left|customer left|churned|lost|gone|уш[её]л|ушла|ушли|больше не|[ук] конкурент\w*",
    "refused": (
        r"refus\w*|declin\w*|(?:not|no) interest\w*|rejected|no order|not (?:now|buying)|отказ\w*|без заказа|"
        r"не (?:интерес|нуж|купи|закаж|заказал|буд|хоч|готов|актуальн)\w*|неинтерес\w*|неактуальн\w*"
    ),
    "ordered": (
        r"order\w*|sold|sale|purchas\w*|bought|won|заказал\w*|заказ|купил\w*|продаж\w*|оформил\w*|оплатил\w*"
    ),
    "promised": (
        r"promis\w*|call ?back|later|will \w+|postponed|follow.?up|interested|обещ\w*|перезвон\w*|позже|"
        r"думает|подума\w*|перен[её]с\w*|купит|закажет|интересн\w*|заинтересован\w*"
    ),
    "reached": (
        r"reach\w*|answer\w*|отвечен\w*|connected|completed?|done|talked|spoke|success\w*|ok|held|дозвон\w*|ответил\w*|"
        r"разговор\w*|поговорил\w*|успеш\w*|состоял\w*|выполнен\w*|заверш\w*|принят\w*|связал\w*|проведен\w*"
    ),
    "none": r"none|no outcome|sent|delivered|нет|без результата|отправлен\w*|доставлен\w*",
}
_CHANNELS: Final[Mapping[str, str]] = {
    "meeting": r"meeting|demo|appointment|встреч\w*|переговор\w*",
    "visit": r"visit\w*|выезд\w*|визит\w*|в офисе|в магазине",
    "mail": r"e ?mail|mail|letter|письм\w*|почт\w*",
    "message": (
        r"messages?|sms|chat|text|whats ?app|viber|telegram|messenger|смс|сообщени\w*|чат|мессенджер\w*|"
        r"ват?сап\w*|вайбер|телеграм\w*"
    ),
    # A list of calls may say only which way they went.
    "call": (
        r"call\w*|phone|tel|звон\w*|телефон\w*|входящ\w*|исходящ\w*|пропущен\w*|incoming|outgoing|"
        r"inbound|outbound|missed"
    ),
}
_PLAYS: Final[Mapping[str, str]] = {
    "greet": r"greet\w*|welcome|intro\w*|знаком\w*|приветств\w*",
    "second": r"second\w*|втор\w*",
    "remind": r"remind\w*|напомин\w*|напомн\w*",
    "offer": r"offer\w*|gift\w*|discount\w*|предлож\w*|подар\w*|скидк\w*|акци\w*",
    "window": r"window|окно",
    "thank": r"thank\w*|благодар\w*|спасибо|поздрав\w*",
    "repair": (
        r"repair|put right|complain\w*|apolog\w*|жалоб\w*|извин\w*|претензи\w*|исправ\w*|рекламаци\w*"
    ),
    "return": r"return|win ?back|reactivat\w*|возврат\w*|верн\w*|реактивац\w*",
    "renew": r"renew\w*|prolong\w*|продл\w*",
    "first": r"first\w*|cold\w*|перв\w*|холодн\w*|прозвон",
    "chore": r"chores?|report\w*|admin\w*|paperwork|internal|отч[её]т\w*|рутин\w*|документ\w*|внутренн\w*",
}
#: A word that is denied does not count: "не состоялся" is no talk.
_NOT_DENIED: Final = r"(?<!\w)(?<!не )(?<!not )(?<!no )"


def direction_word(cell: str) -> str | None:
    """Say who began: ``out`` (we) or ``in`` (the customer); None where the cell does not tell."""
    return _meaning(cell, _DIRECTIONS)


def outcome_word(cell: str) -> str | None:
    """Say what a touch came to, in the words of the glossary; None where the cell does not tell."""
    return _meaning(cell, _OUTCOMES)


def channel_word(cell: str) -> str | None:
    """Say the way a touch went: call, message, visit, mail or meeting; None where the cell does not tell."""
    return _meaning(cell, _CHANNELS)


def play_word(cell: str) -> str | None:
    """Say which play a touch was; None where the cell does not tell."""
    return _meaning(cell, _PLAYS)


def _meaning(cell: str, patterns: Mapping[str, str]) -> str | None:
    word = cell.strip().casefold()
    if word in patterns:
        return word
    bare = " ".join(re.sub(r"[\W_]+", " ", word).split())
    found = (name for name, words in patterns.items() if re.search(rf"{_NOT_DENIED}(?:{words})(?!\w)", bare))
    return next(found, None)
