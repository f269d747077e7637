"""What a line of pay says, in English and Russian.

Facts and plans are written as in the table of what is paid; "H 2" is the second line of H.
"""

import pytest
from pay_words import facts_of, plans_of

from perennial.pay.lines.reckoning import lines_of
from perennial.pictures.words import Words

TABLE = """
| case | what happens | plan | line | English | Russian |
|---|---|---|---|---|---|
| first purchase | A 1 Mar 1000 by H | shipped | H 1 | 10% of €1,000 paid on 1 March: the customer's first purchase. Order A, plan 1. | 10% от 1 000 ₽, оплачено 1 марта: первая покупка клиента. Заказ A, схема 1. |
| later purchase, money to the hundredth | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Apr 500.50 by F | shipped | F 1 | 5% of €500.50 paid on 1 April: purchase 2 of a customer you look after. Order B, plan 1. | 5% от 500,50 ₽, оплачено 1 апреля: 2-я покупка клиента, которого вы ведёте. Заказ B, схема 1. |
| protected period | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Apr 500.50 by F | shipped | H 2 | 2% of €500.50 paid on 1 April: purchase 2 of a customer you handed over, within the protected period until 31 May. Order B, plan 1. | 2% от 500,50 ₽, оплачено 1 апреля: 2-я покупка клиента, которого вы передали, в период закрепления (до 31 мая). Заказ B, схема 1. |
| transfer bonus | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Apr 500.50 by F; C 1 May 400 by F | shipped | H 3 | Transfer bonus: purchase 3 of the customer you handed over on 2 March came 30 days after the one before, in the 60 days allowed. Order C, plan 1. | Премия за передачу: клиент, которого вы передали 2 марта, сделал 3-ю покупку через 30 дней после предыдущей при сроке 60 дней. Заказ C, схема 1. |
| transfer bonus from the hand-off | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Apr 500.50 by F; C 15 Apr 400 by F | bonus 500 from handoff | H 3 | Transfer bonus: purchase 3 of the customer you handed over on 2 March came 44 days after that, in the 60 days allowed. Order C, plan 1. | Премия за передачу: клиент, которого вы передали 2 марта, сделал 3-ю покупку через 44 дня после передачи при сроке 60 дней. Заказ C, схема 1. |
| transfer bonus taken back | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Apr 500.50 by F; C 1 May 400 by F; refund C 3 Jun 400 | shipped | H 4 | The transfer bonus is taken back: nothing is left of the order since the refund of 3 June. Order C, plan 1. | Премия за передачу удержана: 3 июня заказ возвращён целиком. Заказ C, схема 1. |
| returned | A 1 Jan 2025 1000 by H; B 1 Mar 1000 by G | shipped | G 1 | 10% of €1,000 paid on 1 March: you brought the customer back after 424 days without an order. Order B, plan 1. | 10% от 1 000 ₽, оплачено 1 марта: вы вернули клиента, который не заказывал 424 дня. Заказ B, схема 1. |
| refund | A 1 Mar 1000 by H; refund A 7 Apr 300 | shipped | H 2 | Refund of €300 on 7 April: 10% of it is taken back, as paid for March 2026. Order A, plan 1. | Возврат 300 ₽, 7 апреля: с него удержано 10%, как было начислено за март 2026. Заказ A, схема 1. |
| above a threshold | A 1 Mar 1000 by H | threshold hunter 400 x1.25 | H 2 | 12.5% of €600 paid on 1 March: the customer's first purchase; above €400 in March 2026. Order A, plan 1. | 12,5% от 600 ₽, оплачено 1 марта: первая покупка клиента; сверх 400 ₽ за март 2026. Заказ A, схема 1. |
| shared | A 1 Mar 1000 by H; share A H 60% G 40% | shipped | G 1 | 10% of €400 paid on 1 March: the customer's first purchase; your share of the order is 40%. Order A, plan 1. | 10% от 400 ₽, оплачено 1 марта: первая покупка клиента; ваша доля заказа 40%. Заказ A, схема 1. |
| away | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr cover G | shipped | F 1 | 5% of €250 paid on 10 April: purchase 2 of a customer you look after; you were away: 50% of the order goes to G, who stood in. Order B, plan 1. | 5% от 250 ₽, оплачено 10 апреля: 2-я покупка клиента, которого вы ведёте; вас не было: 50% заказа получает тот, кто вас замещал (G). Заказ B, схема 1. |
| stood in | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr cover G | shipped | G 1 | 5% of €250 paid on 10 April: purchase 2 of a customer you look after; you stood in for F: 50% of the order is yours. Order B, plan 1. | 5% от 250 ₽, оплачено 10 апреля: 2-я покупка клиента, которого вы ведёте; вы замещали отсутствующего (F): ваша доля заказа 50%. Заказ B, схема 1. |
| successor | A 1 Mar 1000 by H unpaid; left H 3 Mar successor G; pay A 9 Mar 1000 | after leaving successor | G 1 | 10% of €1,000 paid on 9 March: the customer's first purchase; in place of H, who has left. Order A, plan 1. | 10% от 1 000 ₽, оплачено 9 марта: первая покупка клиента; вместо того, кто больше не работает (H). Заказ A, схема 1. |
| margin | A 1 Mar 1000 (margin 300) by H | pays hunter 1 7.25% of margin; usual margin 20% | H 1 | 7.25% of a margin of €300, 1 March: the customer's first purchase. Order A, plan 1. | 7,25% от маржи 300 ₽, 1 марта: первая покупка клиента. Заказ A, схема 1. |
| on orders | A 1 Mar 1000 by H | earned when ordered | H 1 | 10% of €1,000 ordered on 1 March: the customer's first purchase. Order A, plan 1. | 10% от 1 000 ₽, заказано 1 марта: первая покупка клиента. Заказ A, схема 1. |
| who sold | A 1 Mar 1000 by H | pays seller 1+ 7% | H 1 | 7% of €1,000 paid on 1 March: purchase 1 of the customer, sold by you. Order A, plan 1. | 7% от 1 000 ₽, оплачено 1 марта: 1-я покупка клиента, продали вы. Заказ A, схема 1. |
| won long ago | hunter H; owner 1 Jan F; A 1 Jan 1000 by H; B 1 Mar 500 by F | pays hunter 1+ 1% | H 2 | 1% of €500 paid on 1 March: purchase 2 of a customer you won. Order B, plan 1. | 1% от 500 ₽, оплачено 1 марта: 2-я покупка клиента, которого вы привели. Заказ B, схема 1. |
| cap | A 1 Mar 1000 by H | cap 70 | H 2 | The plan pays at most €70 a month: this is what March 2026 had above it. Plan 1. | Схема 1 платит не больше 70 ₽ в месяц: это то, что вышло за март 2026 сверх того. |
| refund of a capped month | A 1 Mar 1000 by H; refund A 7 Apr 1000 | cap 70 | H 4 | Part of what refunds take back of March 2026 lay above the cap of €70 and was never paid: it is given back. Plan 1. | Часть того, что удержано по возвратам из начислений за март 2026, была сверх предела 70 ₽ и не выплачивалась: она возвращается. Схема 1. |
| decision | A 1 Mar 1000 by H; decide 5 Apr G 40 about A | shipped | G 1 | Decided on 5 April about order A: agreed with both | Решение от 5 апреля по заказу A: agreed with both |
"""  # noqa: E501 - a table is read across

ROWS = [[cell.strip() for cell in row.strip("|").split("|")] for row in TABLE.strip().splitlines()[2:]]
SPOKEN = {"en": Words("en", "EUR", year=2026), "ru": Words("ru", "RUB", year=2026)}


@pytest.mark.parametrize(
    ("happens", "plan", "line", "english", "russian"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
)
def test_every_line_explains_itself(happens, plan, line, english, russian):
    seller, place = line.split()
    lines = [each for each in lines_of(plans_of(plan), facts_of(happens)) if each.seller == seller]
    reason = lines[int(place) - 1].reason
    assert {language: _plain(words.say(reason)) for language, words in SPOKEN.items()} == {
        "en": english,
        "ru": russian,
    }


def _plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
