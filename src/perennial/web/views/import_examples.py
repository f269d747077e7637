"""Example files to begin with, one a kind of file, in English and in Russian."""
# ruff: noqa: E501 - a row of an example is easier to read as one line

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from perennial.web.access import needs

__all__ = ["example"]

_EXAMPLES = {
    ("orders", "en"): (
        ("Order number", "Date", "Customer", "Phone", "Product", "Amount", "Seller", "Payment date", "Delivery date"),
        ("1001", "2026-03-02", "Nord Café", "+49 30 901820", "Coffee beans", "340.00", "Anna Berg", "2026-03-03", "2026-03-06"),
        ("1002", "2026-03-05", "Linden Bakery", "+49 30 901821", "Coffee beans", "125.50", "Anna Berg", "2026-03-05", "2026-03-09"),
        ("1003", "2026-04-01", "Nord Café", "+49 30 901820", "Cups", "80.00", "Anna Berg", "2026-04-02", ""),
    ),
    ("orders", "ru"): (
        ("Номер заказа", "Дата", "Клиент", "Телефон", "Товар", "Сумма", "Продавец", "Дата оплаты", "Дата отгрузки"),
        ("1001", "02.03.2026", "Кафе «Норд»", "+7 912 345-67-89", "Кофе в зёрнах", "34000,00", "Анна Берг", "03.03.2026",
         "06.03.2026"),
        ("1002", "05.03.2026", "Пекарня «Липа»", "8 (912) 345-67-80", "Кофе в зёрнах", "12550,50", "Анна Берг",
         "05.03.2026", "09.03.2026"),
        ("1003", "01.04.2026", "Кафе «Норд»", "+7 912 345-67-89", "Стаканы", "8000,00", "Анна Берг", "02.04.2026", ""),
    ),
    ("customers", "en"): (
        ("Customer ID", "Name", "Tax ID", "Phone", "E-mail", "Owner", "Source", "Paid until"),
        ("C1", "Nord Café", "DE136695976", "+49 30 901820", "hello@nord.example", "Anna Berg", "fair", "2026-12-31"),
        ("C2", "Linden Bakery", "", "+49 30 901821", "", "Anna Berg", "site", ""),
    ),
    ("customers", "ru"): (
        ("Код клиента", "Наименование", "ИНН", "Телефон", "E-mail", "Ответственный", "Источник", "Оплачено до"),
        ("К1", "Кафе «Норд»", "7707083893", "+7 912 345-67-89", "hello@nord.example", "Анна Берг", "выставка",
         "31.12.2026"),
        ("К2", "Пекарня «Липа»", "", "8 (912) 345-67-80", "", "Анна Берг", "сайт", ""),
    ),
    ("leads", "en"): (
        ("Lead ID", "Name", "Phone", "E-mail", "Source", "Product", "Step", "Created", "Owner"),
        ("L1", "Hotel Ufer", "+49 30 901822", "", "fair", "Coffee beans", "first call", "2026-04-02", "Ivan Orlov"),
    ),
    ("leads", "ru"): (
        ("Номер лида", "Имя", "Телефон", "E-mail", "Источник", "Товар", "Этап", "Дата создания", "Ответственный"),
        ("Л1", "Отель «Берег»", "+7 912 345-67-81", "", "выставка", "Кофе в зёрнах", "первый звонок",
         "02.04.2026", "Иван Орлов"),
    ),
    ("touches", "en"): (
        ("Customer ID", "Call date", "Direction", "Duration", "Seller", "Result"),
        ("+49 30 901820", "2026-04-03 10:15", "outgoing", "3:25", "Anna Berg", "will order on Monday, promised"),
    ),
    ("touches", "ru"): (
        ("Клиент", "Дата звонка", "Направление", "Длительность", "Менеджер", "Итог"),
        ("+7 912 345-67-89", "03.04.2026 10:15", "исходящий", "3:25", "Анна Берг", "обещал заказать"),
    ),
}  # fmt: skip


@needs("import")
@require_safe
def example(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the example of a kind in the language that is on."""
    del request
    language = (translation.get_language() or "en").split("-")[0]
    rows = _EXAMPLES.get((kind, language)) or _EXAMPLES.get((kind, "en"))
    if rows is None:
        raise Http404
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";" if language == "ru" else ",").writerows(rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{language}.csv"'
    return response
