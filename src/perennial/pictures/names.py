"""What codes are called on pages: stages, plays, columns, models, reasons for leaving an order out."""

from collections.abc import Mapping

__all__ = [
    "COLUMN_NAMES",
    "LEFT_OUT_NAMES",
    "MODEL_NAMES",
    "PLAY_NAMES",
    "STAGE_GROUPS",
    "STAGE_NAMES",
    "Names",
    "called",
]

#: From a code to (English, Russian).
Names = Mapping[str, tuple[str, str]]


def called(names: Names, code: str, language: str) -> str:
    """Give the name of a code in a language; the code itself where it has none."""
    english, russian = names.get(code, (code, code))
    return russian if language == "ru" else english


STAGE_NAMES: Names = {
    "new": ("new", "новый"),
    "one_time": ("one-time", "разовый"),
    "repeat": ("repeat", "повторный"),
    "regular": ("regular", "постоянный"),
    "leaving": ("leaving", "уходит"),
    "left": ("left", "ушёл"),
    "returned": ("returned", "снова с нами"),
}

#: The customers of a stage together.
STAGE_GROUPS: Names = {
    "new": ("new", "новые"),
    "one_time": ("one-time", "разовые"),
    "repeat": ("repeat", "повторные"),
    "regular": ("regular", "постоянные"),
    "leaving": ("leaving", "уходят"),
    "left": ("left", "ушли"),
    "returned": ("returned", "снова с нами"),
}

PLAY_NAMES: Names = {
    "greet": ("Greet", "Знакомство"),
    "second": ("Second purchase", "Вторая покупка"),
    "remind": ("Remind", "Напомнить"),
    "offer": ("Make an offer", "Предложение"),
    "window": ("One more touch", "Ещё одно касание"),
    "thank": ("Thank", "Поблагодарить"),
    "repair": ("Make good", "Исправить ошибку"),
    "return": ("Win back", "Вернуть"),
    "renew": ("Renew", "Продлить"),
}

COLUMN_NAMES: Names = {
    "customer_id": ("customer", "клиент"),
    "ordered_at": ("order date", "дата заказа"),
    "amount": ("amount", "сумма"),
    "order_id": ("order number", "номер заказа"),
    "currency": ("currency", "валюта"),
    "status": ("status", "статус"),
    "product": ("product", "товар"),
    "category": ("category", "категория"),
    "channel": ("channel", "канал"),
    "source": ("source", "источник"),
    "region": ("region", "регион"),
    "seller": ("seller", "продавец"),
    "refund_of": ("refund of", "возврат по заказу"),
    "contract_id": ("contract", "договор"),
    "initiated_by": ("who started it", "кто начал"),
}

LEFT_OUT_NAMES: Names = {
    "cancelled": ("cancelled", "отменённые"),
    "test": ("test orders", "тестовые"),
    "draft": ("drafts", "черновики"),
    "zero_amount": ("with a zero amount", "с нулевой суммой"),
    "refunded": ("refunded in full", "возвращённые полностью"),
    "bucket": ("of one catch-all customer", "на общего «розничного» клиента"),
    "duplicate": ("repeated rows", "повторы строк"),
    "instalment": ("instalments of one contract", "платежи по одному договору"),
    "after_as_of": ("after the end of observation", "после даты отчёта"),
}

MODEL_NAMES: Names = {
    "auto": ("the forecast used here", "прогноз этого отчёта"),
    "mbg-cnbd-k": ("leaves after a purchase (MBG/CNBD-k)", "уход после покупки (MBG/CNBD-k)"),
    "tenure": ("leaves with time (tenure hazard)", "уход со временем (по стажу)"),
    "mbg-nbd": (
        "leaves after a purchase, random gaps (MBG/NBD)",
        "уход после покупки, случайные интервалы (MBG/NBD)",
    ),
    "trees": ("trees on recent purchases", "деревья по последним покупкам"),
    "mean-rate": ("everyone's mean rate", "средняя частота всех"),
    "own-rate": ("the customer's own rate", "собственная частота клиента"),
    "last-plus-mean-gap": ("last gap plus own mean gap", "последняя покупка плюс свой средний интервал"),
}
