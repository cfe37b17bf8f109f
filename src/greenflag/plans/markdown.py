"""The plan as Markdown, for people: text from outside cannot make headings, links, HTML or mathematics in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from greenflag.model import Fact, Plan, PlanEntry, Reason, SkipGroup
from greenflag.plans.triage import verdict_of

EXAMPLES = 3  # of a skip group; all are in the JSON
WATCH_AT_MOST = 25
NOTES, CITES = 3, 5  # of a role or place verdict, and of one reason; `greenflag show` has them all
EMPLOYER_FACTS = ("filed", "zero", "trend", "denied", "green_cards", "staffing", "cap")
MOST_CHARS = 300  # of one piece of outside text

# Each of these starts or ends something in CommonMark, GitHub's Markdown or its mathematics.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&@$]|:(?=//))")
_WWW = re.compile(r"(www)\.", re.IGNORECASE)
_START = re.compile(r"^([-+]|\d+(?=\.))")
_INDENT = " " * 5  # under "1." as well as under "999."
_URL_SAFE = "%/:?#[]@!$&'*+,;=~-._"


def plan_markdown(plan: Plan) -> str:
    """Return the whole plan as one Markdown page that ends with a newline."""
    parts = [
        [f"# Your plan of {plan.made_on.isoformat()}", "", _summary(plan)],
        _entries("Apply", plan.apply, plan.employers, "Nothing to apply to right now."),
        _entries("Ask first", plan.ask, plan.employers, "Nobody to ask right now."),
        ["## Skip", "", *_or_none(_skip(plan.skip))],
        ["## Watch", "", *_or_none(_watch(plan))],
        ["## Mend", "", *_or_none(f"- **{escape(g.what)}**: {g.count} of {g.of}. {escape(g.note)}" for g in plan.mend)],
        ["## Dates", "", *_or_none(f"- **{d.on}** {escape(d.what)} ({escape(d.cite)})" for d in plan.dates)],
        ["## Funnel", "", "| step | left | dropped |", "|---|---:|---:|"]
        + [f"| {escape(step.label)} | {step.left} | {step.dropped} |" for step in plan.funnel],
        ["## Notes", "", *_or_none(f"- {escape(note)}" for note in plan.notes)],
        [
            f"Rules {escape(plan.versions.rules)}, records {escape(plan.versions.records)}, "
            f"law {escape(plan.versions.law)}."
        ],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def escape(text: str, most: int = MOST_CHARS) -> str:
    """Return outside text on one line, cut at ``most`` characters, that shows as itself and does nothing."""
    text = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    text = " ".join(text.split())
    text = _SPECIAL.sub(r"\\\1", text if len(text) <= most else text[:most] + "…")
    text = _WWW.sub(r"\1\\.", text)
    return _START.sub(r"\1\\" if text[:1].isdigit() else r"\\\1", text)


def _summary(plan: Plan) -> str:
    skipped = sum(group.count for group in plan.skip)
    return (
        f"{len(plan.apply)} to apply to, {len(plan.ask)} to ask about, {skipped} to skip, {len(plan.watch)} to watch."
    )


def _entries(
    heading: str, entries: tuple[PlanEntry, ...], employers: Mapping[str, tuple[Fact, ...]], empty: str
) -> list[str]:
    lines = [f"## {heading}", ""]
    for number, entry in enumerate(entries, 1):
        facts = employers.get(entry.ranked.assessment.employer.employer_id or "", ())
        lines += [f"{number}. {_headline(entry)}", *(_INDENT + line for line in _details(entry, facts))]
    return lines if entries else [*lines, empty]


def _headline(entry: PlanEntry) -> str:
    posting = entry.ranked.posting
    where = f", {escape('; '.join(posting.locations[:3]))}" if posting.locations else ""
    link = f" [open]({_address(posting.url)})" if posting.url.startswith(("http://", "https://")) else ""
    employer = escape(posting.employer_name) or "employer not named"
    return f"**{escape(posting.title)}**, {employer}{where}{link}"


def _details(entry: PlanEntry, facts: Sequence[Fact]) -> Iterator[str]:
    task = entry.task
    yield f"- **By {task.due.isoformat()}: {escape(task.what)}.** {escape(task.reason)}"
    sponsorship = verdict_of(entry.ranked, "sponsorship")
    yield f"- Sponsorship: {sponsorship.answer}. {' '.join(map(_reason, sponsorship.reasons))}".rstrip()
    for question in ("role", "place"):
        verdict = verdict_of(entry.ranked, question)
        heaviest = sorted(verdict.reasons, key=lambda reason: -abs(reason.points))[:NOTES]
        yield f"- {question.capitalize()}: {verdict.answer}. {'; '.join(escape(r.note) for r in heaviest)}".rstrip()
    match = entry.ranked.assessment.employer
    if match.employer_id:
        told = "; ".join(f"{escape(fact.label)} {escape(fact.text)}" for fact in facts if fact.code in EMPLOYER_FACTS)
        yield f"- Employer: {escape(' / '.join(match.legal_names).rstrip('.'))}. {told}".rstrip()
    else:
        yield "- Employer: not surely found in the records, which is not a no."
    if entry.message:
        yield f"- Send: {escape(entry.message, most=len(entry.message))}"
    yield f"- `greenflag show` {escape(entry.ranked.posting.id)}"


def _reason(reason: Reason) -> str:
    cites = [escape(cite) for cite in reason.cites[:CITES]]
    more = [f"and {len(reason.cites) - CITES} more"] if len(reason.cites) > CITES else []
    return escape(reason.note) + (f" ({'; '.join([*cites, *more])})" if cites else "")


def _skip(groups: tuple[SkipGroup, ...]) -> Iterator[str]:
    for group in groups:
        yield f"- **{escape(group.label)}: {group.count}**"
        for example in group.examples[:EXAMPLES]:
            words = f": {escape(example.quote)}" if example.quote else ""
            yield f"    - {escape(example.title)}, {escape(example.employer_name)}{words}"


def _watch(plan: Plan) -> Iterator[str]:
    for each in plan.watch[:WATCH_AT_MOST]:
        certified = sum(record.certified for record in each.records)
        name = f"**{escape(each.employer_name)}** ({escape(each.legal_name)})"
        yield f"- {name}: {certified} certified. {escape(each.note)}"
    if len(plan.watch) > WATCH_AT_MOST:
        yield f"- and {len(plan.watch) - WATCH_AT_MOST} more in the JSON of this plan"


def _or_none(lines: Iterator[str]) -> list[str]:
    return list(lines) or ["None."]


def _address(url: str) -> str:
    return f"<{quote(url, safe=_URL_SAFE)}>"
