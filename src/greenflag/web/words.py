"""The words that page and terminal share: what a code is called, how a day, a sum and a place are written.

Nothing here is about HTML or terminals, so that both faces say the same thing in the same words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from greenflag.model import (
    BY_EVIDENCE,
    COLOURS,
    Clue,
    Colour,
    EmployerMatch,
    Fact,
    Kind,
    PathAnswer,
    PathFit,
    Place,
    Posting,
    Profile,
    Reading,
    Salary,
    SponsorRecord,
    Stance,
    Verdict,
    VerdictAnswer,
)

STANCES: dict[Stance, str] = {
    "offers": "offers sponsorship",
    "limited": "offers sponsorship within limits",
    "unclear": "speaks of authorization or limits, not plainly of sponsorship",
    "refuses": "refuses sponsorship",
    "restricted": "open only to citizens, US persons or people with a clearance",
    "silent": "says nothing about sponsorship, which is neither a yes nor a no",
}
KINDS: dict[Kind, tuple[Colour, str]] = {
    "offer": ("green", "offers sponsorship"),
    "offer_limited": ("yellow", "sponsorship within limits"),
    "accept_status": ("yellow", "names statuses that are welcome"),
    "authorization": ("yellow", "asks for work authorization"),
    "question": ("yellow", "asks whether you need sponsorship"),
    "refuse": ("red", "no sponsorship"),
    "refuse_future": ("red", "no sponsorship, now or later"),
    "citizens": ("red", "US citizens only"),
    "us_person": ("red", "citizens and permanent residents only"),
    "clearance": ("red", "needs a security clearance"),
    "clearance_plus": ("none", "a clearance is only a plus"),
    "export": ("yellow", "export control may apply"),
    "w2_c2c": ("yellow", "limits how one is engaged"),
    "no_conversion": ("yellow", "a contract that does not become a job"),
    "relocate": ("yellow", "asks to be local or to relocate"),
    "relocation_help": ("none", "helps with relocation"),
    "remote_us": ("yellow", "limits where one may work from"),
    "eeo": ("none", "equal-opportunity text"),
    "everify": ("none", "E-Verify"),
    "other_sense": ("none", "another meaning of the word"),
    "foreign": ("none", "about another country"),
}
# These speak of sponsorship itself or bar people; all others only hint.
DECIDING: set[Kind] = {"offer", "offer_limited", "refuse", "refuse_future", "citizens", "us_person", "clearance"}
COLOUR_WORDS: dict[Colour, str] = {"green": "GREEN", "yellow": "YELLOW", "red": "RED", "none": "NEUTRAL"}
ANSWERS: dict[PathAnswer | VerdictAnswer, Colour] = {
    "open": "green",
    "yes": "green",
    "possible": "yellow",
    "maybe": "yellow",
    "closed": "red",
    "no": "red",
    "unknown": "none",
}
QUESTIONS = {
    "sponsorship": "Will it sponsor you?",
    "role": "Is it your kind of machine learning?",
    "place": "May and would you work there?",
    "scam": "Does it look like a scam?",
    "middleman": "Is it posted by a middleman?",
}
WARNINGS = frozenset({"scam", "middleman"})  # questions to which "no" is the good answer
_WARNED: dict[VerdictAnswer, Colour] = {"yes": "red", "maybe": "yellow", "no": "green", "unknown": "none"}
FACETS = {
    "sponsorship": "Sponsorship",
    "new_h1b": "New H-1B",
    "h1b_transfer": "H-1B transfer",
    "opt": "OPT",
    "stem_opt": "STEM OPT",
    "cpt": "CPT",
    "tn": "TN",
    "e3": "E-3",
    "h1b1": "H-1B1",
    "o1": "O-1",
    "l1": "L-1",
    "j1": "J-1",
    "green_card": "Green card",
    "own_ead": "Own EAD (H-4, L-2)",
    "work_authorization": "Work authorization",
    "citizenship": "US citizenship",
    "us_person": "US person",
    "clearance": "Security clearance",
    "export_control": "Export control",
    "c2c": "Corp to corp",
    "w2": "W-2",
    "contractor_1099": "1099 contract",
    "conversion": "Conversion to employee",
    "relocation": "Relocation",
}
NOT_ADVICE = (
    "This is information, not legal advice. Before you stake a status on a line of it, ask an immigration attorney."
)
# Skipped by the posting's own words or by law; the other reasons are about the job, not about visas.
RED_SKIPS = {
    *("citizens_only", "us_persons_only", "clearance", "refuses_future", "refuses"),
    *("limit_excludes", "sponsorship_no", "paths_closed"),
}
# What of an employer stands on a card; all is a click away.
BRIEF = frozenset({"trend", "denied", "green_cards", "staffing", "cap"})
MOST_PLACES = 3  # some postings name forty cities
_STRENGTH: dict[Colour, int] = {"red": 3, "yellow": 2, "green": 1, "none": 0}
_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, bidi and zero-width marks, surrogates, private, unassigned


def plain(text: str) -> str:
    """Return text from outside without anything that steers a screen: controls, escapes, bidi and hidden marks.

    Line breaks stay; other separators become one blank.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"}:
        return "\n"
    return "" if category in _UNSHOWN and character not in "\t\r\x0b\x0c" else " "


def clue_colour(clue: Clue) -> Colour:
    """Return the colour of one clue by its kind."""
    return KINDS[clue.kind][0]


def clue_words(clue: Clue) -> str:
    """Return what a clue says, in a few words."""
    return KINDS[clue.kind][1]


def clue_label(clue: Clue) -> str:
    """Return a clue's colour, where it has one, and what it says: ``RED: no sponsorship``."""
    colour, says = KINDS[clue.kind]
    return says if colour == "none" else f"{COLOUR_WORDS[colour]}: {says}"


def stance_words(reading: Reading) -> str:
    """Return what a posting as a whole says, in a few words."""
    words = STANCES[reading.stance]
    return f"{words}, now and in the future" if reading.stance == "refuses" and reading.future else words


def proof(reading: Reading) -> tuple[Clue, ...]:
    """Return the coloured clues, those that decide first, of these the stance's own colour first; each quote once."""
    own, kinds = COLOURS[reading.stance], list(KINDS)
    coloured = [clue for clue in reading.clues if clue_colour(clue) != "none"]

    def order(clue: Clue) -> tuple[bool, bool, int, int, int]:
        colour = clue_colour(clue)
        return clue.kind not in DECIDING, colour != own, -_STRENGTH[colour], kinds.index(clue.kind), clue.start

    first: dict[str, Clue] = {}
    for clue in sorted(coloured, key=order):
        first.setdefault(clue.quote, clue)
    return tuple(first.values())


def strongest(clues: Iterable[Clue]) -> Colour:
    """Return the colour that wins where clues overlap: red before yellow before green."""
    return max(map(clue_colour, clues), key=_STRENGTH.__getitem__, default="none")


def skip_colour(code: str) -> Colour:
    """Return the colour of a reason to skip: red where visas decide, none where the job itself does."""
    return "red" if code in RED_SKIPS else "none"


def sentence(label: str) -> str:
    """Return a label with its first letter in upper case; the name of a field (``birth_country``) stays as it is."""
    first = label.split(" ", 1)[0]
    return label if "_" in first or "." in first[:-1] else label[:1].upper() + label[1:]


def day(on: date) -> str:
    """Return a day as ``Fri 27 Nov 2026``, which reads alike on both sides of the Atlantic."""
    return f"{on:%a} {on.day} {on:%b} {on.year}"


def days_from(on: date, today: date) -> str:
    """Return how far a day is from today: ``today``, ``in 3 days``, ``3 days ago``."""
    days = (on - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


def money(salary: Salary | None) -> str:
    """Return pay as ``USD 180,000 to 220,000 a year``, or an empty string."""
    if salary is None:
        return ""
    amounts = [f"{amount:,.0f}" for amount in (salary.minimum, salary.maximum) if amount is not None]
    if not amounts:
        return plain(salary.text)
    if len(amounts) == 1:
        amounts[0] = ("up to " if salary.minimum is None else "from ") + amounts[0]
    period = "" if salary.period == "unknown" else f" a{'n' * (salary.period == 'hour')} {salary.period}"
    return f"{plain(salary.currency)} {' to '.join(dict.fromkeys(amounts))}{period}".strip()


def where(posting: Posting) -> str:
    """Return where a job is: its first places and its workplace, e.g. ``Denver, CO (hybrid)``."""
    places = "; ".join(posting.locations[:MOST_PLACES]) or "place not given"
    if len(posting.locations) > MOST_PLACES:
        places += f" and {len(posting.locations) - MOST_PLACES} more"
    named = posting.workplace == "unknown" or posting.workplace in places.lower()
    return places if named else f"{places} ({posting.workplace})"


def may_work(place: Place) -> str:
    """Return where a posting lets one work, e.g. ``US; remote: yes, within US-CA``."""
    countries = ", ".join(place.countries) or "country not said"
    remote = "not said" if place.remote == "unknown" else place.remote
    return f"{countries}; remote: {remote}" + (f", within {', '.join(place.limits)}" if place.limits else "")


def everify_words(reading: Reading) -> str:
    """Return what a posting says about E-Verify, which STEM OPT needs."""
    if reading.everify:
        return "E-Verify: the posting says that the employer takes part."
    return "E-Verify: the posting does not say, which proves nothing."


def told_apart(reading: Reading) -> str:
    """Return what a posting says of each visa, status and term: ``New H-1B: refused; H-1B transfer: welcome``."""
    told = (
        f"{FACETS.get(facet.name, facet.name)}: {facet.value}" + (f" ({facet.note})" if facet.note else "")
        for facet in reading.facets
        if facet.name != "everify"
    )
    return "; ".join(told)


def posted(posting: Posting, today: date) -> str:
    """Return when a posting was first published, with its age, or that the board does not tell."""
    if posting.posted_on is None:
        return "date not given"
    return f"posted {day(posting.posted_on)}, {days_from(posting.posted_on, today)}"


def facts(posting: Posting, today: date) -> tuple[str, ...]:
    """Return the short facts that stand beneath a title: employer, place, pay, age."""
    return tuple(
        filter(
            None,
            (
                posting.employer_name or "employer not given",
                where(posting),
                money(posting.salary),
                posted(posting, today),
            ),
        )
    )


def points(value: float) -> str:
    """Return points of a score with their sign, e.g. ``+0.40`` or ``−0.10``."""
    return f"{value:+.2f}".replace("-", "−")


def employer_words(match: EmployerMatch) -> str:
    """Return which legal entity a printed name was matched to, or that none was found and what that means."""
    if match.employer_id is None:
        near = f" (nearest: {match.runner_up})" if match.runner_up else ""
        return f"not found in the records{near}: unknown, which is not a no"
    return f"{' / '.join(match.legal_names) or match.printed_name} (match {match.score:.2f})"


def record_counts(record: SponsorRecord) -> str:
    """Return one record's counts: ``42 certified (12 new, 17 with ML titles, 1 denied)``."""
    verb = "certified" if record.dataset == "LCA" else "approved"
    counts = ((record.new, "new"), (record.ml_titles, "with ML titles"), (record.denied or None, "denied"))
    more = ", ".join(f"{count:,} {what}" for count, what in counts if count is not None)
    return f"{record.certified:,} {verb}" + (f" ({more})" if more else "")


def granted_by_year(records: Sequence[SponsorRecord]) -> dict[str, dict[int, int]]:
    """Return what was granted in each fiscal year, per file family: the figures of a chart, years in order."""
    families: dict[str, dict[int, int]] = {}
    for record in sorted(records, key=lambda r: (r.dataset, r.fiscal_year)):
        years = families.setdefault(record.dataset, {})
        years[record.fiscal_year] = years.get(record.fiscal_year, 0) + record.certified
    return families


def records_words(records: Sequence[SponsorRecord]) -> tuple[str, ...]:
    """Return the newest year of each file in words, its largest program in full; nothing without records."""
    told = []
    for dataset in sorted({record.dataset for record in records}):
        own = [record for record in records if record.dataset == dataset]
        year = max(record.fiscal_year for record in own)
        newest = sorted((r for r in own if r.fiscal_year == year), key=lambda r: (-r.certified, r.program))
        others = "".join(f", {record.program} {record.certified:,}" for record in newest[1:])
        told.append(f"{dataset} FY{year}: {newest[0].program} {record_counts(newest[0])}{others}")
    return tuple(told)


def brief(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts of an employer that decide, for a card: what it filed, where that goes, and for whom."""
    filed = [f"{fact.label} {fact.text.removeprefix('filed: ')}" for fact in facts if fact.code == "filed"]
    told = (Fact("filed", "Filed", "; ".join(filed)),) if filed else ()
    return (*told, *(fact for fact in facts if fact.code in BRIEF))


def paths_left(paths: Sequence[PathFit]) -> tuple[PathFit, ...]:
    """Return the paths for a card: not closed, and not waiting for evidence that few people have."""
    return tuple(
        path
        for path in paths
        if path.answer != "closed" and not (path.answer == "unknown" and path.path_id in BY_EVIDENCE)
    )


def safe_link(url: str) -> str:
    """Return an address that a page may link to: http or https with a host, else an empty string."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def person_words(profile: Profile) -> str:
    """Return for whom a plan is made, in one line."""
    citizenships = ", ".join(profile.citizenships) or "not given"
    skills = f"; skills: {', '.join(profile.skills[:6])}" if profile.skills else ""
    return f"status {profile.status}; citizenship {citizenships}; looking for: {', '.join(profile.titles)}{skills}"


def answer_colour(verdict: Verdict) -> Colour:
    """Return the colour of a verdict's answer: green is good for the reader, whatever the question."""
    return (_WARNED if verdict.question in WARNINGS else ANSWERS)[verdict.answer]


def warning_words(verdict: Verdict) -> str:
    """Return what the answer on scams means, in a line."""
    return {
        "yes": "It asks for or promises what no honest employer does",
        "maybe": "It shows signs of a scam: verify before you answer",
        "no": "No sign of a scam was seen",
        "unknown": "There is too little text to tell",
    }[verdict.answer]
