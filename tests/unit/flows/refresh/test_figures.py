import json

from perennial.flows.refresh import figures_from_json, figures_of, figures_to_json
from perennial.pictures.report.page import render_report


def figures(shop, first):
    log = shop.log(shop.begin)
    try:
        return figures_of(log, first.understanding, name="Nord")
    finally:
        log.close()


def test_figures_are_read_as_they_were_written(shop, first):
    written = figures(shop, first)
    found = figures_from_json(json.loads(json.dumps(figures_to_json(written))))
    assert found == written
    assert render_report(found, "ru") == render_report(written, "ru")


def test_figures_name_no_customer(shop, first):
    text = json.dumps(figures_to_json(figures(shop, first)))
    assert not any(f'"{who}"' in text for who in first.snapshot.columns["customer_id"])


def test_figures_of_another_version_are_not_read(shop, first):
    said = figures_to_json(figures(shop, first))
    del said["of"]["ladder"]
    assert figures_from_json(said) is None
