"""schema.org JobPosting: the jobs that a page declares to search engines, checked against what it shows to people.

    JSON-LD --find_nodes--> objects --withdrawn? a list? --> postings, or why there are none

Pages go on declaring a job after it was withdrawn (17 of 24 such pages in one study), and index pages declare a job
that is none; so a declaration alone is not believed.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from greenflag.model import Board, Posting, Workplace
from greenflag.sources.declared import day_in, pay_in, places_in, said, texts_in
from greenflag.sources.linked_data import Node, find_nodes, is_type
from greenflag.sources.markup import Document, plain_text, squash
from greenflag.sources.pay import find_pay
from greenflag.sources.posting import label, make_posting
from greenflag.sources.titles import is_generic

SUMMARY_CHARS = 1_000  # a declared text shorter than this ...
SUMMARY_SHARE = (
    0.4  # ... and than this share of the page's main text only sums it up (measured: 0.1; whole ones 0.67 up)
)
RENDERED_SHARE = 0.5  # of a declared text's characters found on the page: real pages have all or none
SHELL_CHARS = 800  # a page that shows less is filled in by JavaScript, so a missing text tells nothing
MAX_BANNER = 300  # characters of a line that says a job is gone
MAX_COPIES = 20  # a page of one job may declare it more than once
MIN_LINE = 20  # letters and digits; shorter lines ("Benefits") are on any page

_JOB = (
    r"(?:jobs?|positions?|roles?|vacanc(?:y|ies)|postings?|openings?|opportunit(?:y|ies)|requisitions?|listings?|"
    r"stelle|anzeige)"
)
_THIS_JOB = rf"(?:^\W*|\b(?:this|the|that)\s+(?:[\w-]+\s+){{0,3}}){_JOB}\b[^.!?\n]{{0,60}}\b"
_GONE = re.compile(
    rf"{_THIS_JOB}(?:no longer|nicht mehr) (?:accept|tak|avail|activ|open|post|list|onlin|advertis|hir|being|verfügbar|"
    r"aktiv)|"
    rf"{_THIS_JOB}not (?:currently )?(?:available|active|open|found)(?=\s*(?:[.!]|$))|"
    rf"{_THIS_JOB}(?:has|have|is|are|was|were) (?:now |been |already |currently )*"
    r"(?:(?:closed|filled)(?!\s+(?:on|by|through|from|with|as)\b)|expired|removed|withdrawn|archived|cancell?ed|"
    r"deactivated|unpublished|taken down|unavailable)\b|"
    rf"{_THIS_JOB}(?:could not be found|(?:does not|doesn.t) exist|bereits besetzt)|"
    r"\bno longer (?:accepting|taking|receiving|considering) (?:new )?(?:applica|candida|resume)|"
    r"\bapplications?\b[^.!?\n]{0,50}\b(?:are|is|have|has) (?:now |been )*closed\b|"
    rf"\b(?:expired|closed|filled) {_JOB}\b|^{_JOB} (?:expired|closed|filled|not found)\b|"
    r"^(?:this is )?no longer (?:active|available|open)[.!]?$",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(r"\b(?:if|when|once|until|unless|should|after|before|wenn|sobald)\b", re.IGNORECASE)
_EXTRAS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("educationRequirements", "Education"),
    ("experienceRequirements", "Experience"),
    ("skills", "Skills"),
    ("eligibilityToWorkRequirement", "Eligibility to work"),
    ("securityClearanceRequirement", "Security clearance requirement"),
    ("jobBenefits", "Benefits"),
    ("employmentType", "Employment type"),
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page's JSON-LD gave: postings, notes for the reader, and what kept others from becoming postings.

    ``withdrawn`` and ``listed`` say in words why a declared job is no posting; ``unreadable`` names broken data.
    """

    postings: tuple[Posting, ...] = ()
    notes: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def read_declared(page: Document, board: Board, now: datetime) -> Declared:
    """Return the postings of a page's JobPosting data."""
    nodes, unreadable = find_nodes(page.linked_data, "JobPosting")
    postings: dict[str, Posting] = {}
    notes: list[str] = []
    withdrawn: list[str] = []
    listed: list[str] = []
    titles = [_title(node) for node in nodes]
    alone = len(set(titles)) == 1 and len(titles) <= MAX_COPIES
    for node, title in zip(nodes, titles, strict=True):
        if not title:
            unreadable.append("a JobPosting without a title")
            continue
        declared = _text(node)
        why_gone = expiry(node, now) or (shown_as_gone(page, declared) if alone else "")
        text = _with_page(declared, title, page) if alone and _is_heading(title, page) else declared
        why_listed = _why_listed(node, title, text, page)
        if why_gone:
            withdrawn.append(f"{title!r}: {why_gone}")
        elif why_listed:
            listed.append(f"{title!r} {why_listed}")
        else:
            posting = _posting(node, title, text, page, board, now, alone=alone)
            if posting.id in postings and postings[posting.id].content_hash != posting.content_hash:
                identity = f"{posting.external_id}-{posting.content_hash[:12]}"  # one identifier for several jobs
                posting = replace(posting, id=f"{board.id}:{identity}", external_id=identity)
            postings[posting.id] = posting
            notes.extend(_doubts(page, declared) if alone else ())
    return Declared(tuple(postings.values()), tuple(notes), tuple(withdrawn), tuple(listed), tuple(unreadable))


def shown_as_gone(page: Document, text: str) -> str:
    """Return the words with which a page says that its job is withdrawn, or "".

    A banner stands above the job's text, or in place of it; what the text itself says is not asked.
    """
    start = _start_of(text, page.visible) if rendered_share(text, page.visible) >= RENDERED_SHARE else -1
    shown = page.visible[:start] if start >= 0 else page.visible
    own = {squash(line) for line in text.split("\n")}
    for line in (*page.titles, *page.headings, *shown.split("\n")):
        found = _GONE.search(line) if len(line) <= MAX_BANNER else None
        if found and squash(line) not in own and not _ONLY_IF.search(re.split("[.!?]", line[: found.start()])[-1]):
            return f'the page says "{label(line)[:160]}"'
    return ""


def rendered_share(text: str, visible: str) -> float:
    """Return which share (0..1) of a text's longer lines, by characters, a page shows; 1.0 when it has none."""
    shown = squash(visible)
    lines = [line for line in map(squash, text.split("\n")) if len(line) >= MIN_LINE]
    total = sum(map(len, lines))
    return sum(len(line) for line in lines if line in shown) / total if total else 1.0


def expiry(node: Node, now: datetime) -> str:
    """Return that the day named by validThrough is over, in words, or "". A day is given for time zones."""
    until = day_in(node.get("validThrough"))
    if until is None or (now.date() - until).days <= 1:
        return ""
    posted = day_in(node.get("datePosted"))
    return f"it was open until {until} by its own data" if posted is None or posted <= until else ""


def _posting(node: Node, title: str, text: str, page: Document, board: Board, now: datetime, *, alone: bool) -> Posting:
    places, remote = places_in(node)
    workplace: Workplace = "remote" if remote else "unknown"
    return make_posting(
        source="page",
        board=board.id,
        external_id=_identity(node, title, places, page, alone=alone),
        title=title,
        employer_name=_employer(node) or board.employer_name or page.site_name,
        text=text,
        url=_address(node, page) or page.url,
        locations=places,
        workplace=workplace,
        posted_on=day_in(node.get("datePosted"), now.date()),
        fetched_at=now,
        salary=pay_in(node) or find_pay(text),
    )


def _title(node: Node) -> str:
    return label(html.unescape(plain_text(said(node.get("title")) or said(node.get("name")))))


def _employer(node: Node) -> str:
    organization = node.get("hiringOrganization")
    if isinstance(organization, list):
        organization = organization[0] if organization else None
    if isinstance(organization, dict):
        organization = organization.get("name") or organization.get("legalName")
    return label(plain_text(said(organization)))


def _text(node: Node) -> str:
    """Return the description, and the further requirements that a page declares beside it and not in it."""
    text = plain_text(said(node.get("description")))
    for key, heading in _EXTRAS:
        extra = plain_text("\n".join(texts_in(node.get(key))))
        if key == "employmentType":
            extra = ", ".join(extra.lower().replace("_", " ").split("\n"))
        if extra and text and squash(extra) not in squash(text):
            text += f"\n\n{heading}: {extra}" if "\n" not in extra else f"\n\n{heading}\n{extra}"
    return text


def _with_page(text: str, title: str, page: Document) -> str:
    """Return the page's main text where the declared one is missing or only sums it up, so that no line is lost."""
    if len(text) >= SUMMARY_CHARS or len(text) >= SUMMARY_SHARE * len(page.main):
        return text
    shown = squash(page.main)
    if all(squash(line) in shown for line in text.split("\n")):
        return page.main
    same_job = _is_among(title, page.headings) or rendered_share(text, page.main) >= RENDERED_SHARE
    return f"{text}\n\n{page.main}" if same_job else text


def _why_listed(node: Node, title: str, text: str, page: Document) -> str:
    if not text:
        return "is declared without its text"
    if is_generic(title):
        return "is the title of a careers page"
    anchored = any(texts_in(node.get(key)) for key in ("datePosted", "url", "identifier"))
    if not anchored and not _is_heading(title, page):
        return "has no date, link or identifier, and is not what the page is headed"
    return ""


def _doubts(page: Document, text: str) -> list[str]:
    if len(page.visible) < SHELL_CHARS or rendered_share(text, page.visible) >= RENDERED_SHARE:
        return []
    return ["the page declares this job but does not show its text: it may be withdrawn; open it before you rely on it"]


def _is_heading(title: str, page: Document) -> bool:
    return _is_among(title, (*page.headings, *page.titles))


def _is_among(title: str, names: tuple[str, ...]) -> bool:
    wanted = squash(title)
    return len(wanted) > 2 and any(wanted in squash(name) for name in names)


def _start_of(text: str, visible: str) -> int:
    """Return where on a page a text begins: at the first of its longer lines that is shown; -1 when none is."""
    for line in text.split("\n"):
        if len(squash(line)) >= MIN_LINE and (at := visible.find(line.strip("•*- ").strip())) >= 0:
            return at
    return -1


def _address(node: Node, page: Document) -> str:
    address = html.unescape(said(node.get("url")))
    try:
        return urljoin(page.url, address) if address else ""
    except ValueError:
        return ""


def _identity(node: Node, title: str, places: tuple[str, ...], page: Document, *, alone: bool) -> str:
    """Return an id that stays when the page is edited: the page's own, else from the job's address, else its title."""
    identifier = node.get("identifier")
    if isinstance(identifier, list):
        identifier = next((item for item in identifier if item), None)
    if isinstance(identifier, dict):
        identifier = identifier.get("value") or ("" if is_type(identifier, "PropertyValue") else identifier.get("@id"))
    own = "".join(re.findall(r"[\w.-]+", said(identifier), re.ASCII))[:80]
    if own:
        return own
    address = _address(node, page)
    if alone or not address or address == page.url:
        return "job" if alone else _short_hash("\n".join((title, *places)))
    return _short_hash(address)


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
