import pytest

from perennial.ingest.statuses import classify_status, classify_statuses, says_unpaid

CASES = {
    "order": """
        paid | Paid | PENDING | authorized | partially_paid | partially_refunded |
        partiallyRefunded | wc-processing | wc-on-hold | wc-completed | Completed | complete |
        Succeeded | sale | done | Sales Order | shipped | Delivered | fulfilled | unfulfilled |
        Closed | WON | NEW | EXECUTING | PREPAYMENT_INVOICE | FINAL_INVOICE | Not cancelled |
        Return requested | Оплачен | оплачено | Не оплачен | Новый | Новая | В обработке |
        В работе | Выполнен | Выполнено | Завершён | Доставлен | Отгружен | Успешно реализовано
        | Сделка успешна | Проведён | Закрыт | Ожидает оплаты | К выполнению / в резерве |
        Частичный возврат | Частично возвращён | Не отменён | Принят | Подтверждён |
        Передан в доставку | Предзаказ принят""",
    "cancelled": """
        cancelled | Canceled | CANCEL | cancel-other | wc-cancelled | wc-failed | wc-trash |
        voided | expired | Failed | Declined | abandoned | LOSE | APOLOGY | no-call |
        no-product | already-buyed | prices-did-not-suit | Отменён | отменен | Отмена |
        Аннулирован | Сделка провалена | Закрыто и не реализовано | Отказ | Отказ клиента |
        Недозвон | Не выкуплен | Помечен на удаление | Анализ причины провала | Дубль""",
    "test": """
        test | TEST | Test order | тест | Тестовый | тестовый заказ""",
    "draft": """
        draft | checkout-draft | wc-checkout-draft | Quotation | Quotation Sent |
        requires_payment_method | Черновик | Корзина | Не проведён | Неразобранное |
        Первичный контакт | Переговоры | Принимают решение""",
    "refunded": """
        refunded | wc-refunded | Refund | returned | Return | chargeback | Возврат | возвращён
        | Деньги возвращены | Сторно""",
    "unknown": """
        sunny | 42 | Иван | A""",
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, " ".join(text.split())) for kind, texts in CASES.items() for text in texts.split("|")],
)
def test_status_of_a_known_export_is_understood(kind, text):
    assert classify_status(text) == kind


def test_each_status_is_classified_once():
    assert classify_statuses(["paid", "Отменён"]) == {"paid": "order", "Отменён": "cancelled"}


@pytest.mark.parametrize(
    ("text", "wholly", "unpaid"),
    [
        ("pending", True, True),
        ("wc-pending", False, True),
        ("Unpaid", False, True),
        ("awaiting_payment", True, True),
        ("Не оплачен", False, True),
        ("неоплачено", True, True),
        ("Ожидает оплаты", False, True),
        ("partially_paid", True, True),
        ("partially_paid", False, False),
        ("Частично оплачен", True, True),
        ("Внесена предоплата", True, True),
        ("Внесена предоплата", False, False),
        ("paid", True, False),
        ("Оплачен", True, False),
        ("pending fulfillment", True, False),
        ("ожидает отгрузки", True, False),
        ("partially_refunded", True, False),
        ("", True, False),
    ],
)
def test_a_status_says_whether_the_money_is_still_to_come(text, wholly, unpaid):
    assert says_unpaid(text, wholly=wholly) == unpaid
