"""The pages: one dataclass a page, one function that writes it as a self-contained HTML file.

A page asks for nothing outside itself, runs no script, and says so to the browser in its content security policy.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from greenflag import __version__
from greenflag.model import Assessment, Clue, Fact, Plan, Posting, Ranked, StoredPosting
from greenflag.web import words
from greenflag.web.funnel import funnel_svg
from greenflag.web.job import job_facts
from greenflag.web.marks import MarkedLine, mark, outside
from greenflag.web.timeline import timeline_svg

if TYPE_CHECKING:
    from greenflag.api import Explained

MOST_CARDS = 50  # postings told in full: a page of a few hundred kilobytes; the others follow in short
MOST_EXAMPLES = 40  # skipped postings shown of each reason


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan: its parts, its funnel and the person's days as pictures, and what the employers' figures cover."""

    plan: Plan
    coverage: str
    funnel: Markup
    timeline: Markup
    skipped: int
    banner: str
    most_cards: int = MOST_CARDS
    most_examples: int = MOST_EXAMPLES


@dataclass(frozen=True, slots=True)
class PostingPage:
    """One posting: its marked text, the clues that stand outside that text, every reason, and its earlier texts."""

    posting: Posting
    stored: StoredPosting
    assessment: Assessment
    ranked: Ranked
    earlier: tuple[Posting, ...]
    lines: tuple[MarkedLine, ...]
    outside: tuple[Clue, ...]
    employer_facts: tuple[Fact, ...]
    job: tuple[Fact, ...]


def plan_page(plan: Plan, coverage: str, banner: str = "") -> str:
    """Return the plan as HTML.

    ``coverage`` says in one line which files the employers' figures come from; ``banner`` stands at the top, for what
    a reader must know first, such as that a sample is invented.
    """
    timeline = timeline_svg(plan.dates, plan.made_on)
    skipped = sum(group.count for group in plan.skip)
    return _write("plan.html", PlanPage(plan, coverage, funnel_svg(plan.funnel), timeline, skipped, banner))


def posting_page(explained: Explained) -> str:
    """Return one posting as HTML, with its clues marked and every reason."""
    posting, clues = explained.stored.posting, explained.assessment.reading.clues
    page = PostingPage(
        posting=posting,
        stored=explained.stored,
        assessment=explained.assessment,
        ranked=explained.ranked,
        earlier=explained.earlier,
        lines=mark(posting.text, clues),
        outside=outside(posting.text, clues),
        employer_facts=explained.facts,
        job=job_facts(explained),
    )
    return _write("posting.html", page)


def _write(template: str, page: PlanPage | PostingPage) -> str:
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("greenflag.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    style = files("greenflag.web").joinpath("templates", "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals.update(words=words, style=Markup(style), style_hash=Markup(digest), version=__version__)
    return environment


def _shown(value: Any) -> Any:
    """Return what a template prints: text from outside loses its controls, our own markup passes."""
    return words.plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
