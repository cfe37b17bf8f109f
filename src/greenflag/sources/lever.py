"""Lever: a whole site in one answer, documented as public and open to reading (lever/postings-api, read 2026-04-23).

Traps: requirements stand in ``lists`` and visa text in ``additional``, so ``description`` alone loses half; lists are
bare <li>; ``createdAt`` is the day of creation, which may lie long before publication, and the only date there is.
"""

from __future__ import annotations

import re
from datetime import datetime

from greenflag.geography import printed_country
from greenflag.model import Board, BoardRead, PayPeriod, Posting, Problem, Salary
from greenflag.sources.links import token_in
from greenflag.sources.pay import believable, find_pay, period_in
from greenflag.sources.posting import make_posting
from greenflag.sources.rows import Row, RowError, day_of, read_answer
from greenflag.sources.text import html_to_text
from greenflag.sources.workplace import workplace_in

_TOKEN = re.compile(r"[A-Za-z0-9&%][A-Za-z0-9._&%-]{0,99}")
_NAMES_A_COUNTRY = re.compile(r"\b(?:USA?|U\.S\.A?|UK|U\.K)\b", re.IGNORECASE)


class Lever:
    """A ports.Connector for sites at lever.co: the global host, or the one for the EU with ``eu=True``."""

    def __init__(self, *, eu: bool = False) -> None:
        self.system = "lever-eu" if eu else "lever"
        self._pages, self._api = ("jobs.eu.lever.co", "api.eu.lever.co") if eu else ("jobs.lever.co", "api.lever.co")

    def route(self, url: str) -> str | None:
        """Return the site's name from a link to it, to a posting of it, or to the API, else None."""
        token = token_in(url, re.compile(re.escape(self._pages)), re.compile(re.escape(self._api)), ("v0", "postings"))
        return token if _TOKEN.fullmatch(token) and token not in {"robots.txt", "favicon.ico"} else None

    def address(self, token: str) -> str:
        """Return the address that answers with the whole site."""
        return f"https://{self._api}/v0/postings/{token}?mode=json"

    def page(self, token: str) -> str:
        """Return the site's page for people."""
        return f"https://{self._pages}/{token}"

    def parse(self, body: bytes, board: Board, fetched_at: datetime) -> BoardRead:
        """Return the postings of a whole answer. There is no total to check: what is whole JSON is taken as complete.

        An unknown site may answer like one without postings, with an empty list.
        """

        def listed(answer: object, _: list[Problem]) -> list[object]:
            if isinstance(answer, dict) and answer.get("ok") is False:
                said = str(answer.get("error", ""))[:80]
                raise RowError(board.id, f"Lever knows no such site ({said}): check {board.url}")
            if not isinstance(answer, list):
                raise RowError(board.id, "the answer is no list: not that of a Lever site")
            return answer

        return read_answer(body, board, listed, lambda row: _posting(row, board, fetched_at))


def _posting(row: Row, board: Board, fetched_at: datetime) -> Posting:
    text = _text(row)
    return make_posting(
        source=board.system,
        board=board.id,
        external_id=row.identity("id"),
        title=row.required("text"),
        employer_name=board.employer_name,
        text=text,
        url=row.text("hostedUrl"),
        locations=_locations(row),
        workplace=workplace_in(row.text("workplaceType")),
        posted_on=day_of(row, "createdAt", fetched_at),
        fetched_at=fetched_at,
        salary=_salary(row) or find_pay(text),
    )


def _text(row: Row) -> str:
    """Return the whole posting in the order in which Lever shows it."""
    lists = row.get("lists")
    if lists is not None and not isinstance(lists, list):
        raise RowError(row.key("lists"), "is no list")
    parts = [_part(row, "description") or "\n\n".join((_part(row, "opening"), _part(row, "descriptionBody")))]
    for item in lists or []:
        if not isinstance(item, dict):
            raise RowError(row.key("lists"), "holds something that is no object")
        entry = Row(item, row.key("lists"), row.problems)
        heading, content = entry.body("text"), entry.body("content")
        parts.append(html_to_text(f"<p>{heading}</p><ul>{content}</ul>"))
    parts += [_part(row, "salaryDescription"), _part(row, "additional")]
    whole = "\n\n".join(part for part in parts if part.strip())
    if not whole:
        raise RowError(row.key("description"), "is missing, and so is every other text")
    return whole


def _part(row: Row, key: str) -> str:
    """Return one text of a posting; the plain one where the HTML is missing."""
    return html_to_text(row.body(key)) or row.body(f"{key}Plain")


def _locations(row: Row) -> list[str]:
    """Return all places, the country's name added to the main one unless it is there."""
    main = row.text("categories", "location").strip()
    places = [place for place in row.items("categories", "allLocations") if isinstance(place, str)]
    code = row.text("country").strip()
    country = printed_country(code) if len(code) == 2 else ""
    if country == code or country.casefold() in main.casefold() or _NAMES_A_COUNTRY.search(main[-10:]):
        return [main, *places]
    return [f"{main}, {country}".strip(", "), *(place for place in places if place.strip() != main)]


def _salary(row: Row) -> Salary | None:
    low, high = row.number("salaryRange", "min"), row.number("salaryRange", "max")
    interval = row.text("salaryRange", "interval")
    if "one-time" in interval:
        return None
    period: PayPeriod = period_in(interval.replace("-", " "))
    text = row.text("salaryDescriptionPlain") if any(map(str.isdigit, row.text("salaryDescriptionPlain"))) else ""
    return believable(low, high, row.text("salaryRange", "currency"), period, text)
