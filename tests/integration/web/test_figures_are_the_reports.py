import json

import pytest
from cdnow import write_cdnow
from cdnow_house import bring_cdnow, refreshed
from django.core.cache import cache

from perennial import __version__
from perennial.core.progress import silent
from perennial.flows.make_report import ReportOrder, make_report
from perennial.flows.refresh import read_snapshot
from perennial.ingest.options import ReadingOptions
from perennial.records.queries.figures import figures_now, fragments_now, snapshots_folder

# A customer's number here is another than in the file, which shows where a sentence would name one.
_NUMBERS = {"run", "warnings"}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write_cdnow(folder / "cdnow.csv")
    for language in ("en", "ru"):
        make_report(
            ReportOrder(
                orders=str(folder / "cdnow.csv"),
                reading=ReadingOptions(),
                out=folder / language,
                language=language,
                horizon=None,
                return_horizon=None,
                capacity=14,
                seed=0,
            ),
            progress=silent,
        )
    return folder


def test_pages_say_what_the_report_says_of_the_same_orders(house, report, settings, tmp_path, client):
    settings.DATA_DIR = tmp_path
    house.business.currency = ""
    house.business.save()
    bring_cdnow(house.farmer)
    refreshed()
    assert cache.get(f"rhythm:{__version__}:{figures_now().name}:ru").keys() == fragments_now("ru").keys()
    summary = json.loads((report / "en" / "summary.json").read_text("utf-8"))
    ours = json.loads(json.dumps(read_snapshot(snapshots_folder()).summary))
    for name in summary.keys() - _NUMBERS:
        assert ours[name] == summary[name], name
    client.force_login(house.owner)
    for language in ("en", "ru"):
        page = (report / language / "report.html").read_text("utf-8")
        house.owner.language = language
        house.owner.save()
        shown = client.get("/rhythm/").content.decode()
        assert client.get("/overview/").status_code == 200
        for key, fragment in fragments_now(language).items():
            assert fragment.html.strip() in page, key
            assert fragment.html.strip() in shown, key
            assert fragment.title in shown or key == "short"
