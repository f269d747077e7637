"""Counted nouns: "1 day, 2 days", «1 день, 2 дня, 5 дней», in the cases that sentences need."""

from decimal import Decimal

from babel import Locale

__all__ = ["NOUNS", "counted_noun"]

#: Forms by language and kind, in the order of `_FORMS`. A kind ends in ``_of`` for the genitive
#: («без 2 дней») and in ``_to`` for the dative («2 клиентам»); English has one form for all.
NOUNS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "days": ("day", "days"),
        "weeks": ("week", "weeks"),
        "months": ("month", "months"),
        "years": ("year", "years"),
        "customers": ("customer", "customers"),
        "purchases": ("purchase", "purchases"),
        "orders": ("order", "orders"),
        "rows": ("row", "rows"),
        "times": ("time", "times"),
        "touches": ("touch", "touches"),
        "columns": ("column", "columns"),
        "refunds": ("refund", "refunds"),
        "gaps": ("usual gap", "usual gaps"),
        "leads": ("lead", "leads"),
        "pay_lines": ("line", "lines"),
        "disputes": ("dispute", "disputes"),
        "sellers_to": ("seller", "sellers"),
        "hours": ("hour", "hours"),
        "minutes": ("minute", "minutes"),
        "cases": ("case", "cases"),
        "steps": ("step", "steps"),
        "messages": ("message", "messages"),
        "consents": ("consent", "consents"),
        "trials": ("trial", "trials"),
        "ordinary_days": ("ordinary day", "ordinary days"),
        "ordinary_months": ("ordinary month", "ordinary months"),
    },
    "ru": {
        "days": ("день", "дня", "дней", "дня"),
        "days_of": ("дня", "дней", "дней", "дня"),
        "weeks": ("неделя", "недели", "недель", "недели"),
        "weeks_of": ("недели", "недель", "недель", "недели"),
        "months": ("месяц", "месяца", "месяцев", "месяца"),
        "months_of": ("месяца", "месяцев", "месяцев", "месяца"),
        "years": ("год", "года", "лет", "года"),
        "years_of": ("года", "лет", "лет", "года"),
        "customers": ("клиент", "клиента", "клиентов", "клиента"),
        "customers_of": ("клиента", "клиентов", "клиентов", "клиента"),
        "customers_to": ("клиенту", "клиентам", "клиентам", "клиента"),
        "purchases": ("покупка", "покупки", "покупок", "покупки"),
        "purchases_of": ("покупки", "покупок", "покупок", "покупки"),
        "orders": ("заказ", "заказа", "заказов", "заказа"),
        "orders_of": ("заказа", "заказов", "заказов", "заказа"),
        "rows": ("строка", "строки", "строк", "строки"),
        "rows_of": ("строки", "строк", "строк", "строки"),
        "times": ("раз", "раза", "раз", "раза"),
        "times_of": ("раза", "раз", "раз", "раза"),
        "touches": ("касание", "касания", "касаний", "касания"),
        "touches_of": ("касания", "касаний", "касаний", "касания"),
        "columns": ("столбец", "столбца", "столбцов", "столбца"),
        "columns_of": ("столбца", "столбцов", "столбцов", "столбца"),
        "refunds": ("возврат", "возврата", "возвратов", "возврата"),
        "refunds_of": ("возврата", "возвратов", "возвратов", "возврата"),
        "gaps": ("обычный интервал", "обычных интервала", "обычных интервалов", "обычного интервала"),
        "hours": ("час", "часа", "часов", "часа"),
        "minutes": ("минута", "минуты", "минут", "минуты"),
        "cases": ("клиент", "клиента", "клиентов", "клиента"),
        "steps": ("шаг", "шага", "шагов", "шага"),
        "steps_in": ("шаге", "шагах", "шагах", "шага"),
        "gaps_of": ("обычного интервала", "обычных интервалов", "обычных интервалов", "обычного интервала"),
        "leads": ("лид", "лида", "лидов", "лида"),
        "pay_lines": ("начисление", "начисления", "начислений", "начисления"),
        "disputes": ("спор", "спора", "споров", "спора"),
        "sellers_to": ("продавцу", "продавцам", "продавцам", "продавцам"),
        "messages": ("сообщение", "сообщения", "сообщений", "сообщения"),
        "consents": ("согласие", "согласия", "согласий", "согласия"),
        "leads_of": ("лида", "лидов", "лидов", "лида"),
        "trials": ("эксперимент", "эксперимента", "экспериментов", "эксперимента"),
        "ordinary_days": ("обычный день", "обычных дня", "обычных дней", "обычного дня"),
        "ordinary_months": ("обычный месяц", "обычных месяца", "обычных месяцев", "обычного месяца"),
    },
}

_FORMS = {"en": ("one", "other"), "ru": ("one", "few", "many", "other")}


def counted_noun(locale: Locale, kind: str, shown: Decimal) -> str | None:
    """Give the noun that stands after a number as it is shown; None where the kind names no noun."""
    nouns = NOUNS[locale.language]
    forms = nouns.get(kind) or nouns.get(kind.removesuffix("_of").removesuffix("_to"))
    if forms is None:
        return None
    return forms[_FORMS[locale.language].index(locale.plural_form(abs(shown)))]
