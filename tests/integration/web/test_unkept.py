import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/today/", "/customers/", "/settings/people/", "/api/v1/customers"])
def test_no_browser_keeps_what_names_customers(house, client, path):
    client.force_login(house.owner)
    assert "no-store" in client.get(path).headers["Cache-Control"]
