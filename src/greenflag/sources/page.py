"""Pages: the job on a careers page that was fetched or saved (HTML, MHTML), or in words why there is none.

bytes --decode, open_document--> Document --hosted state | JSON-LD | main text--> PageAnswer --> BoardRead
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from greenflag.model import Board, BoardRead, BoardState, Posting, Problem
from greenflag.ports import Fetched, Fetcher
from greenflag.sources.hosted import Hosted, read_hosted
from greenflag.sources.jobposting import read_declared, shown_as_gone
from greenflag.sources.markup import Document, decode, looks_like_markup, open_document
from greenflag.sources.pasted import stated_in, title_at
from greenflag.sources.pay import find_pay
from greenflag.sources.posting import make_posting
from greenflag.sources.router import CONNECTORS, find_board_links
from greenflag.sources.text import MAX_NESTING, is_too_nested
from greenflag.sources.titles import first_part, is_generic, job_sections, names_role

MAX_BYTES = 30_000_000  # the largest of 90 saved career pages has 2.8 million
LEAST_TEXT = 300  # characters; the shortest job text among them has 3,000
SHELL_TEXT = 200  # a page that shows less than this and runs scripts is filled in by them
FEW_WORDS = 1_500  # characters; a page of a job that also has a sign-in form shows more
MANY_JOBS = 3  # links to jobs that make a list
_MAGIC = (
    (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or film (RIFF)"), (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x1f\x8b", "a gzip file"), (b"bplist", "a Safari web archive"),
)  # fmt: skip
_WALL = re.compile(
    r"just a moment|access denied|attention required|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are|"
    r"(?:unusual|suspicious) (?:traffic|activity)|request (?:was )?blocked|security check|captcha|"
    r"pardon our interruption",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(r"\b(?:sign|log)[ -]?in\b|\blogin\b|\banmelden\b", re.IGNORECASE)
_JOB_LINK = re.compile(
    r"/(?:jobs?|careers?|karriere|positions?|openings?|vacanc(?:y|ies)|opportunit(?:y|ies)|roles?|stellen\w*|requisitions?)"
    r"/(?:[\w%.-]+/){0,3}(?=[^/?#]*(?:\d{4}|-))[\w%.-]{8,}|[?&](?:gh_jid|jobid|job_id|jid)=\w+",
    re.IGNORECASE,
)
_SAVE = "Open it in your browser and give greenflag the page saved there, or its text (greenflag read -)."

Outcome = Literal["jobs", "withdrawn", "list", "other", "damaged"]


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What a page is, and its postings.

    ``list`` is a page of many jobs, ``other`` one about something else, ``damaged`` one whose content cannot be seen
    (cut off, a picture, a sign-in or robot check, filled in by scripts). ``whole`` is False when a part of a page
    with jobs could not be read.
    """

    outcome: Outcome
    postings: tuple[Posting, ...] = ()
    messages: tuple[str, ...] = ()
    whole: bool = True


def read_page(html: bytes | str, *, url: str, board: Board, now: datetime) -> BoardRead:
    """Return the postings of a page; ``complete`` when it shows its jobs, or says that its job is withdrawn.

    A list of jobs, a sign-in page or a damaged one gives no posting, is not complete, and its Problem says why.
    """
    answer = answer_page(html, url=url, board=board, now=now)
    problems = tuple(Problem(url or board.token, message) for message in answer.messages)
    complete = answer.whole and answer.outcome in ("jobs", "withdrawn")
    return BoardRead(board, answer.postings, complete=complete, changed=True, problems=problems)


def read_page_url(state: BoardState, fetcher: Fetcher, now: datetime) -> tuple[BoardRead, Fetched]:
    """Return a fresh read of a watched page, and the answer that it came in.

    ``changed`` is False when the server or the bytes say that nothing is new since the last complete read; after an
    incomplete one the page is read in full.

    Raises:
        FetchError: the page could not be fetched; NotAllowedError when it may not be.
    """
    known = state if state.complete else replace(state, etag=None, last_modified=None, body_hash=None)
    answer = fetcher.get(state.board.token, etag=known.etag, last_modified=known.last_modified)
    if answer.status == 304 or (answer.body_hash and answer.body_hash == known.body_hash):
        return BoardRead(state.board, (), complete=True, changed=False), answer
    return read_page(answer.body, url=answer.url, board=state.board, now=now), answer


def answer_page(html: bytes | str, *, url: str, board: Board, now: datetime) -> PageAnswer:
    """Return what a page is, and its postings."""
    if isinstance(html, bytes):
        refusal = _no_page(html)
        if refusal:
            return PageAnswer("damaged", messages=(refusal,))
        html, address = decode(html)
        url = url or address
    if not looks_like_markup(html):
        return PageAnswer("damaged", messages=(_no_markup(html),))
    if is_too_nested(html):
        return PageAnswer(
            "damaged", messages=(f"is nested deeper than {MAX_NESTING} levels, which no page needs. {_SAVE}",)
        )
    page = open_document(html, url)
    hosted = read_hosted(page, board, now)
    if hosted is not None:
        return _from_hosted(hosted)
    declared = read_declared(page, board, now)
    unread = tuple(f"{message}; jobs in it are missing" for message in declared.unreadable)
    if declared.postings:
        cut = () if page.whole else ("the page breaks off; what it declares was read, what it shows was not checked",)
        withdrawn = (f"withdrawn: {gone}" for gone in declared.withdrawn)
        messages = (*cut, *declared.notes, *withdrawn, *declared.listed, *unread)
        return PageAnswer("jobs", declared.postings, messages, whole=not unread)
    if declared.withdrawn:
        return PageAnswer("withdrawn", messages=tuple(f"withdrawn: {gone}" for gone in declared.withdrawn))
    hidden = _why_hidden(page, html)
    if hidden:
        return PageAnswer("damaged", messages=(*unread, hidden))
    if declared.listed:
        return PageAnswer(
            "list", messages=(*unread, f"a list of jobs, not one job: {declared.listed[0]}. {_boards(html)}")
        )
    return _from_text(page, html, board, now, unread)


def _from_hosted(hosted: Hosted) -> PageAnswer:
    if hosted.posting is not None:
        return PageAnswer("jobs", (hosted.posting,))
    if hosted.gone:
        return PageAnswer("withdrawn", messages=(f"withdrawn: {hosted.board_id} no longer shows this job",))
    system, _, token = hosted.board_id.partition(":")
    jobs = f"the board {hosted.board_id} ({hosted.listed:,} jobs), not one job"
    return PageAnswer("list", messages=(f"{jobs}. Add it: greenflag boards add {CONNECTORS[system].page(token)}",))


def _from_text(page: Document, html: str, board: Board, now: datetime, unread: tuple[str, ...]) -> PageAnswer:
    """Return the page's main text as a posting when it is headed and divided like one job."""
    title, employer = _title(page)
    gone = "" if is_generic(title) else shown_as_gone(page, "")
    if gone:
        return PageAnswer("withdrawn", messages=(*unread, f"withdrawn: {gone}"))
    sections = job_sections(page.main)
    outcome, why = _why_no_job(page, title, sections)
    if why:
        return PageAnswer(outcome, messages=(*unread, f"{why}. {_boards(html)}"))
    stated = stated_in(page.main)
    posting = make_posting(
        source="page",
        board=board.id,
        external_id="job",
        title=title,
        employer_name=board.employer_name or stated.employer_name or employer or _site(page),
        text=page.main,
        url=page.url,
        locations=stated.locations,
        workplace=stated.workplace,
        fetched_at=now,
        salary=find_pay(page.main),
    )
    signs = ", ".join(repr(heading) for heading in sections.values())
    note = f"declares no JobPosting; its main text was read as one job, since it is headed {title!r} and has {signs}"
    return PageAnswer("jobs", (posting,), (*unread, note), whole=not unread)


def _why_no_job(page: Document, title: str, sections: dict[str, str]) -> tuple[Outcome, str]:
    """Return what a page is that does not read like one job, and why; "" when it does."""
    if not title:
        return "other", "has neither heading nor title, so nothing says that it is one job"
    if is_generic(title):
        return "list", f"is headed {title!r}: a list of jobs or a page about them, not one job"
    enough = 1 if names_role(title) else 2  # so 90% of 19,000 real texts with line breaks are accepted
    if len(page.main) >= LEAST_TEXT and len(sections) >= enough and sections.keys() & {"duties", "requirements"}:
        return "jobs", ""
    jobs = {link.href for link in page.links if _JOB_LINK.search(link.href) and link.href.split("#")[0] != page.url}
    if len(jobs) >= MANY_JOBS:
        return "list", f"links to {len(jobs)} jobs: a list of jobs or a page about them, not one job"
    return "other", "does not read like one job: it has no headings of duties and requirements"


def _title(page: Document) -> tuple[str, str]:
    """Return the page's job title, and the employer of a title such as "Job Application for X at Y"."""
    for name in (*page.headings, *page.titles):
        title, employer = title_at(name)
        if title:
            return title, employer
    names = (*page.headings, *map(first_part, page.titles))
    return next((name for name in names if not is_generic(name)), next(iter(names), "")), ""


def _site(page: Document) -> str:
    return re.sub(r"\s*\b(?:careers?|jobs?|karriere|career site)\b\s*", " ", page.site_name, flags=re.IGNORECASE).strip(
        " |-"
    )


def _boards(html: str, otherwise: str = "Give the address of one job's own page, or of the employer's board.") -> str:
    """Return the boards that a page leads to and how to add them, or what else to do."""
    boards = find_board_links(html)[:3]
    return (
        " ".join(f"It leads to the board {board.id}: greenflag boards add {board.url}" for board in boards) or otherwise
    )


def _why_hidden(page: Document, html: str) -> str:
    """Return why a page's content cannot be seen in its markup, or ""."""
    names = " ".join((*page.titles, *page.headings))
    few = len(page.visible) < FEW_WORDS
    if few and (_WALL.search(names) or _WALL.search(page.visible[:300])):
        return f"shows a check for robots instead of its content. {_SAVE}"
    if few and (page.asks_password or (_SIGN_IN.search(names) and len(page.visible) < LEAST_TEXT)):
        return f"asks to sign in. {_SAVE}"
    if not page.whole:
        return f"breaks off: the markup ends in the middle, and a line that matters may be missing. {_SAVE}"
    if len(page.visible) < SHELL_TEXT and page.has_scripts:
        return f"is an empty frame that scripts fill in. {_boards(html, otherwise=_SAVE)}"
    return ""


def _no_page(body: bytes) -> str:
    """Return why bytes are no page, or ""."""
    if len(body) > MAX_BYTES:
        return f"has {len(body):,} bytes, more than {MAX_BYTES:,}: no careers page. {_SAVE}"
    if not body.strip():
        return f"is empty. {_SAVE}"
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return f"is {name}, not a page. Copy its text and paste it (greenflag read -)."
    head = body[:4_000]
    if (
        not head.startswith((b"\xff\xfe", b"\xfe\xff"))
        and sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 100
    ):
        return f"is binary data, not a page. {_SAVE}"
    return ""


def _no_markup(text: str) -> str:
    if text.lstrip()[:1] in ("{", "["):
        return "is JSON, not a page: put a board's saved answer into a folder and give greenflag that."
    return "holds no HTML. If it is the text of a posting, read it as text (greenflag read -)."
