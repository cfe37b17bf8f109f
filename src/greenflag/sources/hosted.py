"""Hosted pages: the job that an Ashby or Greenhouse page hands to its own scripts, with the whole text and its real id.

window.__appData (Ashby), window.__remixContext (Greenhouse) --> the posting, gone, or a list of so many jobs
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from greenflag.model import Board, Posting, Salary
from greenflag.sources.declared import day_in, said
from greenflag.sources.linked_data import Node
from greenflag.sources.markup import Document, plain_text
from greenflag.sources.pay import find_pay
from greenflag.sources.posting import make_posting
from greenflag.sources.workplace import workplace_in

_STATE = re.compile(r"window\.__(appData|remixContext)\s*=\s*(?=\{)")
_DECODER = json.JSONDecoder(strict=False)
_JOB_ID = re.compile(r"/jobs/(\d{1,20})\b")


@dataclass(frozen=True, slots=True)
class Hosted:
    """What a hosted page holds: one posting, or a list of ``listed`` jobs, or a job that is ``gone``."""

    board_id: str
    posting: Posting | None = None
    listed: int = 0
    gone: bool = False


def read_hosted(page: Document, board: Board, now: datetime) -> Hosted | None:
    """Return what the page of a board system holds; None when it is no such page or its data has another shape."""
    for script in page.scripts:
        found = _STATE.search(script)
        if found:
            try:
                state, _ = _DECODER.raw_decode(script, found.end())
            except (ValueError, RecursionError):
                return None
            return _ashby(state, page, board, now) if found[1] == "appData" else _greenhouse(state, page, board, now)
    return None


def _ashby(state: Node, page: Document, board: Board, now: datetime) -> Hosted | None:
    organization, listing, job = (_inside(state, key) for key in ("organization", "jobBoard", "posting"))
    token = quote(said(organization.get("hostedJobsPageSlug")), safe="")
    if not token:
        return None
    home = f"ashby:{token}"
    jobs = listing.get("jobPostings")
    if isinstance(jobs, list):
        return Hosted(home, listed=len(jobs))
    if not job:
        return Hosted(home, gone=True) if "posting" in state else None
    identity, text = said(job.get("id")), plain_text(said(job.get("descriptionHtml")))
    if not (identity and text):
        return None
    pay = said(job.get("scrapeableCompensationSalarySummary")) or said(job.get("compensationTierSummary"))
    posting = make_posting(
        source="page",
        board=home,
        external_id=identity,
        title=said(job.get("title")),
        employer_name=said(organization.get("name")) or board.employer_name,
        text=text,
        url=page.url or f"https://jobs.ashbyhq.com/{token}/{identity}",
        locations=(said(job.get("locationName")), *_texts(job.get("secondaryLocationNames"))),
        workplace=workplace_in(said(job.get("workplaceType"))),
        posted_on=day_in(job.get("publishedDate"), now.date()),
        fetched_at=now,
        salary=find_pay(pay, is_pay=True) or find_pay(text),
    )
    return Hosted(home, replace(posting, board=board.id))


def _greenhouse(state: Node, page: Document, board: Board, now: datetime) -> Hosted | None:
    routes = [route for route in _inside(_inside(state, "state"), "loaderData").values() if isinstance(route, dict)]
    for route in routes:
        if isinstance(route.get("jobPosts"), dict):
            listing = _inside(route, "jobPosts")
            total = said(listing.get("total"))
            token = said(route.get("urlToken"))
            return Hosted(f"greenhouse:{token}", listed=int(total) if total.isdecimal() else 0) if token else None
        if "jobPost" in route:
            return _greenhouse_job(_inside(route, "jobPost"), route, page, board, now)
    return None


def _greenhouse_job(job: Node, route: Node, page: Document, board: Board, now: datetime) -> Hosted | None:
    address = said(job.get("public_url")) or page.url
    found = _JOB_ID.search(address)
    identity = said(route.get("jobPostId")) or (found[1] if found else "")
    path = re.search(r"greenhouse\.io/([A-Za-z0-9_-]{1,100})/jobs/", address)
    token = said(route.get("urlToken")) or (path[1] if path else "")
    if not (identity and token):
        return None
    home = f"greenhouse:{token}"
    if not job:
        return Hosted(home, gone=True)
    parts = (plain_text(said(job.get(key))) for key in ("introduction", "content", "conclusion"))
    text = "\n\n".join(filter(None, parts))
    title = said(job.get("title"))
    if not (text and title):
        return None
    posting = make_posting(
        source="page",
        board=home,
        external_id=identity,
        title=title,
        employer_name=said(job.get("company_name")) or board.employer_name,
        text=text,
        url=address,
        locations=re.split(r"\s*[;|]\s*", said(job.get("job_post_location"))),
        posted_on=day_in(job.get("published_at"), now.date()),
        fetched_at=now,
        salary=_greenhouse_pay(job) or find_pay(text),
    )
    return Hosted(home, replace(posting, board=board.id))


def _greenhouse_pay(job: Node) -> Salary | None:
    ranges = job.get("pay_ranges")
    for pay in ranges if isinstance(ranges, list) else ():
        if isinstance(pay, dict):
            amounts = " - ".join(filter(None, (said(pay.get("min")), said(pay.get("max")))))
            found = find_pay(f"{said(pay.get('title'))} {amounts} {said(pay.get('currency_type'))}", is_pay=True)
            if found:
                return found
    return None


def _inside(node: Node, key: str) -> Node:
    value = node.get(key)
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(said(item) for item in value) if isinstance(value, list) else ()
