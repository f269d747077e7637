import pytest

from perennial.pictures.report.fragments import render_fragments
from perennial.pictures.report.page import render_report


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", ["SHOP", "TINY"])
def test_fragments_say_what_the_report_says(sample, name, language):
    contents = getattr(sample, name)
    page = render_report(contents, language)
    found = render_fragments(contents, language)
    rhythm = ["short", "months", "ladder", "waits", "calendar", "covariates", "lifetime", "record"]
    assert list(found) == rhythm
    for key, fragment in found.items():
        assert f'<h2 id="{key}-title">{fragment.title}</h2>' in page
        inside = fragment.html.strip()
        assert inside in page
        assert len(inside) > 40
