"""Will this job carry this person? From the posting's words, the person's paths and the employer's record.

    place -> words (stance) -> what they leave this person -> record -> yes | maybe | no | unknown

The words come first: no record outvotes a refusal, no missing record turns an offer into a "no", and silence is
never a "yes". The same words mean different things to different people: a refusal today may still suit someone whose
own work permit runs long enough, and "transfers only" is open to whoever holds a counted H-1B.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from greenflag.geography import UNITED_STATES
from greenflag.model import (
    BY_EVIDENCE,
    Clue,
    EmployerMatch,
    Kind,
    PathFit,
    Place,
    Profile,
    Reading,
    Reason,
    SponsorRecord,
    Verdict,
    VerdictAnswer,
)
from greenflag.verdicts.score import verdict

# A year always holds one March registration, so another employer can still file before the person's own permit ends.
ENOUGH_DAYS = 365
RECENT_YEARS = 3  # complete fiscal years that count as recent; older filings say little of today's policy
MANY_FILINGS = 50  # filings in those years from which sponsoring is plainly routine

_US_PERSONS = frozenset({"us_citizen", "permanent_resident", "asylee_or_refugee"})
_DEPENDANTS_AT_WORK = frozenset({"H-4 EAD", "L-2"})
_RESTRICTING: tuple[tuple[Kind, str, str], ...] = (
    ("citizens", "citizens_only", "The posting takes US citizens only."),
    ("us_person", "us_persons_only", "The posting takes US persons only: citizens, permanent residents, asylees."),
    ("clearance", "clearance", "The posting needs a security clearance, which in practice only US citizens get."),
)  # fmt: skip
_YELLOW: frozenset[Kind] = frozenset({"authorization", "question", "accept_status", "export"})

# The claims that speak of a path, where they differ from the path's id.
_CLAIMS = {"h1b_transfer": {"transfer"}, "opt": {"opt", "stem_opt", "cpt", "ead"}}
_LIMITS = ("h1b_transfer", "tn", "e3", "h1b1")  # paths that an offer may be limited to
_H1B_CLAIMS = frozenset({"h1b", "new_petition"})
# An H-1B that stands as an example of all visas, not alone.
_GENERAL = re.compile(r"\be\.?g\b|\bsuch as\b|\bincluding\b|\bany\b|\betc\b|\bvisas\b|\bemployment visa", re.IGNORECASE)
# Words that no temporary status can meet, be a petition needed for it or not.
_UNRESTRICTED = re.compile(
    r"\b(?:permanent(?:ly)?(?! (?:position|role|job))|unrestricted|indefinite(?:ly)?|any employer|time-limited)\b",
    re.IGNORECASE,
)
_NARROW_CLAIMS = frozenset({"green_card", "opt", "stem_opt", "cpt", "tn", "e3", "h1b1"})
_NATIONS = {"tn": {"CA", "MX"}, "e3": {"AU"}, "h1b1": {"CL", "SG"}}
_WELCOMES = {  # the names under which a posting welcomes people of a status
    "F-1": {"opt", "stem_opt", "cpt", "student"},
    "H-1B": {"h1b", "transfer"},
    "H-4": {"ead"},
    "L-2": {"ead"},
    "TN": {"tn"},
    "E-3": {"e3"},
}

_Found = tuple[VerdictAnswer, list[Reason]]


def judge_sponsorship(
    profile: Profile,
    reading: Reading,
    paths: Sequence[PathFit],
    match: EmployerMatch,
    records: Sequence[SponsorRecord],
    today: date,
) -> Verdict:
    """Return the verdict "sponsorship": yes, maybe, no or unknown, with a score of -1..1 that its reasons add up to.

    Reasons cite the deciding words in double quotes, records by their source, and law entries by the ids that the
    paths' own reasons cite. ``today`` decides what is recent and how long a work permit still runs.
    """
    if not _in_us(reading.place):
        where = ", ".join(reading.place.countries)
        note = f"The job is not in the United States but in {where}."
        return verdict("sponsorship", "no", [Reason("not_in_us", -1.0, note)])
    if profile.status in _US_PERSONS or "US" in profile.citizenships:
        return verdict("sponsorship", *_for_us_person(profile, reading))
    if reading.stance == "restricted":
        return verdict("sponsorship", "no", _restrictions(reading, [kind for kind, _, _ in _RESTRICTING]))
    if reading.stance == "refuses":
        return verdict("sponsorship", *_refused(profile, reading, paths, today))
    answer, reasons = _not_refused(profile, reading, paths, today)
    if reading.stance == "silent" and answer == "maybe" and match.employer_id is None:
        answer = "unknown"
    return verdict("sponsorship", answer, [*reasons, *_record_reasons(match, records, today)])


# --------------------------------------------------------------------------- US persons and restrictions


def _for_us_person(profile: Profile, reading: Reading) -> _Found:
    citizen = profile.status == "us_citizen" or "US" in profile.citizenships
    barred = [] if citizen or reading.stance != "restricted" else _restrictions(reading, ["citizens", "clearance"])
    if barred:
        return "no", barred
    reasons = [Reason("needs_none", 1.0, "You need no sponsorship: you are a US person.")]
    if _of(reading, "clearance"):
        note = (
            "The posting needs a security clearance, which a citizen can hold; whether you get one is not yours alone."
        )
        reasons.append(Reason("clearance_needed", -0.2, note, _quotes(_of(reading, "clearance"))))
    return "yes", reasons


def _restrictions(reading: Reading, kinds: Sequence[Kind]) -> list[Reason]:
    """Return a reason for each of these restricting kinds that the posting holds."""
    return [
        Reason(code, -1.0, note, _quotes(_of(reading, kind)))
        for kind, code, note in _RESTRICTING
        if kind in kinds and _of(reading, kind)
    ]


# --------------------------------------------------------------------------- refusals


def _refused(profile: Profile, reading: Reading, paths: Sequence[PathFit], today: date) -> _Found:
    clues = _of(reading, "refuse", "refuse_future")
    if reading.future:
        refusal = Reason(
            "refuses_future", -1.0, "The posting refuses sponsorship now and in the future.", _quotes(clues)
        )
    else:
        refusal = Reason("refuses", -1.0, "The posting refuses sponsorship.", _quotes(clues))
    way = _spared(profile, clues, paths) or _way_round(profile, clues, paths, today, future=reading.future)
    if way:
        return "maybe", [refusal, *way]
    if not reading.future and profile.status in {"F-1 OPT", "F-1 STEM OPT"} and permit_end(profile) is None:
        note = "Your profile does not say until when your work permit runs; with a year or more left you could ask."
        return "no", [refusal, Reason("permit_end_unknown", 0.0, note)]
    return "no", [refusal]


def _spared(profile: Profile, refusals: Sequence[Clue], paths: Sequence[PathFit]) -> list[Reason]:
    """Return why a path of this person is not what the refusal names, where it names narrower things only."""
    claims = {clue.claim for clue in refusals}
    if not claims or not claims <= _H1B_CLAIMS or any(_GENERAL.search(clue.quote) for clue in refusals):
        return []
    ids = set(_NATIONS)
    if "h1b" not in claims and profile.status == "H-1B" and profile.h1b_counted is not False:
        ids.add("h1b_transfer")
    left = [fit for fit in _live(paths) if fit.path_id in ids and not _named(fit.path_id, refusals)]
    if not left:
        return []
    note = f"It does not name {_joined(left)}, which may carry you: ask."
    return [Reason("another_path", 0.8, note, _law(left))]


def _way_round(
    profile: Profile, refusals: Sequence[Clue], paths: Sequence[PathFit], today: date, *, future: bool
) -> list[Reason]:
    """Return how this person could start although the employer files no petition, and when that ends; or nothing."""
    if profile.status in _DEPENDANTS_AT_WORK:
        points = 0.6 if future else 0.9
        note = "Your work authorization needs nothing of this employer while it lasts; it ends with the main status."
        return [Reason("own_authorization", points, note)]
    if not future and not _named("opt", refusals):
        practical = _practical_training(profile, paths, today)
        if practical:
            return practical
    light = [fit for fit in _live(paths) if fit.path_id in _NATIONS and not _named(fit.path_id, refusals)]
    if not light or any(_UNRESTRICTED.search(clue.quote) for clue in refusals):
        return []
    note = f"{_joined(light)} can be had without a petition to USCIS: ask whether that is refused too."
    return [Reason("no_petition_path", 0.5 if future else 0.7, note, _law(light))]


def _practical_training(profile: Profile, paths: Sequence[PathFit], today: date) -> list[Reason]:
    """Return that OPT or STEM OPT lasts long enough to start without a petition, with the warning; or nothing."""
    until = permit_end(profile)
    warning = Reason(
        "authorization_ends",
        0.0,
        "When it ends you need sponsorship, which this posting refuses: plan for another employer to file before then.",
    )
    if until and (until - today).days >= ENOUGH_DAYS:
        note = f"Your {profile.status.removeprefix('F-1 ')} runs until {until.isoformat()} and needs no petition."
        return [Reason("own_authorization", 0.9, note), warning]
    wanted = {"F-1 OPT": "stem_opt", "F-1": "opt", "F-1 CPT": "opt"}.get(profile.status)
    if until and until < today:
        return []
    coming = [fit for fit in _live(paths) if fit.path_id == wanted and (fit.answer != "unknown" or until)]
    if not coming:
        return []
    note = f"{coming[0].name} ({coming[0].answer}) would let you work without a petition."
    return [Reason("own_authorization", 0.8, note, _law(coming)), warning]


def permit_end(profile: Profile) -> date | None:
    """Return the day on which the person's own OPT or STEM OPT work permit ends, where the profile tells it."""
    if profile.status == "F-1 STEM OPT":
        return profile.dates.stem_opt_end_on
    return profile.dates.opt_end_on if profile.status == "F-1 OPT" else None


# --------------------------------------------------------------------------- offers, limits, silence


def _not_refused(profile: Profile, reading: Reading, paths: Sequence[PathFit], today: date) -> _Found:
    if reading.stance == "offers":
        answer, reasons = _offered(reading, paths)
    elif reading.stance == "limited":
        answer, reasons = _limited(profile, reading, paths, today)
    else:
        answer, reasons = _unsaid(profile, reading, paths)
    exports = _of(reading, "export")
    if exports:
        note = "Export-control wording: the employer may need a licence for you, or may not want to ask for one."
        reasons.append(Reason("export", -0.2, note, _quotes(exports)))
    return answer, reasons


def _offered(reading: Reading, paths: Sequence[PathFit]) -> _Found:
    reasons = [Reason("offers", 0.8, "The posting offers sponsorship.", _quotes(_of(reading, "offer")))]
    reasons.append(_path_reason(paths))
    return ("yes" if _live(paths) else "maybe"), reasons


def _limited(profile: Profile, reading: Reading, paths: Sequence[PathFit], today: date) -> _Found:
    offers = _of(reading, "offer_limited", "offer")
    told = {clue.quote for clue in offers}  # one sentence may refuse the one and offer the other
    refusals = [clue for clue in _of(reading, "refuse", "refuse_future") if clue.quote not in told]
    named = {clue: [path for path in _LIMITS if _named(path, [clue])] for clue in offers}
    names = {path for paths_named in named.values() for path in paths_named}
    fits = sorted(path for path in names if _holds(profile, path, paths) and not _named(path, refusals))
    if fits:
        words = [clue for clue in offers if set(named[clue]) & set(fits)]
        note = "Sponsorship is limited, and you are within the limit."
        return "yes", [Reason("limit_fits", 0.7, note, _quotes(words)), _path_reason(paths)]
    may_transfer = "h1b_transfer" in names and profile.status == "H-1B" and profile.h1b_counted is None
    only_these = any(clue.only for clue in offers)
    only_these = only_these or any(clue.claim not in _NARROW_CLAIMS for clue in refusals)
    if names and only_these and all(named.values()) and not may_transfer:
        note = "Sponsorship is limited to cases that are not yours."
        excluded = Reason("limit_excludes", -1.0, note, _quotes([*offers, *refusals]))
        way = _way_round(profile, refusals, paths, today, future=reading.future)
        return ("maybe" if way else "no"), [excluded, *way]
    note = "Sponsorship is possible but reserved."
    reasons = [Reason("limited", 0.3, note, _quotes([*offers, *refusals])), _path_reason(paths)]
    if may_transfer:
        note = "It speaks of H-1B transfers; your profile does not say whether your H-1B was counted (h1b_counted)."
        reasons.append(Reason("h1b_counted_unknown", 0.2, note))
    return "maybe", reasons


def _unsaid(profile: Profile, reading: Reading, paths: Sequence[PathFit]) -> _Found:
    if profile.status in _DEPENDANTS_AT_WORK:
        note = "You need no sponsorship while your main status lasts; the posting does not refuse it for later."
        return "yes", [Reason("own_authorization", 0.6, note, _quotes(_of(reading, "authorization")))]
    if paths and not _live(paths):
        return "no", [_path_reason(paths)]
    if reading.stance == "silent":
        reasons = [Reason("silent", 0.0, "The posting says nothing on sponsorship; that is neither yes nor no.")]
    else:
        words = [clue for clue in reading.clues if clue.kind in _YELLOW]
        reasons = [Reason("unclear", 0.0, "The posting does not say whether it sponsors.", _quotes(words))]
    own = _WELCOMES.get(profile.status) or _WELCOMES.get(profile.status.split()[0], set())
    welcomed = [clue for clue in _of(reading, "accept_status") if own.intersection(clue.names)]
    if welcomed:
        reasons.append(Reason("accepts_status", 0.2, f"It welcomes your status ({profile.status}).", _quotes(welcomed)))
    reasons.append(_path_reason(paths))
    return "maybe", reasons


def _holds(profile: Profile, path: str, paths: Sequence[PathFit]) -> bool:
    """Tell whether the limit that a posting names is one this person is within and the law has not closed."""
    fits = [fit for fit in paths if fit.path_id == path]
    if fits and not _live(fits):
        return False
    if path == "h1b_transfer":
        return profile.status == "H-1B" and profile.h1b_counted is True
    return bool(_NATIONS[path] & set(profile.citizenships))


def _path_reason(paths: Sequence[PathFit]) -> Reason:
    """Return one reason that says which paths are left, worth as much as the best of them."""
    live = _live(paths)
    if not live:
        if not paths:
            return Reason("path_unknown", 0.0, "No visa path was looked at.")
        note = "None of the paths looked at is open to you for this job; an attorney may know another."
        return Reason("paths_closed", -0.6, note, _law(paths))
    best = live[0].answer
    points = {"open": 0.2, "possible": 0.1}.get(best, 0.0)
    note = "Paths: " + "; ".join(f"{fit.name}: {fit.answer}" for fit in live) + "."
    return Reason(f"path_{best}", points, note, _law(fit for fit in live if fit.answer == best))


# --------------------------------------------------------------------------- the employer's record


def _record_reasons(match: EmployerMatch, records: Sequence[SponsorRecord], today: date) -> list[Reason]:
    """Return what the employer's filings of the last RECENT_YEARS complete fiscal years add; unknown adds nothing."""
    if match.employer_id is None:
        note = f"No legal entity in the records is sure to be {match.printed_name}: unknown, which is not a no."
        return [Reason("employer_unknown", 0.0, note)]
    this_year = today.year + (today.month >= 10)  # the federal fiscal year starts on October 1
    temporary = [record for record in records if record.program != "PERM"]
    recent = [record for record in temporary if record.fiscal_year >= this_year - RECENT_YEARS and record.certified > 0]
    if not recent:
        last = max((record.fiscal_year for record in temporary if record.certified > 0), default=None)
        note = "It has no certified filing in the last three fiscal years of the records"
        note += f"; the last was in {last}." if last else "."
        return [Reason("record_none", -0.2, note, _cites(temporary))]
    counts = {name: sum(r.certified for r in recent if r.dataset == name) for name in ("LCA", "USCIS")}
    most = max(counts.values())
    points = 0.4 if most >= MANY_FILINGS else 0.3 if most >= 5 else 0.2
    years = sorted({record.fiscal_year for record in recent})
    span = f"FY{years[0]}" if len(years) == 1 else f"FY{years[0]}-FY{years[-1]}"
    parts = [f"{counts['LCA']} labor condition applications certified"] if counts["LCA"] else []
    parts += [f"{counts['USCIS']} H-1B petitions approved"] if counts["USCIS"] else []
    reasons = [Reason("record_recent", points, f"{recent[0].legal_name}, {span}: {', '.join(parts)}.", _cites(recent))]
    titled = [record for record in recent if record.ml_titles]
    if titled:
        total = sum(record.ml_titles or 0 for record in titled)
        reasons.append(
            Reason("record_ml", 0.1, f"{total} certified applications had machine-learning job titles.", _cites(titled))
        )
    return reasons


# --------------------------------------------------------------------------- small words


def _in_us(place: Place) -> bool:
    """Tell whether one may work in the United States, its territories included; True where no country is said."""
    limits = {limit.partition("-")[0] for limit in place.limits}
    return not place.countries or bool({*place.countries, *limits} & {*UNITED_STATES, "global"})


def _of(reading: Reading, *kinds: Kind) -> list[Clue]:
    return [clue for clue in reading.clues if clue.kind in kinds]


def _named(path: str, clues: Iterable[Clue]) -> bool:
    """Tell whether a clue speaks of this path."""
    claims = _CLAIMS.get(path, {path})
    return any(not claims.isdisjoint((clue.claim, *clue.names)) for clue in clues)


def _live(paths: Iterable[PathFit]) -> list[PathFit]:
    """Return the paths that are not closed, best answer first."""
    order = ("open", "possible", "unknown")
    return sorted(
        (fit for fit in paths if fit.answer in order and not (fit.path_id in BY_EVIDENCE and fit.answer == "unknown")),
        key=lambda fit: order.index(fit.answer),
    )


def _quotes(clues: Iterable[Clue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f'"{clue.quote}"' for clue in clues))


def _law(paths: Iterable[PathFit]) -> tuple[str, ...]:
    """Return the law entry or profile field that each reason of the paths cites first; the paths hold the others."""
    told = ([cite for cite in reason.cites if not cite.startswith('"')] for fit in paths for reason in fit.reasons)
    return tuple(dict.fromkeys(cites[0] for cites in told if cites))


def _cites(records: Iterable[SponsorRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record.cite for record in records))


def _joined(paths: Iterable[PathFit]) -> str:
    return ", ".join(fit.name for fit in paths)
