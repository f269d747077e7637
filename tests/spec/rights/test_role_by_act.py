"""Who may do what, and on whose records: all, those of one's departments, one's own."""

from perennial.records.models.words import Role
from perennial.records.rights import RIGHTS

TABLE = """
| act | owner | head | hunter | farmer | analyst |
|---|---|---|---|---|---|
| today | all | department | own | own | none |
| customer.see | all | department | own_or_won | own | all |
| customer.edit | all | department | own | own | none |
| customer.add | all | department | own | own | none |
| customer.touch | all | department | own | own | none |
| customer.assign | all | department | none | none | none |
| customer.merge | all | department | none | none | none |
| customer.export | all | department | none | none | all |
| customer.person_file | all | department | none | none | none |
| customer.erase | all | none | none | none | none |
| pipeline | all | department | own | none | none |
| mistakes | all | department | none | none | all |
| handoff.give | all | department | own | none | none |
| handoff.accept | all | department | none | own | none |
| overview | all | department | none | none | all |
| rhythm | all | all | none | none | all |
| process | all | all | all | all | all |
| process.edit | all | all | none | none | none |
| departments | all | department | none | none | none |
| drift.see | all | department | own | own | none |
| drift.answer | none | none | own | own | none |
| drift.confirm | all | none | none | none | none |
| rebalance | all | department | none | none | none |
| pay.see | all | department | own | own | none |
| pay.settle | all | department | none | none | none |
| pay.plan | all | all | none | none | none |
| pay.close | all | none | none | none | none |
| offers | all | all | none | none | all |
| offers.edit | all | all | none | none | none |
| offer.approve | all | department | none | none | none |
| messages | all | department | none | none | none |
| consent.record | all | none | none | none | none |
| trials | all | all | none | none | all |
| trials.edit | all | all | none | none | none |
| absence | all | department | own | own | none |
| import | all | all | none | none | none |
| refresh | all | all | none | none | none |
| settings | all | none | none | none | none |
| people | all | none | none | none | none |
| audit | all | none | none | none | none |
| profile | own | own | own | own | own |
| token | own | own | none | none | own |
| api.read | all | department | none | none | all |
| api.write | all | none | none | none | none |
"""


def told():
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()]
    roles = [Role(role) for role in lines[0][1:]]
    return {act: dict(zip(roles, reach, strict=True)) for act, *reach in lines[2:]}


def test_every_role_may_do_what_the_table_says_and_nothing_else():
    assert told() == dict(RIGHTS)
