"""Pay plans: how sellers are paid, in versions with the day from which each holds.

`plan.PayPlan` is a plan, `plan.plan_on` the one in force on a day, `shipped.shipped_plan` the one that comes
with Perennial. `storage` writes plans as JSON and reads them; `storage.plan_faults` gives every fault of a
plan with the field it stands in. A plan that has lines is not changed: another version is put in force.
"""
