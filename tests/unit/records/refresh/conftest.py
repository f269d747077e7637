import pytest
from shop_to_refresh import TODAY, Shop

from perennial.flows.refresh import Circumstances
from perennial.records.operations import learn_forecasts, refresh


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def today_is(monkeypatch):
    """Hold the local day; gives a function that moves it."""
    now = {"day": TODAY}
    monkeypatch.setattr(refresh, "local_day", lambda: now["day"])
    # Drawing takes a while, and is looked at where the pages are.
    monkeypatch.setattr(refresh, "warm_pages", lambda *_: None)
    return lambda day: now.update(day=day)


@pytest.fixture(autouse=True)
def _first_fit_once(monkeypatch, fits):
    """Fit the same orders once in all tests: what is looked at here is what becomes of the fit."""
    learn = learn_forecasts.refresh_forecasts

    def remembered(log, *, previous, input_hash, circumstances, **how):
        known = {"previous": previous, "input_hash": input_hash, "circumstances": circumstances}
        if previous is not None or circumstances != Circumstances():
            return learn(log, **known, **how)
        if input_hash not in fits:
            fits[input_hash] = learn(log, **known, **how)
        return fits[input_hash]

    monkeypatch.setattr(learn_forecasts, "refresh_forecasts", remembered)


@pytest.fixture(scope="session")
def fits():
    return {}


@pytest.fixture
def shop(house):
    return Shop(house)
