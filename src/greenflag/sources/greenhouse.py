"""Greenhouse: a whole board in one answer, documented as public (grnhse/greenhouse-api-docs, read 2026-01-20).

Traps: ``content`` is HTML escaped once more; ``pay_input_ranges`` are cents without a period; ``updated_at`` moves
with every edit and is no posting date; ``internal_job_id`` is shared by one job's cities, ``id`` is not.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from greenflag.model import Board, BoardRead, PayPeriod, Posting, Problem, Salary, Workplace
from greenflag.sources.links import token_in
from greenflag.sources.pay import believable, find_pay, period_in, span
from greenflag.sources.posting import make_posting
from greenflag.sources.rows import Row, RowError, day_of, read_answer
from greenflag.sources.text import html_to_text
from greenflag.sources.workplace import workplace_in

_PAGES = re.compile(r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io")
_APIS = re.compile(r"(?:boards-api|api)(?:\.eu)?\.greenhouse\.io")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_BETWEEN_PLACES = re.compile(r"\s*[;|•\n]\s*")
_PLACELESS = re.compile(
    r"\W*(?:(?:fully|100%?)?\W*remote|hybrid|on-?site|in[- ](?:office|person)|flexible|"
    r"(?:multiple|various) locations?)?\W*",
    re.IGNORECASE,
)
_WORKPLACE_FIELD = re.compile(
    r"\b(?:work(?:place|ing)?|job|location|remote)\b.*\b(?:type|model|arrangement|setting|style|status)\b", re.I
)


class Greenhouse:
    """A ports.Connector for boards at greenhouse.io; EU boards answer at the same address."""

    system = "greenhouse"

    def route(self, url: str) -> str | None:
        """Return the token of a board, job, embed or API link, else None."""
        token = token_in(url, _PAGES, _APIS, ("v1", "boards"))
        if token == "embed":
            token = parse_qs(urlsplit(url).query).get("for", [""])[0]
        return token if _TOKEN.fullmatch(token) else None

    def address(self, token: str) -> str:
        """Return the address that answers with the whole board, texts and pay ranges included."""
        return f"https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true&pay_transparency=true"

    def page(self, token: str) -> str:
        """Return the board's page for people."""
        return f"https://job-boards.greenhouse.io/{token}"

    def parse(self, body: bytes, board: Board, fetched_at: datetime) -> BoardRead:
        """Return the postings of a whole answer; fewer rows than ``meta.total`` make it incomplete."""

        def listed(answer: object, doubts: list[Problem]) -> list[object]:
            head = Row(answer if isinstance(answer, dict) else {}, board.id, doubts)
            rows = head.get("jobs")
            if not isinstance(rows, list):
                raise RowError(head.key("jobs"), "is no list: not the answer of a Greenhouse board.")
            total = head.number("meta", "total")
            if total is not None and total != len(rows):
                note = f"says {total:,.0f} postings, the answer holds {len(rows):,}; nothing is closed by it."
                doubts.append(Problem(head.key("meta", "total"), note))
            return rows

        return read_answer(body, board, listed, lambda row: _posting(row, board, fetched_at))


def _posting(row: Row, board: Board, fetched_at: datetime) -> Posting:
    if row.get("content") is None:
        raise RowError(row.key("content"), "is missing")
    content = row.body("content")
    if "<" not in content:  # escaped, as Greenhouse does; unescaping real HTML would turn "&lt; 5 years" into a tag
        content = html.unescape(content)
    text = html_to_text(content)
    return make_posting(
        source=board.system,
        board=board.id,
        external_id=row.identity("id"),
        title=row.required("title"),
        employer_name=row.text("company_name").strip() or board.employer_name,
        text=text,
        url=row.text("absolute_url"),
        locations=_locations(row),
        workplace=_workplace(row),
        posted_on=day_of(row, "first_published", fetched_at),
        fetched_at=fetched_at,
        salary=_salary(row) or find_pay(text),
    )


def _locations(row: Row) -> list[str]:
    """Return the printed places, and for a bare city the office there: it names the state or country.

    An office elsewhere is the team's, not the job's; only a posting that prints no place at all takes them all.
    """
    printed = [place for place in _BETWEEN_PLACES.split(row.text("location", "name")[:2_000]) if place]
    offices = [(office.text("location") or office.text("name")).strip() for office in row.rows("offices")]
    if all(_PLACELESS.fullmatch(place) for place in printed):
        return printed + offices
    cities = {_city(place) for place in printed if "," not in place}
    return printed + [office for office in offices if "," in office and _city(office) in cities]


def _city(place: str) -> str:
    return re.split(r"[,(/-]", place)[0].strip().casefold()


def _workplace(row: Row) -> Workplace:
    """Return what the place says ("Hybrid - Boston"), else what the employer's own field for it says."""
    fields = [item.text("value") for item in row.rows("metadata") if _WORKPLACE_FIELD.search(item.text("name")[:100])]
    said = map(workplace_in, (row.text("location", "name"), *fields))
    return next((workplace for workplace in said if workplace != "unknown"), "unknown")


def _salary(row: Row) -> Salary | None:
    ranges = []
    for item in row.rows("pay_input_ranges"):
        title = item.text("title")
        low, high = item.number("min_cents"), item.number("max_cents")
        period: PayPeriod = period_in(title) if period_in(title) != "unknown" else period_in(item.text("blurb"))
        ranges.append(believable(_whole(low), _whole(high), item.text("currency_type"), period, title))
    return span(ranges)


def _whole(cents: float | None) -> float | None:
    return None if cents is None else cents / 100
