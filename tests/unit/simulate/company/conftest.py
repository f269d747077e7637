"""The company in both languages, made once."""

import pytest

from perennial.simulate.company.company import Company, make_company

LAST_DAY = 20_781  # a Tuesday: 2026-11-24


@pytest.fixture(scope="session")
def company() -> Company:
    return make_company(seed=7, last_day=LAST_DAY, language="en")


@pytest.fixture(scope="session")
def russian() -> Company:
    return make_company(seed=7, last_day=LAST_DAY, language="ru")
