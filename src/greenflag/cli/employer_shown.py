"""An employer, and lists of them, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenflag.cli.posting_shown import show_facts, show_records
from greenflag.cli.screen import hang, heading, reasons, said, table
from greenflag.model import EmployerPicture, Sponsor, SponsorGroup, Standing
from greenflag.web.words import employer_words, granted_by_year

if TYPE_CHECKING:
    from rich.console import Console

    from greenflag.records.pictures import By, SponsorFilter

BAR = 30  # columns of the longest bar
OTHER_NAMES = 5
STANDING: dict[Standing, tuple[str, str]] = {
    "filed": ("has filed", "green"),
    "zero": ("a true zero", "red"),
    "not_found": ("not found", "yellow"),
    "not_covered": ("not covered", "yellow"),
}
NO_PROMISE = "Filing in the past is no promise, and an absent figure is no no."


def show_employer(screen: Console, picture: EmployerPicture) -> None:
    """Print all that the records say of one employer, and what they do not."""
    heading(screen, picture.match.printed_name)
    hang(screen, "", said(f"Legal entity: {employer_words(picture.match)}"))
    reasons(screen, 2, picture.match.reasons)
    if picture.entity:
        entity = picture.entity
        others = [name for name in entity.names if name != entity.legal_name]
        if others:
            more = f" and {len(others) - OTHER_NAMES:,} more" if len(others) > OTHER_NAMES else ""
            hang(screen, "", said(f"Files also as: {'; '.join(others[:OTHER_NAMES])}{more}"))
        where = ", ".join(entity.states) or "no state told"
        hang(screen, "", said(f"Files from: {where}."))
    heading(screen, "Sponsored")
    for program, standing, words in picture.standings:
        word, style = STANDING[standing]
        hang(screen, said("  ", (f"{program:<5} ", "bold")), said((word, style), f": {words}"))
    told = [fact for fact in picture.facts if fact.code not in STANDING]
    if told:
        heading(screen, "What the records say")
        show_facts(screen, told)
    if picture.records:
        _show_years(screen, picture)
        heading(screen, "By year and file")
        show_records(screen, picture.records)
    screen.print()
    hang(screen, "", said((f"{NO_PROMISE} Records: {picture.coverage}", "dim")))


def _show_years(screen: Console, picture: EmployerPicture) -> None:
    """Print a bar for each fiscal year of each file family; a year held in part says so."""
    whole = {(one.dataset, one.fiscal_year) for one in picture.covered if one.whole}
    for dataset, years in granted_by_year(picture.records).items():
        most = max(years.values()) or 1
        heading(screen, f"{dataset}: granted by fiscal year")
        for year in sorted(years):
            bar = "█" * max(1 if years[year] else 0, round(BAR * years[year] / most))
            screen.print(
                said(
                    f"  FY{year} ",
                    (bar, "green"),
                    f" {years[year]:,}",
                    ("" if (dataset, year) in whole else "  in part", "dim"),
                )
            )


def show_sponsors(screen: Console, found: Sequence[Sponsor], wanted: SponsorFilter) -> None:
    """Print sponsors one by one."""
    if not found:
        screen.print("No employer of these records fits. That is unknown, not a no.")
        return
    numbers = ("LCA", "New", "ML titles", "USCIS", "Denied", "PERM")
    rows = table("Employer", *numbers, right=numbers)
    for one in found:
        counts = (one.lca_certified, one.lca_new, one.ml_titles, one.uscis_approved, one.uscis_denied, one.green_cards)
        rows.add_row(said(one.legal_name), *(f"{count:,}" if count else "–" for count in counts))
    screen.print(rows)
    what = "most machine-learning titles first" if wanted.ml else "most certified LCA cases first"
    about = "Sums of the newest three fiscal years of each file family; – : none, or the files do not tell."
    hang(screen, "", said((f"{len(found):,} shown, {what}. {about} {NO_PROMISE}", "dim")))


def show_groups(screen: Console, found: Sequence[SponsorGroup], by: By) -> None:
    """Print sponsors together, with a bar for what was granted."""
    most = max((max(one.lca_certified, one.uscis_approved) for one in found), default=0) or 1
    closed = ("Closed",) if by == "sector" else ()
    numbers = ("Employers", "LCA", "ML titles", "USCIS", "Denied", *closed)
    rows = table(by.title(), *numbers, "", right=numbers)
    for one in found:
        decided = one.uscis_approved + one.uscis_denied
        denied = f"{one.uscis_denied / decided:.1%}" if decided else "–"
        bar = "█" * round(8 * max(one.lca_certified, one.uscis_approved) / most)
        counts = (one.employers, one.lca_certified, one.ml_titles, one.uscis_approved)
        share = "–" if one.closed_share is None else f"{one.closed_share:.1%}"
        told = (*(f"{count:,}" for count in counts), denied, *([share] if closed else []))
        rows.add_row(said(one.name), *told, said((bar, "green")))
    screen.print(rows)
    if closed:
        about = "Closed: of postings read, those for citizens, US persons or people with a clearance only; –: too few."
        hang(screen, "", said((about, "dim")))
    if by == "state":
        hang(screen, "", said(("An employer counts in each state that it files from.", "dim")))
