import pytest

from perennial.core.errors import UserError
from perennial.flows.output_folder import output_file, output_folder


def test_folder_appears_whole_when_the_block_ends_well(tmp_path):
    with output_folder(tmp_path / "deep" / "report") as aside:
        (aside / "report.html").write_text("page")
        assert not (tmp_path / "deep" / "report").exists()
    assert (tmp_path / "deep" / "report" / "report.html").read_text() == "page"
    assert [entry.name for entry in (tmp_path / "deep").iterdir()] == ["report"]


def test_earlier_report_stays_when_the_block_fails(tmp_path):
    with output_folder(tmp_path / "report") as aside:
        (aside / "report.html").write_text("old")
    with pytest.raises(ZeroDivisionError), output_folder(tmp_path / "report") as aside:
        (aside / "report.html").write_text("new")
        raise ZeroDivisionError
    assert (tmp_path / "report" / "report.html").read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report"]


def test_earlier_report_is_replaced_whole(tmp_path):
    for content in ("old", "new"):
        with output_folder(tmp_path / "report") as aside:
            (aside / f"{'report.html' if content == 'new' else 'plan.csv'}").write_text(content)
    assert [entry.name for entry in (tmp_path / "report").iterdir()] == ["report.html"]


def test_folder_with_other_files_is_refused_and_untouched(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(UserError, match=r"holds other files \(thesis.docx\)"), output_folder(tmp_path):
        pytest.fail("must not be entered")
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "report").write_text("a file")
    with pytest.raises(UserError, match="this is a file"), output_folder(tmp_path / "report"):
        pytest.fail("must not be entered")


def test_output_file_keeps_the_old_one_when_the_block_fails(tmp_path):
    target = tmp_path / "forecast.csv"
    with output_file(target) as aside:
        aside.write_text("old")
    with pytest.raises(ZeroDivisionError), output_file(target) as aside:
        aside.write_text("half")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["forecast.csv"]


def test_output_file_refuses_a_folder(tmp_path):
    with pytest.raises(UserError, match="this is a folder"), output_file(tmp_path):
        pytest.fail("must not be entered")
