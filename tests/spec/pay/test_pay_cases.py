"""What each seller is paid, worked out by hand.

The plan is the shipped one where nothing else is said: of a customer's first purchase the hunter has 10%,
of later ones the farmer 5%; of the second, within the protected period, the hunter 2% besides; the transfer
bonus is 1000; a customer is back after 365 days. H is a hunter, F a farmer, G another seller. "A 1 Mar 1000
by H" is order A of 1000 on 1 March 2026 with H as its seller, paid on that day unless it says otherwise. Pay
is given line by line: who, in which month, how much.
"""

import pytest
from pay_words import facts_of, plans_of, rows_of, told

from perennial.pay.lines.reckoning import lines_of

TABLE = """
| case | what happens | plan | pay | by hand |
|---|---|---|---|---|
| first purchase | A 1 Mar 1000 by H | shipped | H Mar 100.00 | 10% of 1000 |
| later purchase, never handed over: the owner has it | owner 1 Mar H; A 1 Mar 1000 by H; B 1 Apr 500 by H | shipped | H Mar 100.00; H Apr 25.00 | 5% of 500 |
| hand-off, inside the protected period | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 10 Apr 500 by F | shipped | H Mar 100.00; F Apr 25.00; H Apr 10.00 | 5% and 2% of 500 |
| on the last protected day | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 31 May 500 by F | shipped | H Mar 100.00; F May 25.00; H May 10.00 | 5% and 2% of 500 |
| hand-off, outside the protected period | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Jun 500 by F | shipped | H Mar 100.00; F Jun 25.00 | 5% of 500 |
| second purchase on the day of the hand-off | A 1 Mar 1000 by H; handoff 5 Mar H to F until 31 May gap 30; B 5 Mar 500 by H | shipped | H Mar 100.00; F Mar 25.00; H Mar 10.00 | the farmer owns them from that day |
| customer given back to the hunter | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; owner 1 Apr H; B 10 Apr 500 by H | shipped | H Mar 100.00; H Apr 25.00 | 5% as owner, nothing besides |
| two orders of the first day are one purchase | A 1 Mar 1000 by H; B 1 Mar 200 by H | shipped | H Mar 100.00; H Mar 20.00 | 10% of each |
| another seller wrote the order | owner 1 Mar F; A 1 Mar 1000 by H; B 1 Apr 500 by G | shipped | H Mar 100.00; F Apr 25.00 | the owner has the 5% |
| the hunter is named, another wrote the first order | hunter H; A 1 Mar 1000 by G | shipped | H Mar 100.00 | who won the customer has the 10% |
| plan that pays who sold | owner 1 Mar F; A 1 Mar 1000 by H; B 1 Apr 500 by G | pays seller 1+ 7% | H Mar 70.00; G Apr 35.00 | 7% of 1000, 7% of 500 |
| transfer bonus in time | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May gap 30; B 1 Apr 500 by F; C 1 May 400 by F | shipped | H Mar 100.00; F Apr 25.00; H Apr 10.00; F May 20.00; H May 1000.00 | 30 days, 2 x 30 allowed |
| transfer bonus on the last day allowed | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; C 31 May 400 by F | shipped | H Mar 100.00; F Apr 25.00; F May 20.00; H May 1000.00 | 60 days, 60 allowed |
| third purchase too late | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; C 1 Jun 400 by F | shipped | H Mar 100.00; F Apr 25.00; F Jun 20.00 | 61 days, 60 allowed |
| transfer bonus counted from the hand-off | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; C 2 May 400 by F | bonus 1000 from handoff | H Mar 100.00; F Apr 25.00; F May 20.00 | 61 days after 2 Mar, 60 allowed |
| usual gap not known: no bonus | A 1 Mar 1000 by H; handoff 2 Mar H to F; B 1 Apr 500 by F; C 1 May 400 by F | shipped | H Mar 100.00; F Apr 25.00; F May 20.00 | 5% of 500 and of 400 |
| never handed over: no bonus | owner 1 Mar H; A 1 Mar 1000 by H; B 1 Apr 500 by H; C 1 May 400 by H | shipped | H Mar 100.00; H Apr 25.00; H May 20.00 | 5% of 500 and of 400 |
| refund in the same month | A 1 Mar 1000 by H; refund A 20 Mar 300 | shipped | H Mar 100.00; H Mar -30.00 | 10% of 1000, 10% of 300 back |
| refund in a later month | A 1 Mar 1000 by H; refund A 7 Apr 300 | shipped | H Mar 100.00; H Apr -30.00 | 10% of 300 back in April |
| refund in full, in two months | A 1 Mar 1000 by H; refund A 20 Mar 300; refund A 7 Apr 700 | shipped | H Mar 100.00; H Mar -30.00; H Apr -70.00 | nothing is left |
| refund of more than was paid | A 1 Mar 1000 by H unpaid; pay A 5 Mar 400; refund A 20 Mar 600 | shipped | H Mar 40.00; H Mar -40.00 | 10% of 400, all of it back |
| refund at the rate of its time | A 10 Mar 1000 by H; refund A 20 Apr 500 | shipped; from 1 Apr: pays hunter 1 20%, farmer 2+ 5% | H Mar 100.00; H Apr -50.00 | 10% of 500, not 20% |
| first order refunded before the next: that is the first again | A 1 Mar 1000 by H; refund A 10 Mar 1000; B 1 Apr 500 by H | shipped | H Mar 100.00; H Mar -100.00; H Apr 50.00 | 10% of 500 |
| first order refunded after the next: that stays the second | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May; B 10 Apr 500 by F; refund A 20 Apr 1000 | shipped | H Mar 100.00; F Apr 25.00; H Apr 10.00; H Apr -100.00 | 5% and 2% of 500 |
| third purchase refunded in full: the bonus goes back | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; C 1 May 400 by F; refund C 3 Jun 400 | shipped | H Mar 100.00; F Apr 25.00; F May 20.00; H May 1000.00; F Jun -20.00; H Jun -1000.00 | 5% of 400 and the bonus back |
| third purchase refunded in part: the bonus stays | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; C 1 May 400 by F; refund C 3 Jun 100 | shipped | H Mar 100.00; F Apr 25.00; F May 20.00; H May 1000.00; F Jun -5.00 | 5% of 100 back |
| bonus kept by another order of that day | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; C 1 May 400 by F; D 1 May 200 by F; refund C 3 Jun 400 | shipped | H Mar 100.00; F Apr 25.00; F May 20.00; F May 10.00; H May 1000.00; F Jun -20.00; H Jun -1000.00; H Jun 1000.00 | the purchase stands by order D |
| percentages by product | A 1 Mar 900 course + 100 book by H | pays hunter 1 10%, hunter 1 2% for book | H Mar 90.00; H Mar 2.00 | 10% of 900, 2% of 100 |
| refund of one product at its rate | A 1 Mar 900 course + 100 book by H; refund A 7 Apr 100 book | pays hunter 1 10%, hunter 1 2% for book | H Mar 90.00; H Mar 2.00; H Apr -2.00 | 2% of 100 back |
| refund of no product in particular | A 1 Mar 900 course + 100 book by H; refund A 7 Apr 500 | pays hunter 1 10%, hunter 1 2% for book | H Mar 90.00; H Mar 2.00; H Apr -45.00; H Apr -1.00 | 10% of 450 and 2% of 50 back |
| percentage of the margin | A 1 Mar 1000 (margin 300) by H; B 1 Mar 1000 of d by H | pays hunter 1 20% of margin; usual margin 25% | H Mar 60.00; H Mar 50.00 | 20% of 300; 20% of 25% of 1000 |
| sold at a loss | A 1 Mar 1000 (margin -50) by H | pays hunter 1 20% of margin; usual margin 25% | | a loss pays nothing and takes nothing |
| paid in part | A 1 Mar 1000 by H unpaid; pay A 5 Mar 400; pay A 9 Apr 600 | shipped | H Mar 40.00; H Apr 60.00 | 10% of 400, then of 600 |
| not paid yet | A 1 Mar 1000 by H unpaid | shipped | | nothing came |
| paid too much | A 1 Mar 1000 by H unpaid; pay A 5 Mar 1200 | shipped | H Mar 100.00 | 10% of the order, not of 1200 |
| plan that pays on orders | A 31 Mar 1000 by H unpaid; pay A 9 Apr 600 | earned when ordered | H Mar 100.00 | 10% of 1000 on its day |
| three instalments add up | owner 1 Jan F; A 1 Jan 1 by F; B 1 Feb 100 by F unpaid; pay B 1 Mar 33.33; pay B 1 Apr 33.33; pay B 1 May 33.34 | shipped | F Jan 0.10; F Mar 1.67; F Apr 1.66; F May 1.67 | 5% of 33.33, 66.66 and 100 is 1.67, 3.33 and 5.00 |
| first order paid after the hand-off is the hunter's still | A 1 Mar 1000 by H unpaid; handoff 2 Mar H to F until 31 May; pay A 9 Apr 1000 | shipped | H Apr 100.00 | the order is of 1 March |
| split between two | A 1 Mar 1000 by H; share A H 60% G 40% | shipped | H Mar 60.00; G Mar 40.00 | 10% of 600 and of 400 |
| split whose hundredths do not divide | A 1 Mar 10.05 by H; share A G 50% H 50% | shipped | G Mar 0.51; H Mar 0.50 | 10% of 10.05 is 1.01; of 5.03 and 5.02: 0.503 has the larger remainder |
| split of a later purchase | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May; B 10 Apr 500 by F; share B F 70% G 30% | shipped | H Mar 100.00; F Apr 17.50; G Apr 7.50; H Apr 10.00 | 5% of 350 and of 150; the 2% is not shared |
| split, then refunded | A 1 Mar 1000 by H; share A H 60% G 40%; refund A 7 Apr 500 | shipped | H Mar 60.00; G Mar 40.00; H Apr -30.00; G Apr -20.00 | half of each back |
| returned customer | owner 1 Jan 2025 F; A 1 Jan 2025 1000 by H; B 1 Jan 1000 by G | shipped | H Jan 100.00; G Jan 100.00 | 365 days: 10% to who brought them back |
| one day too early to be returned | owner 1 Jan 2025 F; A 2 Jan 2025 1000 by H; B 1 Jan 1000 by G | shipped | H Jan 100.00; F Jan 50.00 | 364 days: 5% to the owner |
| returned: paid once | owner 1 Jan 2025 F; A 1 Jan 2025 1000 by H; B 1 Jan 1000 by F; back B by G; C 1 Feb 1000 by F | shipped | H Jan 100.00; G Jan 100.00; F Feb 50.00 | the next order is the owner's |
| brought back by two | owner 1 Jan 2025 F; A 1 Jan 2025 1000 by H; B 1 Jan 1000 by G; share B F 50% G 50% | shipped | H Jan 100.00; F Jan 50.00; G Jan 50.00 | 10% of 500 each |
| plan changes in mid-month | A 10 Mar 1000 by H; B 20 Mar 1000 of d by H | shipped; from 16 Mar: pays hunter 1 12%, farmer 2+ 5% | H Mar 100.00; H Mar 120.00 | 10%, then 12% |
| on the day of the change | A 16 Mar 1000 by H | shipped; from 16 Mar: pays hunter 1 12%, farmer 2+ 5% | H Mar 120.00 | 12% from that day on |
| instalments go by the plan of the order | A 10 Mar 1000 by H unpaid; pay A 12 Mar 500; pay A 20 Mar 500 | shipped; from 16 Mar: pays hunter 1 12%, farmer 2+ 5% | H Mar 50.00; H Mar 50.00 | 10% of both |
| before any plan | A 10 Mar 2023 1000 by H | shipped | | no plan was in force |
| threshold crossed inside an order | A 1 Mar 1000 by H; B 2 Mar 1000 of d by H | threshold hunter 1500 x2 | H Mar 100.00; H Mar 50.00; H Mar 100.00 | 10% of 500 up to 1500, 20% of 500 above |
| another percentage above a threshold | A 1 Mar 1000 by H; B 2 Mar 1000 of d by H | threshold hunter 1500 15% | H Mar 100.00; H Mar 50.00; H Mar 75.00 | 15% of 500 above |
| two thresholds in one order | A 1 Mar 1000 by H | threshold hunter 200 x1.5; threshold hunter 700 x2 | H Mar 20.00; H Mar 75.00; H Mar 60.00 | 10% of 200, 15% of 500, 20% of 300 |
| a new month begins anew | A 1 Mar 1000 by H; B 2 Apr 1000 of d by H | threshold hunter 1500 x2 | H Mar 100.00; H Apr 100.00 | neither month reaches 1500 |
| a returned customer counts for the hunter's threshold | A 1 Jan 2025 1000 by H; B 1 Mar 1000 by H; C 2 Mar 1000 of d by H | threshold hunter 1500 x2 | H Jan 100.00; H Mar 100.00; H Mar 50.00; H Mar 100.00 | 1000 for the return, then 500 up to 1500 and 500 above |
| nothing below a threshold | owner 1 Jan F; A 1 Jan 1 by F; B 1 Mar 700 by F; C 2 Mar 700 by F | pays farmer 1+ 0%; bonus 0; threshold farmer 1000 5% | F Jan 0.00; F Mar 0.00; F Mar 0.00; F Mar 20.00 | 1000 pay nothing, 5% of 400 |
| a refund lowers the month's sum | A 1 Mar 1500 by H; refund A 5 Mar 500; B 6 Mar 1000 of d by H | threshold hunter 1500 x2 | H Mar 150.00; H Mar -50.00; H Mar 50.00; H Mar 100.00 | 1000 so far: 500 up to 1500, 500 above |
| refund of what was paid at two rates | A 1 Mar 1000 by H; B 2 Mar 1000 of d by H; refund B 7 Apr 100 | threshold hunter 1500 x2 | H Mar 100.00; H Mar 50.00; H Mar 100.00; H Apr -5.00; H Apr -10.00 | half of it at 10%, half at 20% |
| farmer away, somebody stood in | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr cover G | shipped | H Mar 100.00; F Apr 12.50; G Apr 12.50 | half of 5% each |
| who stands in has all | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr cover G | cover 100% | H Mar 100.00; G Apr 25.00 | 5% of 500 |
| who was to stand in is away too | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr cover G; away G 10 Apr to 12 Apr | shipped | H Mar 100.00; F Apr 25.00 | 5% of 500 |
| hunter away on the day of a first purchase | hunter H; A 10 Mar 1000 by G; away H 9 Mar to 12 Mar cover G | shipped | H Mar 50.00; G Mar 50.00 | half of 10% each |
| away, and nobody stood in | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G; away F 6 Apr to 10 Apr | shipped | H Mar 100.00; F Apr 25.00 | 5% of 500 |
| back on the day after | owner 1 Mar F; A 1 Mar 1000 by H; B 11 Apr 500 by F; away F 6 Apr to 10 Apr cover G | shipped | H Mar 100.00; F Apr 25.00 | 5% of 500 |
| ordered while away, paid later | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by G unpaid; away F 6 Apr to 10 Apr cover G; pay B 2 May 500 | shipped | H Mar 100.00; F May 12.50; G May 12.50 | the day of the order counts |
| hunter's share is not for who stands in | A 1 Mar 1000 by H; handoff 2 Mar H to F until 31 May; B 10 Apr 500 by F; away H 6 Apr to 10 Apr cover G | shipped | H Mar 100.00; F Apr 25.00; H Apr 10.00 | 2% of 500 was earned in March |
| paid after dismissal, to the person | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by F unpaid; left F 30 Apr successor G; pay B 5 May 500 | shipped | H Mar 100.00; F May 25.00 | 5% of 500 |
| paid after dismissal, to the successor | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by F unpaid; left F 30 Apr successor G; pay B 5 May 500 | after leaving successor | H Mar 100.00; G May 25.00 | 5% of 500 |
| the successor has left as well | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by F unpaid; left F 30 Apr successor G; left G 2 May successor H; pay B 5 May 500 | after leaving successor | H Mar 100.00; H May 25.00 | G's successor is H |
| paid after dismissal, to nobody | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by F unpaid; left F 30 Apr successor G; pay B 5 May 500 | after leaving nobody | H Mar 100.00 | 5% of 500 is not paid |
| paid on the last day of work | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by F unpaid; left F 30 Apr; pay B 30 Apr 500 | after leaving nobody | H Mar 100.00; F Apr 25.00 | still at work |
| half paid before dismissal, half after, then refunded | owner 1 Mar F; A 1 Mar 1000 by H; B 10 Apr 500 by F unpaid; pay B 10 Apr 250; left F 30 Apr successor G; pay B 5 May 250; refund B 1 Jun 500 | after leaving successor | H Mar 100.00; F Apr 12.50; G May 12.50; F Jun -12.50; G Jun -12.50 | who was paid gives back |
| transfer bonus after dismissal | A 1 Mar 1000 by H; handoff 2 Mar H to F gap 30; B 1 Apr 500 by F; left H 15 Apr successor G; C 1 May 400 by F | after leaving successor | H Mar 100.00; F Apr 25.00; F May 20.00; G May 1000.00 | the bonus goes to the successor |
| cap | A 1 Mar 1000 by H; B 2 Mar 1000 of d by H | cap 120 | H Mar 100.00; H Mar 100.00; H Mar -80.00 | 200, and 120 at most |
| refund of a month that was capped | A 1 Mar 1000 by H; B 2 Mar 1000 of d by H; refund B 7 Apr 1000 | cap 120 | H Mar 100.00; H Mar 100.00; H Mar -80.00; H Apr -100.00; H Apr 80.00 | 100 are left of March, all below the cap |
| dispute settled with a sum | A 1 Mar 1000 by H; decide 5 Apr G 40 about A; decide 5 Apr H -40 about A | shipped | H Mar 100.00; G Apr 40.00; H Apr -40.00 | as decided |
"""  # noqa: E501 - a table is read across

ROWS = [[cell.strip() for cell in row.strip("|").split("|")] for row in TABLE.strip().splitlines()[2:]]


@pytest.mark.parametrize(("happens", "plan", "pay"), [pytest.param(*case[1:4], id=case[0]) for case in ROWS])
def test_pay_as_worked_out_by_hand(happens, plan, pay):
    lines = lines_of(plans_of(plan), facts_of(happens))
    assert told(lines) == rows_of(pay)
