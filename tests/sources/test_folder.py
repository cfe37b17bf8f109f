"""Folders of saved answers, pages and texts: everything readable is read, the rest is named."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenflag.errors import InputError
from greenflag.model import Board, BoardRead
from greenflag.sources import folder as folder_module
from greenflag.sources.folder import read_folder

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GREENHOUSE = {
    "jobs": [{
        "id": 4101, "title": "Robot Learning Engineer", "content": "&lt;p&gt;We sponsor visas.&lt;/p&gt;",
        "absolute_url": "https://job-boards.greenhouse.io/larkspurrobotics/jobs/4101", "internal_job_id": 9,
        "location": {"name": "San Francisco, CA"}, "company_name": "Larkspur Robotics",
    }],
    "meta": {"total": 1},
}  # fmt: skip
LEVER = [{
    "id": "7d1c", "text": "Map Data Scientist", "description": "<p>Draw maps.</p>", "lists": [], "additional": "",
    "categories": {"location": "Denver, CO"}, "hostedUrl": "https://jobs.lever.co/pelicanmaps/7d1c",
}]  # fmt: skip
ASHBY = {
    "apiVersion": "1",
    "jobs": [{
        "id": "9a1", "title": "LLM Evaluation Engineer", "descriptionHtml": "<p>Break our models.</p>",
        "location": "San Francisco", "jobUrl": "https://jobs.ashbyhq.com/quillwork/9a1", "isListed": True,
    }],
}  # fmt: skip
PAGE = """<html><head><title>Ocean Model Engineer</title>
<link rel="canonical" href="https://www.sagebrush.example/jobs/ocean"></head><body><h1>Ocean Model Engineer</h1>
<h2>What you will do</h2><p>{0}</p><h2>Requirements</h2><p>{0}</p><p>We sponsor H-1B visas.</p></body></html>""".format(
    "Train ocean models, test them against buoys, and write down what you find. " * 4
)


def write(root: Path, **files: object) -> Path:
    """Write files; ``__`` in a name is a folder's slash, ``_DOT_`` its dot."""
    for name, content in files.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return root


def read(root: Path, known: str | None = None) -> tuple[BoardRead, str]:
    return read_folder(Board(f"folder:{root}", "folder", str(root), "", root.as_uri()), NOW, known)


def ids(root: Path) -> list[str]:
    return sorted(posting.id for posting in read(root)[0].postings)


def test_every_kind_of_file_is_read_and_keeps_its_ids(tmp_path: Path):
    row = {"id": "row-1", "title": "ML Engineer", "company": "Brindle Bank", "location": None, "text": "No visas."}
    note = "Perception Engineer at Larkspur Robotics\nWe sponsor visas."
    write(tmp_path, boards__a_DOT_json=GREENHOUSE, boards__b_DOT_json=LEVER, boards__c_DOT_json=ASHBY)
    write(tmp_path, pages__job_DOT_html=PAGE, more_DOT_jsonl=json.dumps(row) + "\n", note_DOT_txt=note)
    answer, _ = read(tmp_path)
    assert ids(tmp_path)[:4] == [
        "ashby:quillwork:9a1",
        "greenhouse:larkspurrobotics:4101",
        "lever:pelicanmaps:7d1c",
        "page:https://www.sagebrush.example/jobs/ocean:job",
    ]
    assert ids(tmp_path)[4].startswith("pasted:")
    assert ids(tmp_path)[5] == "row-1"
    assert {posting.board for posting in answer.postings} == {f"folder:{tmp_path}"}
    assert answer.complete
    assert answer.changed
    texts = {posting.title: posting.text for posting in answer.postings}
    assert texts["Robot Learning Engineer"] == "We sponsor visas."


def test_an_unchanged_folder_is_not_read_again(tmp_path: Path):
    write(tmp_path, a_DOT_json=LEVER)
    answer, body_hash = read(tmp_path)
    assert answer.changed
    again, same = read(tmp_path, body_hash)
    assert (again.changed, again.complete, again.postings, same) == (False, True, (), body_hash)
    (tmp_path / "a.json").rename(tmp_path / "b.json")
    assert read(tmp_path, body_hash)[0].changed
    write(tmp_path, b_DOT_json=[])
    assert read(tmp_path, body_hash)[0].changed


def test_the_later_file_wins_where_two_hold_one_posting(tmp_path: Path):
    newer = [LEVER[0] | {"text": "Senior Map Data Scientist"}]
    write(tmp_path, lever__2026_10_DOT_json=LEVER, lever__2026_11_DOT_json=newer)
    (posting,) = read(tmp_path)[0].postings
    assert posting.title == "Senior Map Data Scientist"


def test_a_job_saved_alone_is_read_like_a_board(tmp_path: Path):
    write(tmp_path, a_DOT_json=GREENHOUSE["jobs"][0], b_DOT_json=LEVER[0], c_DOT_json=ASHBY["jobs"][0])  # type: ignore[index]
    assert ids(tmp_path) == ["ashby:quillwork:9a1", "greenhouse:larkspurrobotics:4101", "lever:pelicanmaps:7d1c"]


def test_the_name_of_a_board_comes_from_the_file_where_no_link_tells_it(tmp_path: Path):
    own_site = json.loads(json.dumps(GREENHOUSE))
    own_site["jobs"][0]["absolute_url"] = "https://larkspur.example/jobs?gh_jid=4101"
    write(tmp_path, greenhouse__larkspurrobotics_DOT_json=own_site)
    assert ids(tmp_path) == ["greenhouse:larkspurrobotics:4101"]


def test_european_lever_sites_keep_their_own_name(tmp_path: Path):
    write(tmp_path, a_DOT_json=[LEVER[0] | {"hostedUrl": "https://jobs.eu.lever.co/pelicanmaps/7d1c"}])
    assert ids(tmp_path) == ["lever-eu:pelicanmaps:7d1c"]


def test_an_empty_board_is_told_by_its_folder(tmp_path: Path):
    write(tmp_path, lever__pelicanmaps_DOT_json=[], greenhouse__x_DOT_json={"jobs": [], "meta": {"total": 0}})
    answer, _ = read(tmp_path)
    assert (answer.postings, answer.problems, answer.complete) == ((), (), True)


@pytest.mark.parametrize(
    ("name", "content", "says", "complete"),
    [
        ("workday.json", {"total": 1, "jobPostings": [{"title": "Engineer"}]}, "no answer of a board", True),
        ("smart.json", {"content": [{"id": "1"}], "totalFound": 1}, "no answer of a board", True),
        ("number.json", "17", "no answer of a board", True),
        ("personio.xml", "<workzag-jobs/>", "ending in .xml", True),
        ("alert.eml", "From: a", "ending in .eml", True),
        ("careers.html", "<html><body><h1>Careers</h1></body></html>", "list of jobs", True),
        ("diary.txt", "It rained all day and we stayed in.", "does not read like a posting", True),
        ("cut.json", json.dumps(LEVER)[:-20], "not whole JSON", False),
        ("deep.json", "[" * 100_000, "not whole JSON", False),
        ("empty.json", "", "not whole JSON", False),
        ("lever/odd.json", [{"id": "1", "text": 7, "hostedUrl": "https://jobs.lever.co/pelicanmaps/1"}], "text", False),
        ("picture.html", b"\x89PNG\r\n", "a picture", False),
        ("cut.html", PAGE[:600], "breaks off", False),
        ("empty.txt", " ", "no text", False),
        ("rows.jsonl", '{"id": 1}\n', "text", False),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, content: object, says: str, complete: bool
):
    write(tmp_path, good_DOT_json=LEVER)
    write(tmp_path, **{name.replace("/", "__").replace(".", "_DOT_"): content})
    answer, _ = read(tmp_path)
    assert [posting.id for posting in answer.postings] == ["lever:pelicanmaps:7d1c"]
    assert any(problem.place.startswith(name) and says in problem.message for problem in answer.problems)
    assert answer.complete is complete


def test_a_bad_line_is_named_by_its_number_and_id(tmp_path: Path):
    write(tmp_path, rows_DOT_jsonl='\n{"id": "x9", "title": "t"}\n')
    assert read(tmp_path)[0].problems[0].place == "rows.jsonl line 2 (id x9)"


def test_files_about_the_folder_hidden_ones_and_parts_of_pages_are_passed_over(tmp_path: Path):
    write(
        tmp_path, README_DOT_md="# Jobs", LICENSE="MIT", _DOT_DS_Store=b"\0\1", _DOT_git__config_DOT_json="{",
        job_DOT_html=PAGE, job_files__frame_DOT_html="<html>", job_files__style_DOT_css="p {}",
    )  # fmt: skip
    answer, _ = read(tmp_path)
    assert len(answer.postings) == 1
    assert all(problem.place == "job.html" for problem in answer.problems)


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path):
    outside = write(tmp_path / "outside", secret_DOT_json=LEVER)
    root = write(tmp_path / "root", a_DOT_json=ASHBY)
    try:
        os.symlink(outside / "secret.json", root / "link.json")
        os.symlink(outside, root / "linked")
        os.symlink(root, root / "circle")
        os.symlink(root / "gone.json", root / "dangling.json")
    except OSError:
        pytest.skip("this system makes no links")
    assert ids(root) == ["ashby:quillwork:9a1"]


def test_sizes_and_numbers_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, a_DOT_json=LEVER, b_DOT_json=ASHBY, c_DOT_json=GREENHOUSE)
    monkeypatch.setattr(folder_module, "MAX_FILES", 2)
    answer, _ = read(tmp_path)
    assert len(answer.postings) == 2
    assert not answer.complete
    assert "more than 2 files" in answer.problems[0].message
    monkeypatch.setattr(folder_module, "MAX_FILE", 100)
    answer, _ = read(tmp_path)
    assert answer.postings == ()
    assert "more than 100 bytes" in answer.problems[1].message


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(InputError, match="no such folder"):
        read(tmp_path / "gone")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="no such folder"):
        read(tmp_path / "file")


@pytest.mark.shared
def test_the_recorded_boards_and_pages_are_read_without_a_crash():
    root = Path(__file__).parents[3] / "shared" / "data" / "ats" / "fixtures"
    if not root.is_dir():
        pytest.skip("no recorded boards beside this checkout")
    answer, _ = read(root.resolve())
    assert len([posting for posting in answer.postings if posting.id.startswith("page:")]) == 7
    assert len(answer.postings) == 13
    assert any("withdrawn" in problem.message for problem in answer.problems)
