import gc
import os
import stat
from pathlib import Path

import pytest

from auditor.errors import OutputError, UsageError
from auditor.export.registry import check_outputs, exporter_for, prepare, write, write_all
from tests.export import samples
from tests.limits import files_of_at_most


def test_the_suffix_chooses_the_exporter(tmp_path):
    write_all(samples.clean(), [tmp_path / "report.json", tmp_path / "REPORT.HTML"])
    assert (tmp_path / "report.json").read_bytes().startswith(b"{")
    assert (tmp_path / "REPORT.HTML").read_bytes().startswith(b"<!doctype html>")


@pytest.mark.parametrize("name", ["report.pdfx", "report", ".json"])
def test_refuses_an_unknown_suffix_and_names_the_known_ones(name):
    with pytest.raises(UsageError) as refused:
        exporter_for(Path(name))
    assert name in str(refused.value)
    assert ".html, .json" in str(refused.value)


def test_a_check_of_suffixes_loads_no_exporter(tmp_path, monkeypatch):
    def load(name):
        raise AssertionError(f"{name} was loaded")

    monkeypatch.setattr("auditor.export.registry.import_module", load)
    check_outputs([tmp_path / "report.html", tmp_path / "report.pdf"])
    with pytest.raises(UsageError):
        check_outputs([tmp_path / "report.xyz"])


@pytest.mark.parametrize("single", [True, False])
def test_what_draws_is_loaded_where_there_may_be_charts(monkeypatch, single):
    loaded = []
    monkeypatch.setattr("auditor.export.html.load", lambda: loaded.append("charts"))
    prepare([Path("report.html"), Path("report.json")], "en", single=single)
    assert loaded == ([] if single else ["charts"])


def test_writes_nothing_when_one_of_several_suffixes_is_unknown(tmp_path):
    with pytest.raises(UsageError):
        write_all(samples.clean(), [tmp_path / "report.json", tmp_path / "report.xyz"])
    assert list(tmp_path.iterdir()) == []


def test_refuses_one_file_named_twice(tmp_path):
    with pytest.raises(UsageError, match="named twice"):
        check_outputs([tmp_path / "report.json", tmp_path / "." / "report.json"])


def test_a_missing_folder_is_named_with_the_remedy(tmp_path):
    with pytest.raises(OutputError) as refused:
        write(samples.clean(), tmp_path / "missing" / "report.json")
    assert str(tmp_path / "missing" / "report.json") in str(refused.value)
    assert "Create it" in str(refused.value)


def test_a_missing_folder_comes_up_before_the_run(tmp_path):
    with pytest.raises(OutputError):
        check_outputs([tmp_path / "missing" / "report.json"])


def test_refuses_a_folder_and_a_pipe_in_the_place_of_the_file(tmp_path):
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("folder.json", "pipe.json"):
        with pytest.raises(OutputError, match=name):
            write(samples.clean(), tmp_path / name)


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        write(samples.clean(), tmp_path / "file" / "report.json")


def test_a_name_that_is_too_long_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(OutputError, match="shorter"):
        write(samples.clean(), tmp_path / ("д" * 300 + ".json"))
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_can_be_is_written(tmp_path):
    path = tmp_path / ("a" * 250 + ".json")
    write(samples.clean(), path)
    assert path.stat().st_size > 1_000


def test_a_full_disk_leaves_the_old_report_and_no_rest(tmp_path):
    old = tmp_path / "report.html"
    old.write_text("old")
    with files_of_at_most(2_000), pytest.raises(OutputError, match=r"report\.html"):
        write(samples.clean(), old)
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_when_one_output_cannot_be_written_none_is(tmp_path):
    small, large = tmp_path / "report.json", tmp_path / "report.html"
    small.write_text("old")
    with files_of_at_most(2_000), pytest.raises(OutputError):
        write_all(samples.nothing_found(), [small, large])
    assert small.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_replaces_an_older_report_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old")
    path.chmod(0o640)
    write(samples.clean(), path)
    assert path.read_bytes().startswith(b"{")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_new_report_has_the_permissions_that_the_user_asked_for(tmp_path):
    before = os.umask(0o027)
    try:
        write(samples.clean(), tmp_path / "report.json")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == 0o640


def test_writes_behind_a_symbolic_link_and_keeps_the_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write(samples.clean(), tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes().startswith(b"{")


@pytest.mark.parametrize("suffix", [".csv", ".docx", ".jsonl", ".md", ".sarif", ".xlsx"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_no_form_is_left_half_written(tmp_path, suffix):
    old = tmp_path / f"report{suffix}"
    old.write_text("old")
    with files_of_at_most(2_000), pytest.raises(OutputError, match="report"):
        write(samples.portfolio(), old)
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    gc.collect()  # the library leaves its own temporary files to it; what it complains about belongs to this test
