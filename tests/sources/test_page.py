"""Pages as they are fetched and saved: jobs, lists, walls, frames, archives, odd encodings and plain rubbish."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.errors import FetchError
from greenflag.model import Board, BoardRead, BoardState
from greenflag.ports import Fetched
from greenflag.sources.page import read_page, read_page_url

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://www.sagebrush.example/careers/ocean-model-engineer"
BOARD = Board(f"page:{URL}", "page", URL, "", URL)

JOB = """<h1>Ocean Model Engineer</h1>
<p>Location: Reno, NV</p>
<h2>What you will do</h2>
<p>Train and test neural ocean models with four colleagues, and write down what you find so that others repeat it.</p>
<ul><li>Keep the data honest</li><li>Own the evaluation from the first plot to the last table</li></ul>
<h2>What you bring</h2>
<p>Three years of PyTorch, patience with NetCDF files, and a liking for long model runs that end in small numbers.</p>
<h2>Benefits</h2><p>We sponsor H-1B visas. The pay is $140,000 - $170,000 a year.</p>"""
CHROME = '<header><a href="/">Home</a> <a href="/about">About us</a></header><nav><a href="/news">News</a></nav>'


def html(body: str, *, title: str = "Ocean Model Engineer | Sagebrush Institute", head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{CHROME}<main>{body}</main></body></html>"
    )


def read(page: bytes | str, url: str = URL) -> BoardRead:
    return read_page(page, url=url, board=BOARD, now=NOW)


def only_problem(answer: BoardRead) -> str:
    assert answer.postings == ()
    (problem,) = answer.problems
    assert problem.place == URL
    return problem.message


def test_a_declared_job_makes_a_complete_read():
    declared = {
        "@type": "JobPosting", "title": "Ocean Model Engineer", "datePosted": "2026-11-02", "identifier": "7",
        "description": "<p>Keep the data honest</p>", "hiringOrganization": "Sagebrush Institute",
    }  # fmt: skip
    answer = read(html(JOB, head=f'<script type="application/ld+json">{json.dumps(declared)}</script>'))
    assert (answer.complete, answer.changed, answer.problems) == (True, True, ())
    assert answer.postings[0].id == f"page:{URL}:7"
    assert "We sponsor H-1B visas." in answer.postings[0].text  # the declared text only sums the page up


def test_a_page_that_reads_like_one_job_is_one_and_says_why():
    head = '<meta property="og:site_name" content="Sagebrush Institute Careers">'
    answer = read(html(JOB, head=head))
    (posting,) = answer.postings
    assert posting.title == "Ocean Model Engineer"
    assert posting.employer_name == "Sagebrush Institute"
    assert posting.locations == ("Reno, NV",)
    assert posting.salary is not None
    assert posting.salary.maximum == 170_000
    assert "• Keep the data honest" in posting.text
    assert "News" not in posting.text
    assert answer.complete
    assert "'What you will do', 'What you bring', 'Benefits'" in answer.problems[0].message


def test_folded_sections_are_read_too():
    answer = read(html(JOB.replace("<h2>Benefits</h2><p>", '<h2>Benefits</h2><p aria-hidden="true" class="collapse">')))
    assert "We sponsor H-1B visas." in answer.postings[0].text


def test_a_title_of_an_application_form_names_job_and_employer():
    answer = read(
        html(JOB.replace("<h1>Ocean Model Engineer</h1>", ""), title="Job Application for Ocean Engineer at Sagebrush")
    )
    assert (answer.postings[0].title, answer.postings[0].employer_name) == ("Ocean Engineer", "Sagebrush")


def test_a_withdrawn_job_closes_what_was_stored():
    answer = read(html("<p>This position is no longer available.</p>" + JOB))
    assert answer.complete
    assert "withdrawn" in only_problem(answer)


# ------------------------------------------------------------------ lists and other pages


def test_a_careers_page_names_the_board_that_it_loads():
    embed = '<div id="grnhse_app"></div><script src="https://boards.greenhouse.io/embed/job_board/js?for=larkspurrobotics"></script>'
    answer = read(
        html(f"<h1>Careers at Larkspur</h1><p>{'Robots that fold laundry. ' * 20}</p>{embed}", title="Careers")
    )
    message = only_problem(answer)
    assert not answer.complete
    assert "'Careers at Larkspur'" in message
    assert "greenhouse:larkspurrobotics" in message
    assert "greenflag boards add https://job-boards.greenhouse.io/larkspurrobotics" in message


def test_an_empty_frame_names_the_board_that_fills_it():
    message = only_problem(
        read(html('<div id="root"></div><script src="https://jobs.ashbyhq.com/quillwork/embed"></script>'))
    )
    assert "empty frame" in message
    assert "ashby:quillwork" in message


def test_links_to_many_jobs_make_a_list():
    links = "".join(f'<li><a href="/jobs/{n}0001-engineer">Engineer {n}</a></li>' for n in range(5))
    assert "links to 5 jobs" in only_problem(read(html(f"<h1>Engineering</h1><ul>{links}</ul>", title="Engineering")))


def test_a_page_about_something_else_is_no_job():
    assert "does not read like one job" in only_problem(
        read(html(f"<h1>Kelp</h1><p>{'Kelp grows. ' * 90}</p>", title="Kelp"))
    )
    assert "neither heading nor title" in only_problem(read(f"<p>{'Kelp grows. ' * 90}</p>"))


# ------------------------------------------------------------------ pages of the board systems


def ashby(**state: object) -> str:
    state = {"organization": {"name": "Quillwork AI", "hostedJobsPageSlug": "quillwork"}, **state}
    return html(
        "", title="Quillwork AI Jobs", head=f"<script>window.__appData = {json.dumps(state)};\nfetch('x')</script>"
    )


def greenhouse(**route: object) -> str:
    state = {"state": {"loaderData": {"root": {}, "routes/$url_token": {"urlToken": "larkspurrobotics", **route}}}}
    return html("", title="Jobs", head=f"<script>window.__remixContext = {json.dumps(state)};</script>")


def test_an_ashby_job_page_gives_the_posting_with_its_real_id():
    posting = {
        "id": "9a1", "title": "LLM Evaluation Engineer", "descriptionHtml": "<p>Break our models.</p>",
        "locationName": "San Francisco", "secondaryLocationNames": ["Remote (US)"], "workplaceType": "Hybrid",
        "publishedDate": "2026-11-01", "scrapeableCompensationSalarySummary": "$180K - $220K",
    }  # fmt: skip
    (read_posting,) = read(ashby(posting=posting, jobBoard=None)).postings
    assert (read_posting.id, read_posting.board) == ("ashby:quillwork:9a1", BOARD.id)
    assert read_posting.employer_name == "Quillwork AI"
    assert read_posting.locations == ("San Francisco", "Remote (US)")
    assert read_posting.workplace == "hybrid"
    assert read_posting.posted_on == date(2026, 11, 1)
    assert read_posting.salary is not None
    assert read_posting.salary.minimum == 180_000


def test_a_greenhouse_job_page_gives_the_whole_text_and_pay():
    job = {
        "title": "Robot Learning Engineer", "company_name": "Larkspur Robotics",
        "public_url": "https://job-boards.greenhouse.io/larkspurrobotics/jobs/4101", "job_post_location": "Reno, NV",
        "introduction": "<p>We fold laundry.</p>", "content": "<p>Teach robots.</p>",
        "conclusion": "<p>We sponsor visas.</p>", "published_at": "2026-10-30T09:00:00-04:00",
        "pay_ranges": [{"title": "Base salary", "min": "$190,000", "max": "$230,000", "currency_type": "USD"}],
    }  # fmt: skip
    (posting,) = read(greenhouse(jobPost=job)).postings
    assert posting.id == "greenhouse:larkspurrobotics:4101"
    assert posting.text == "We fold laundry.\n\nTeach robots.\n\nWe sponsor visas."
    assert posting.url == job["public_url"]
    assert posting.salary is not None
    assert (posting.salary.minimum, posting.salary.maximum) == (190_000, 230_000)


def test_board_pages_and_closed_jobs_of_the_systems_say_so():
    listed = read(ashby(posting=None, jobBoard={"jobPostings": [{"id": "1"}, {"id": "2"}]}))
    assert "ashby:quillwork (2 jobs)" in only_problem(listed)
    assert "larkspurrobotics (66 jobs)" in only_problem(read(greenhouse(jobPosts={"total": 66, "data": []})))
    for gone in (ashby(posting=None, jobBoard=None), greenhouse(jobPost=None, jobPostId="4101")):
        answer = read(gone)
        assert answer.complete
        assert "withdrawn" in only_problem(answer)


@pytest.mark.parametrize("state", ["{", '{"organization": 7}', '{"state": {"loaderData": [1]}}', "{}" + "[" * 9000])
def test_other_shapes_of_hosted_data_are_passed_over(state: str):
    for name in ("appData", "remixContext"):
        answer = read(html(JOB, head=f"<script>window.__{name} = {state}</script>"))
        assert len(answer.postings) == 1


# ------------------------------------------------------------------ what cannot be seen


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "a picture (PNG)"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x1f\x8b\x08" + bytes(90), "a gzip file"),
        (bytes(range(256)) * 20, "binary data"),
        (b'{"jobs": []}', "is JSON"),
        (b"Machine Learning Engineer\nWe sponsor visas.", "holds no HTML"),
        (html('<form><input type="password"></form>', title="Sign in"), "asks to sign in"),
        (html("<p>Checking your browser</p>", title="Just a moment..."), "check for robots"),
        (html('<div id="app"></div><script src="/app.js"></script>', title="Acme"), "empty frame"),
        (html(JOB)[:700], "breaks off"),
        (html(JOB).split("</ul>")[0] + "<script>var a = {", "breaks off"),
    ],
)
def test_a_page_that_cannot_be_seen_is_reported_with_what_to_do(page: bytes | str, says: str):
    for form in (page, page.encode() if isinstance(page, str) else page):
        answer = read(form)
        assert not answer.complete
        assert says in only_problem(answer)


def test_a_declared_job_survives_a_page_that_breaks_off():
    declared = {"@type": "JobPosting", "title": "Ocean Model Engineer", "identifier": 7, "description": "Train models."}
    cut = html(JOB, head=f'<script type="application/ld+json">{json.dumps(declared)}</script>')[:-400]
    answer = read(cut)
    assert len(answer.postings) == 1
    assert "breaks off" in answer.problems[0].message


def test_broken_job_data_lowers_the_read_but_not_the_text():
    answer = read(html(JOB, head='<script type="application/ld+json">{"@type": "JobPosting", "title</script>'))
    assert len(answer.postings) == 1
    assert not answer.complete
    assert "not JSON" in answer.problems[0].message


# ------------------------------------------------------------------ encodings and archives


@pytest.mark.parametrize(
    "page",
    [
        html(JOB.replace("PyTorch", "Café")).encode("utf-8"),
        b"\xef\xbb\xbf" + html(JOB.replace("PyTorch", "Café")).encode("utf-8"),
        html(JOB.replace("PyTorch", "Café")).encode("cp1252"),
        html(JOB.replace("PyTorch", "Café"), head='<meta charset="iso-8859-1">').encode("cp1252"),
        b"\xff\xfe" + html(JOB.replace("PyTorch", "Café")).encode("utf-16-le"),
        html(JOB.replace("PyTorch", "Café"), head='<meta charset="no-such">').encode("utf-8"),
        html(JOB.replace("PyTorch", "Café"), head='<meta charset="utf-16">').encode("utf-8"),
        html(JOB.replace("PyTorch", "Caf"), head='<meta http-equiv="x" content="a; charset=gb2312">').encode("gb2312"),
    ],
    ids=["utf-8", "mark", "cp1252", "latin-1", "utf-16", "unknown", "wrong utf-16", "gb2312"],
)  # fmt: skip
def test_encodings_are_told_apart(page: bytes):
    text = read(page).postings[0].text
    assert "Three years of Caf" in text
    assert "Ã" not in text


def test_a_saved_web_archive_is_opened_and_tells_its_address():
    archive = MIMEMultipart("related")
    archive["Snapshot-Content-Location"] = URL
    archive["Subject"] = "Ocean Model Engineer"
    archive.attach(MIMEText(html(JOB), "html", "utf-8"))
    archive.attach(MIMEText("body { color: teal }", "css"))
    (posting,) = read(archive.as_bytes(), url="").postings
    assert posting.url == URL
    assert "Keep the data honest" in posting.text
    broken = archive.as_bytes()[:300]
    assert read(broken).postings == ()


def test_a_saved_page_tells_its_address():
    saved = html(JOB).replace("<html>", f"\n<!-- saved from url=(0051){URL} -->\n<html>")
    assert read(saved, url="").postings[0].url == URL
    assert read(html(JOB, head=f'<link rel="canonical" href="{URL}">'), url="").postings[0].url == URL
    assert read(html(JOB), url="").postings[0].url == ""


# ------------------------------------------------------------------ watched pages


@dataclass
class OnePage:
    """A Fetcher of one prepared answer."""

    answer: Fetched | FetchError
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        self.asked.append((url, etag))
        if isinstance(self.answer, FetchError):
            raise self.answer
        return self.answer


def test_a_watched_page_is_asked_only_for_what_is_new():
    state = BoardState(BOARD, NOW, etag='"1"', body_hash="h", complete=True)
    fetcher = OnePage(Fetched(URL, 304, b""))
    answer, _ = read_page_url(state, fetcher, NOW)
    assert fetcher.asked == [(URL, '"1"')]
    assert (answer.changed, answer.complete, answer.postings) == (False, True, ())
    same = OnePage(Fetched(URL, 200, html(JOB).encode(), body_hash="h"))
    assert not read_page_url(state, same, NOW)[0].changed


def test_after_an_incomplete_read_a_page_is_read_in_full():
    state = BoardState(BOARD, NOW, etag='"1"', body_hash="h", complete=False)
    fetcher = OnePage(Fetched(URL, 200, html(JOB).encode(), body_hash="h"))
    answer, fetched = read_page_url(state, fetcher, NOW)
    assert fetcher.asked == [(URL, None)]
    assert len(answer.postings) == 1
    assert fetched.body_hash == "h"


def test_a_page_that_cannot_be_fetched_raises():
    with pytest.raises(FetchError, match="timed out"):
        read_page_url(BoardState(BOARD, NOW), OnePage(FetchError("timed out")), NOW)


# ------------------------------------------------------------------ anything at all

_PIECES = [
    "<script type='application/ld+json'>", '{"@type":"JobPosting","title":', "</script>", "<h1>", "&lt;p&gt;",
    "[[{", "}]", "<!--", "\0", "window.__appData = {", "<meta charset=",
    "Content-Type: multipart/related; boundary=x\n\n--x\n",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600) | st.lists(st.sampled_from(_PIECES) | st.text(max_size=20)).map("".join))
def test_no_bytes_and_no_markup_crash_the_reader(page: bytes | str):
    answer = read(page)
    assert answer.postings or answer.problems


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>x" * 100_000,
        "<ul><li>x" * 50_000,
        "<p>&lt;b " * 50_000,
        "<a href='x'>" * 50_000,
        "<h1>" + "x" * 500_000,
        "<script>" * 20_000,
    ],
)
def test_bombs_of_markup_end_soon(bomb: str):
    assert read(bomb).postings == ()
