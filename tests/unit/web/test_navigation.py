"""The pages in the frame."""

from perennial.web.navigation import pages_for


def test_each_page_has_a_key_of_its_own(house, rf):
    asked = rf.get("/")
    asked.user, asked.resolver_match = house.owner, None
    keys = [page.key for page in pages_for(asked)]
    assert len(set(keys)) == len(keys)
