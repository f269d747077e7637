"""What the status of an order means, in English and in Russian, whatever program exported it."""

import re
from collections.abc import Iterable
from typing import Literal

__all__ = ["StatusKind", "classify_status", "classify_statuses", "says_unpaid"]

StatusKind = Literal["order", "cancelled", "test", "draft", "refunded", "unknown"]

#: Patterns of whole words, tried in this order on the text as `_words` writes it; the first found decides.
_RULES: tuple[tuple[StatusKind, tuple[str, ...]], ...] = (
    ("test", (r"test(ing)?", r"demo", r"тест(ов\w*)?", r"демо")),
    # A refund of a part, one that was only asked for, and a cancellation that was not: an order stands.
    ("order", (r"partial\w*", r"partly", r"частичн\w*")),
    ("order", (r"(return|refund|возврат\w*) (\w+ )?(request\w*|pending|declined|запрошен\w*|отклонен\w*)",)),
    ("order", (r"(запрошен\w*|ожида\w+|request\w*|pending) (\w+ )?(возврат\w*|return|refund)",)),
    ("order", (r"(not|non|не|без) (cancel\w*|refund\w*|отмен\w*|возвр\w*|отказ\w*|аннулир\w*)",)),
    ("cancelled", (r"cancel\w*", r"void\w*", r"fail(ed|ure)?", r"declin\w*", r"reject\w*", r"abandon\w*")),
    (
        "cancelled",
        (r"expired", r"trash", r"deleted", r"spam", r"fraud\w*", r"duplicate", r"blocked", r"junk"),
    ),
    (
        "cancelled",
        (r"lost", r"lose", r"apology", r"no (call|product)", r"already buyed", r"\w+ did not suit"),
    ),
    ("cancelled", (r"отмен\w*", r"аннулир\w*", r"провал\w*", r"отказ\w*", r"отклонен\w*", r"недозвон\w*")),
    ("cancelled", (r"дубл\w*", r"удален\w*", r"спам", r"помечен\w* на удаление")),
    ("cancelled", (r"не (реализован|состоял|выкуп|удал|принят|подтвержден)\w*",)),
    ("draft", (r"draft\w*", r"quote", r"quotation\w*", r"estimate", r"pro ?forma", r"cart", r"basket")),
    ("draft", (r"incomplete", r"requires \w+( \w+)?", r"чернов\w*", r"корзин\w*", r"не проведен\w*")),
    ("draft", (r"неразобранн\w*", r"первичный контакт", r"переговоры", r"принимают решение")),
    ("draft", (r"согласование договора", r"коммерческое предложение")),
    ("refunded", (r"refund(s|ed)?", r"return(s|ed)?", r"charge ?back", r"charged back", r"revers(ed|al)")),
    ("refunded", (r"credit ?note", r"возврат\w*", r"возвращ\w*", r"сторно\w*", r"сторнирован\w*")),
    (
        "order",
        (r"orders?", r"sales?", r"purchase", r"invoice\w*", r"(un)?paid", r"pay\w*", r"prepa\w*", r"new"),
    ),
    ("order", (r"pending", r"process\w*", r"complet\w*", r"deliver\w*", r"ship\w*", r"dispatch\w*", r"won")),
    (
        "order",
        (r"(un)?fulfil\w*", r"closed", r"done", r"open", r"active", r"confirm\w*", r"accept\w*", r"ok"),
    ),
    ("order", (r"approv\w*", r"succe\w*", r"authori[sz]\w*", r"captur\w*", r"(on )?hold", r"receiv\w*")),
    (
        "order",
        (r"ready", r"assembl\w*", r"transit", r"settled", r"placed", r"booked", r"posted", r"executing"),
    ),
    ("order", (r"availability", r"preparation", r"final", r"client confirmed", r"offer analog")),
    ("order", (r"заказ\w*", r"продаж\w*", r"покупк\w*", r"(не)?оплач\w*", r"(пред)?оплат\w*", r"реализ\w*")),
    ("order", (r"выполн\w*", r"заверш\w*", r"достав\w*", r"отгру\w*", r"отправл\w*", r"получен\w*", r"пути")),
    ("order", (r"нов(ый|ая|ое|ые)", r"принят\w*", r"подтвержд\w*", r"обработ\w*", r"работе", r"сборк\w*")),
    ("order", (r"собран\w*", r"готов\w*", r"успеш\w*", r"закрыт\w*", r"проведен\w*", r"согласован\w*")),
    ("order", (r"выдан\w*", r"вручен\w*", r"резерв\w*", r"обеспечен\w*", r"исполн\w*", r"комплект\w*")),
    ("order", (r"ожида\w*", r"выкуплен\w*", r"подготовк\w*", r"счет", r"выставлен\w*")),
)
#: Words of a status by which the money, or a part of it, has still to come.
_UNPAID = re.compile(
    r"^pending$|\bunpaid\b|\bnot paid\b|\b(pending|awaiting|waiting for) payment\b|"
    r"\bне ?оплач\w*|\b(ожида\w*|ждет|без) оплат\w*"
)
_PARTLY = re.compile(r"\bpart(ial(ly)?|ly)? paid\b|\bчастично оплач\w*|\b(предоплат\w*|аванс\w*)")
_PATTERNS = [(kind, re.compile(rf"\b({'|'.join(words)})\b")) for kind, words in _RULES]


def classify_status(text: str) -> StatusKind:
    """Say what a status means.

    Parameters
    ----------
    text
        The cell, in any case, with or without a prefix such as ``wc-``.

    Returns
    -------
    StatusKind
        ``unknown`` where nothing tells; such orders count.
    """
    words = _words(text)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), "unknown")


def says_unpaid(text: str, *, wholly: bool) -> bool:
    """Say whether a status tells that an order is not paid yet.

    Parameters
    ----------
    text
        The cell.
    wholly
        Whether it must be paid whole: an order that is paid in part then is not.
    """
    words = _words(text)
    return bool(_UNPAID.search(words) or (wholly and _PARTLY.search(words)))


def classify_statuses(texts: Iterable[str]) -> dict[str, StatusKind]:
    """Say what each of the different statuses of a log means."""
    return {text: classify_status(text) for text in texts}


def _words(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # partiallyRefunded
    plain = re.sub(r"[^\w]|_", " ", spaced.casefold().replace("ё", "е"))
    return re.sub(r"^wc ", "", " ".join(plain.split()))
