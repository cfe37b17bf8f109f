"""Ashby: a whole board in one answer, its public job posting API (developers.ashbyhq.com, read 2026-11).

Traps: ``isRemote`` is true for hybrid jobs, so ``workplaceType`` wins; pay comes in tiers per zone and currency, with
equity and bonuses among them; ``publishedAt`` is the latest publication, so a repost looks new.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote, unquote

from greenflag.model import Board, BoardRead, Posting, Problem, Salary, Workplace
from greenflag.sources.links import token_in
from greenflag.sources.pay import believable, find_pay, period_in, span
from greenflag.sources.posting import make_posting
from greenflag.sources.rows import Row, RowError, day_of, read_answer
from greenflag.sources.text import html_to_text
from greenflag.sources.workplace import workplace_in

_PAGES, _APIS = re.compile(r"jobs\.ashbyhq\.com"), re.compile(r"api\.ashbyhq\.com")
_NO_BOARDS = {"api", "_next", "static", "robots.txt", "favicon.ico", "sitemap.xml", "embed"}
_US = {"United States", "USA", "US"}
_SAYS_US = re.compile(r"\b(?:US|USA|U\.S\.?|United States)\b")


class Ashby:
    """A ports.Connector for boards at ashbyhq.com; tokens keep their case and stay percent-encoded."""

    system = "ashby"

    def route(self, url: str) -> str | None:
        """Return the token of a link to a board, an embed of it, a job of it or the API, else None."""
        name = unquote(token_in(url, _PAGES, _APIS, ("posting-api", "job-board"))).strip()
        fine = 0 < len(name) <= 100 and name.isprintable() and not re.search(r"[<>{}$\"'`\\/?#]", name)
        return quote(name, safe="") if fine and name not in _NO_BOARDS else None

    def address(self, token: str) -> str:
        """Return the address that answers with the whole board, pay included."""
        return f"https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true"

    def page(self, token: str) -> str:
        """Return the board's page for people."""
        return f"https://jobs.ashbyhq.com/{token}"

    def parse(self, body: bytes, board: Board, fetched_at: datetime) -> BoardRead:
        """Return the listed postings of a whole answer. There is no total to check."""

        def listed(answer: object, _: list[Problem]) -> list[object]:
            rows = answer.get("jobs") if isinstance(answer, dict) else None
            if not isinstance(rows, list):
                raise RowError(f"{board.id}: key 'jobs'", "is no list: not the answer of an Ashby board")
            return rows

        return read_answer(body, board, listed, lambda row: _posting(row, board, fetched_at))


def _posting(row: Row, board: Board, fetched_at: datetime) -> Posting | None:
    if row.get("isListed") is False:
        return None
    text = html_to_text(row.body("descriptionHtml")) or row.required("descriptionPlain")
    return make_posting(
        source=board.system,
        board=board.id,
        external_id=row.identity("id"),
        title=row.required("title"),
        employer_name=board.employer_name,
        text=text,
        url=row.text("jobUrl"),
        locations=_locations(row),
        workplace=_workplace(row),
        posted_on=day_of(row, "publishedAt", fetched_at),
        fetched_at=fetched_at,
        salary=_salary(row) or find_pay(text),
    )


def _locations(row: Row) -> list[str]:
    """Return the places, each with its address where that says more: an office's name alone has no country."""
    places = []
    for at in (row, *row.rows("secondaryLocations")):
        name = at.text("location").strip()
        keys = ("addressLocality", "addressRegion", "addressCountry")
        parts = [at.text("address", "postalAddress", key).strip() for key in keys]
        address = ", ".join(dict.fromkeys(part for part in parts if part))
        if name.casefold() in address.casefold():
            places.append(address)
        elif address.casefold() in name.casefold() or (address in _US and _SAYS_US.search(name)):
            places.append(name)
        else:
            places += [name, address]
    return places


def _workplace(row: Row) -> Workplace:
    said = workplace_in(row.text("workplaceType"))
    return "remote" if said == "unknown" and row.get("isRemote") is True else said


def _salary(row: Row) -> Salary | None:
    if row.get("shouldDisplayCompensationOnJobPostings") is False:
        return None
    tiers = row.rows("compensation", "compensationTiers")
    parts = [part for tier in tiers for part in tier.rows("components")] or row.rows(
        "compensation", "summaryComponents"
    )
    ranges = [
        believable(
            part.number("minValue"),
            part.number("maxValue"),
            part.text("currencyCode"),
            period_in(part.text("interval")),
            part.text("summary"),
        )
        for part in parts
        if part.text("compensationType") == "Salary"
    ]
    return span(ranges)
