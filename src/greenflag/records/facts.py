"""What an employer's figures say, a line for each question that a person has: for the plan, the pages and the terminal.

Each line carries its own sizes and years, so that it can stand alone; what the files do not tell has no line, except
where its absence could be taken for a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from greenflag.model import Covered, Fact, Filings, Program, Reason, Share, SponsorGroup, SponsorRecord, Standing

PROGRAMS: tuple[Program, ...] = ("H-1B", "E-3", "H-1B1", "PERM")
THIN = 5  # certified cases below which a count says little
YEARS = 3  # the newest fiscal years that a rate is made of
TREND_YEARS = 4
RISING, FALLING = 1.25, 0.8  # the newest year against the mean of those before
SAID: dict[Standing, str] = {
    "filed": "filed",
    "zero": "a true zero",
    "not_found": "not found",
    "not_covered": "not covered",
}
NAMES = {"LCA": "certified LCA cases", "USCIS": "approved petitions", "PERM": "certified green card cases"}


def standings(
    found: bool, records: Sequence[SponsorRecord], covered: Sequence[Covered]
) -> tuple[tuple[Program, Standing, str], ...]:
    """Return where an employer stands for each program: filed, a true zero, not found, or not covered, in words."""
    return tuple((program, *_standing(program, found, records, covered)) for program in PROGRAMS)


def _standing(
    program: Program, found: bool, records: Sequence[SponsorRecord], covered: Sequence[Covered]
) -> tuple[Standing, str]:
    own = [record for record in records if record.program == program and record.certified]
    if own:
        files = dict.fromkeys(record.dataset for record in own)  # newest first, as records are
        by_file = {name: [record for record in own if record.dataset == name] for name in files}
        thin = " (thin)" if max(sum(r.certified for r in found) for found in by_file.values()) < THIN else ""
        return "filed", "; ".join(_counted(name, found) for name, found in by_file.items()) + thin
    holds = [one for one in covered if program in one.programs]
    if not holds:
        return "not_covered", "no file of these records tells"
    if not found:
        return "not_found", "no name like it was found; it may file under another"
    whole = [one for one in holds if one.whole]
    if not whole:
        return "not_covered", f"the records hold only a part of {', '.join(sorted({_year(one) for one in holds}))}"
    newest_whole = max(whole, key=lambda one: one.fiscal_year)
    return "zero", f"none in {_year(newest_whole)}, which the records hold in whole"


def _counted(dataset: str, records: Sequence[SponsorRecord]) -> str:
    newest = records[0]
    told = f"{newest.certified:,} in FY{newest.fiscal_year} ({dataset})"
    total = sum(record.certified for record in records)
    return told if len(records) == 1 else f"{told}, {total:,} since FY{records[-1].fiscal_year}"


def _year(one: Covered) -> str:
    return f"FY{one.fiscal_year} ({one.dataset})"


def facts_of(
    standings: Sequence[tuple[Program, Standing, str]],
    records: Sequence[SponsorRecord],
    covered: Sequence[Covered],
    filings: Filings | None,
    sector: SponsorGroup | None,
    cap_exempt: Reason | None,
) -> tuple[Fact, ...]:
    """Return what is known of an employer, and of what nothing is known though it matters.

    ``sector`` are the figures of its whole sector; ``cap_exempt`` is evidence that it files outside the H-1B cap.
    """
    told = [Fact(standing, program, f"{SAID[standing]}: {words}") for program, standing, words in standings]
    told += _of_years(records, covered, sector)
    told += _of_cases(filings) if filings else ()
    if records:
        told.append(_cap(cap_exempt))
    if sector:
        told.append(_sector(sector))
    return tuple(told)


def _of_years(
    records: Sequence[SponsorRecord], covered: Sequence[Covered], sector: SponsorGroup | None
) -> Iterator[Fact]:
    if trend := _trend(records, covered):
        yield Fact("trend", "Trend", trend)
    if kinds := _kinds(records, covered):
        yield Fact("kinds", "New or continuing", kinds)
    if denied := _denied(records, sector):
        yield Fact("denied", "Denied", denied)
    started = [record for record in records if record.dataset == "PERM" and record.continuing is not None]
    if started:
        newest = max(started, key=lambda record: record.fiscal_year)
        told = f"{newest.continuing:,} of {newest.certified:,} certified in FY{newest.fiscal_year}"
        yield Fact("green_cards", "Green cards", f"{told} were started for people who worked there already")


def _trend(records: Sequence[SponsorRecord], covered: Sequence[Covered]) -> str:
    """Compare whole fiscal years of the file family that has most of them; "" where there are not two."""
    whole: dict[str, list[int]] = {}
    for one in sorted(covered, key=lambda one: one.fiscal_year):
        if one.whole and any(record.dataset == one.dataset for record in records):
            whole.setdefault(one.dataset, []).append(one.fiscal_year)
    dataset = max(whole, key=lambda name: (len(whole[name][-TREND_YEARS:]), whole[name][-1]), default="")
    years = whole.get(dataset, [])[-TREND_YEARS:]
    if len(years) < 2:
        return ""
    counts = [
        sum(record.certified for record in records if record.dataset == dataset and record.fiscal_year == year)
        for year in years
    ]
    before = sum(counts[:-1]) / len(counts[:-1])
    word = "level"
    if sum(counts) < THIN:
        word = "too few to tell"
    elif counts[-1] >= RISING * before:
        word = "rising"
    elif counts[-1] <= FALLING * before:
        word = "falling"
    listed = ", ".join(f"{count:,} (FY{year})" for count, year in zip(counts, years, strict=True))
    return f"{word}; {NAMES[dataset]}: {listed}"


def _kinds(records: Sequence[SponsorRecord], covered: Sequence[Covered]) -> str:
    """Tell the kinds of the newest fiscal year, of one that is held in whole if there is one."""
    known = [record for record in records if record.new is not None and record.dataset != "PERM" and record.certified]
    if not known:
        return ""
    whole = {(one.dataset, one.fiscal_year) for one in covered if one.whole}
    newest = max(known, key=lambda r: ((r.dataset, r.fiscal_year) in whole, r.fiscal_year, r.certified))
    parts = ((newest.new, "new"), (newest.continuing, "continuing"), (newest.change_employer, "from another employer"))
    told = ", ".join(f"{count:,} {what}" for count, what in parts if count is not None)
    return f"of {newest.certified:,} {NAMES[newest.dataset]} in FY{newest.fiscal_year}: {told}"


def _denied(records: Sequence[SponsorRecord], sector: SponsorGroup | None) -> str:
    own = [record for record in records if record.dataset == "USCIS"]
    since = max((record.fiscal_year for record in own), default=0) - YEARS + 1
    recent = [record for record in own if record.fiscal_year >= since]
    denied = sum(record.denied for record in recent)
    decided = denied + sum(record.certified for record in recent)
    if not decided:
        return ""
    first, last = min(record.fiscal_year for record in recent), max(record.fiscal_year for record in recent)
    years = f"FY{first}" if first == last else f"FY{first} to FY{last}"
    thin = " (thin)" if decided < THIN else ""
    told = f"{denied:,} of {decided:,} petitions, {denied / decided:.1%}, in {years}{thin}"
    rate = _rate(sector)
    return f"{told}; {rate:.1%} in its sector" if rate is not None else told


def _rate(sector: SponsorGroup | None) -> float | None:
    decided = sector.uscis_approved + sector.uscis_denied if sector else 0
    return sector.uscis_denied / decided if sector and decided else None


def _of_cases(filings: Filings) -> Iterator[Fact]:
    size = f"of {filings.cases:,} LCA cases at hand" + (" (thin)" if filings.cases < THIN else "")
    yield Fact("last", "Last decided", f"{filings.last_filed_on}, {size}")
    for code, label, shares in (
        ("titles", "Titles", filings.titles),
        ("occupations", "Occupations", filings.occupations),
        ("worksites", "Worksites", filings.worksites),
        ("levels", "Wage levels asked for", filings.wage_levels),
        ("reached", "Wage levels that the pay reaches", filings.levels_reached),
    ):
        if shares:
            yield Fact(code, label, _listed(shares))
    if filings.wages_usd_per_year:
        low, middle, high = filings.wages_usd_per_year
        which = "machine-learning titles" if filings.wages_are_of_ml else "all titles"
        told = f"half from ${middle:,} a year, a tenth below ${low:,}, a tenth above ${high:,}"
        yield Fact("pay", f"Pay offered, {which}", f"{told} (the bottom of each range)")
    if filings.over_prevailing is not None:
        yield Fact("over", "Pay over the prevailing wage", f"half of them by {filings.over_prevailing:.0%} or more")
    if filings.staffing_share is not None:
        yield Fact("staffing", "Placed at another firm", f"{filings.staffing_share:.0%} of cases")
    if filings.dependent is not None:
        yield Fact("dependent", "H-1B dependent, by its own word", "yes" if filings.dependent else "no")


def _listed(shares: Sequence[Share]) -> str:
    return "; ".join(f"{share.name} ({share.cases:,})" for share in shares)


def _cap(cap_exempt: Reason | None) -> Fact:
    if cap_exempt:
        return Fact("cap", "Outside the H-1B cap", cap_exempt.note)
    return Fact(
        "cap_unknown", "Outside the H-1B cap", "nothing in its name shows it, and the files do not tell: unknown"
    )


def _sector(sector: SponsorGroup) -> Fact:
    told = f"{sector.name}; {sector.employers:,} employer{'s' * (sector.employers != 1)} of these records"
    if (rate := _rate(sector)) is not None:
        told += f", {rate:.1%} of their petitions denied"
    if sector.closed_share is not None:
        told += f"; {sector.closed_share:.1%} of postings read are closed to visa holders"
    return Fact("sector", "Sector", told)
