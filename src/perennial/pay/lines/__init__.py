"""The lines of the pay ledger: what each seller is paid for which order, under which rule, and why.

Three functions are all that the ledger needs; they know no database and no clock.

- `reckoning.lines_of(plans, facts)`: the lines that should be there. `facts.PayFacts` holds orders, payments,
  refunds, hand-offs, owners, absences, leavings and decisions on disputes; ids are strings of the caller's.
- `writing.lines_to_write(written, should, closed)`: the lines to add to those already written, in open months
  only. Nothing that is written changes; a second call gives nothing. Closing a month is: write, then add the
  month to `closed`. Reopening takes it out again.
- `what_if.what_would_have_paid(plans, changed, facts, first=, last=)`: the same months under another plan.

A `line.PayLine` has exact decimal money and a reason, a `Message` whose facts are plain numbers, words, day
numbers and messages, so that it can be kept as JSON. The facts of a customer must be complete from the first
order on. Customers can be reckoned apart only where no plan has thresholds or a cap: these count all that a
seller had in a month.

In this order: `facts` > `people`, `purchases` > `claims` (who may claim what of an order) > `walk` (what each
event changes) with `earned`, `month_sums` and `account` (its lines, rounded) > `caps`, `decided`.
"""
