import pytest

from perennial.ingest.cleaning import CleaningRules
from perennial.ingest.options import ReadingOptions
from perennial.ingest.questions import answered
from perennial.store.duckdb.opening import open_log
from perennial.store.reading.payment_question import payment_question


def log(header, *rows):
    return "\n".join([header, *rows]) + "\n"


def instalments(header, sums=(100, 100, 100)):
    return log(
        header,
        *(
            f"C{customer},2024-0{month}-10,{amount},K{customer}"
            for customer in range(1, 6)
            for month, amount in enumerate(sums, start=1)
        ),
        "C9,2024-03-01,40,K9",
    )


PAYMENTS = instalments("Клиент,Дата,Сумма платежа,Номер заказа")
FRAMES = instalments("Клиент,Дата,Сумма,Договор", sums=(10, 25, 70))


def counted(raw):
    opened = open_log(raw.connection, rows=raw.rows, rejected=raw.rejected, rules=CleaningRules())
    with_orders = opened.facts.counted
    opened.close()
    return with_orders


def test_payments_of_one_order_raise_the_question(read):
    question = payment_question(read(PAYMENTS), ReadingOptions())
    assert question.key == "payments"
    assert question.suggested == "payments"
    assert [choice.key for choice in question.choices] == ["payments", "orders"]
    assert str(question.text) == (
        "Is a row an order or a payment? Of 6 values in column Номер заказа, 5 have rows on several days."
    )


@pytest.mark.parametrize(("content", "suggested"), [(PAYMENTS, "payments"), (FRAMES, "orders")])
def test_answer_decides_how_rows_are_counted_and_is_not_asked_again(read, content, suggested):
    asked = payment_question(read(content), ReadingOptions())
    assert asked.suggested == suggested
    orders = {}
    for choice in asked.choices:
        options = answered(ReadingOptions(), choice)
        raw = read(content, map=options.map, left_out=options.left_out)
        assert payment_question(raw, options) is None
        orders[choice.key] = counted(raw)
    assert orders == {"payments": 6, "orders": 16}


def test_equal_sums_under_one_contract_look_like_payments(read):
    question = payment_question(read(instalments("Клиент,Дата,Сумма,Договор")), ReadingOptions())
    assert question.suggested == "payments"


@pytest.mark.parametrize(
    "content",
    [
        log("customer,date,amount,order id", *(f"C{at},2024-01-0{at},5,{at}" for at in range(1, 8))),
        log(
            "customer,date,amount,order id",
            *(f"C{at // 2},2024-01-0{at // 2 + 1},5,{at // 2}" for at in range(8)),
        ),
        log("customer,date,amount", *(f"C1,2024-0{month}-01,5" for month in range(1, 8))),
        log(
            "customer,date,amount,order id,payment method",
            *(f"C{at},2024-01-0{at},5,{at},card" for at in range(1, 8)),
            "C1,2024-01-05,5,1,card",
        ),
    ],
    ids=["one row an order", "several lines on one day", "no number", "one split delivery"],
)
def test_usual_orders_raise_no_question(read, content):
    assert payment_question(read(content), ReadingOptions()) is None


def test_refund_on_a_later_day_raises_no_question(read):
    rows = [f"C{at},2024-01-0{at},5,{at}" for at in range(1, 5)]
    refunds = [f"C{at},2024-02-0{at},-5,{at}" for at in range(1, 5)]
    raw = read(log("customer,date,amount,order id", *rows, *refunds))
    assert payment_question(raw, ReadingOptions()) is None
