"""The job's side: where it is, whom it may take, and whether its employer files for people."""

from __future__ import annotations

from typing import Final

from greenflag.model import Clue, Program, Reason, SponsorRecord
from greenflag.visas.case import Case
from greenflag.visas.steps import Step, because, step
from greenflag.visas.words import Heard

_MENTIONS: Final = ("preferred", "mentioned")  # assertions that ask nothing of anybody


def place_step(case: Case) -> Step:
    """Close every path for a job that is only outside the United States."""
    countries, limits = case.reading.place.countries, case.reading.place.limits
    home = case.law.texts("us.territory", case.today)
    here = any(c in home for c in countries) or any(limit == "global" or limit[:2] in home for limit in limits)
    if not countries or here:
        return step("open")
    note = f"The job is in {', '.join(countries)}: no US path leads to work there."
    return step("closed", because("outside_us", note, "us.work_in_us"))


def restricted_step(case: Case) -> Step:
    """Close every path when the posting takes only US persons or citizens, for a person who is neither."""
    if case.reading.stance != "restricted":
        return _export_step(case)
    for kind, law_id, note in (
        ("citizens", "disc.citizens_only_exception", "The posting takes US citizens only."),
        ("clearance", "clearance.citizens", "The posting asks for a security clearance, in practice US citizenship."),
        ("us_person", "export.us_person", "The posting takes US persons only."),
    ):
        clue = demand(case, kind)
        if clue:
            return step("closed", because(kind, note, law_id, quote=clue.quote))
    return step("closed", because("us_person", "The posting takes US persons only.", "export.us_person"))


def _export_step(case: Case) -> Step:
    clue = demand(case, "export")
    if clue is None:
        return step("open")
    note = "Export control: for someone who is not a US person the employer may need a licence; ask."
    return step("possible", because("export", note, "export.us_person", quote=clue.quote))


def demand(case: Case, kind: str) -> Clue | None:
    """Return the first clue of a kind that asks something of the reader, not one that merely mentions it."""
    return next((c for c in case.reading.clues if c.kind == kind and c.assertion not in _MENTIONS), None)


def employer_step(case: Case, heard: Heard, program: Program, files_id: str) -> Step:
    """Return how far an employer that must file is willing, from its words and then from its records.

    ``files_id`` is the law entry that says who files. Silence is no yes: with records of filings it is worth asking,
    without them it is unknown.
    """
    if heard.tone in {"refused", "refused_here"}:
        note = "The posting refuses sponsorship, and only the employer can file."
        return step("closed", because("refused", note, files_id, "disc.sponsorship_question_lawful", quote=heard.quote))
    if heard.tone == "others_only":
        note = "The posting keeps its help to other paths."
        return step("closed", because("others_only", note, files_id, quote=heard.quote))
    filed = (*records_reasons(case, program), *_elsewhere_reasons(case))
    if heard.tone in {"named", "offered"}:
        return step("open", because("offered", "The posting offers it.", files_id, quote=heard.quote), *filed)
    if heard.tone == "limited":
        note = "The posting offers it with a reservation; ask for this role."
        return step("possible", because("limited", note, files_id, quote=heard.quote), *filed)
    if records_reasons(case, program):
        note = "The posting does not say whether the employer files; its records say that it has. Ask."
        return step("possible", because("ask", note, files_id), *filed)
    note = "Neither the posting nor a known record says whether the employer files. Silence is no yes."
    return step("unknown", because("silent", note, files_id), *_elsewhere_reasons(case))


def _elsewhere_reasons(case: Case) -> tuple[Reason, ...]:
    """Warn of a job that seems to be done for somebody else: then the petition has to prove that client's work too."""
    hired_out = demand(case, "w2_c2c")
    if hired_out is None:
        return ()
    note = "Engagement terms are named: work at a client's asks for that client's letter too. Ask an attorney."
    return (because("placement", note, "h1b.specialty_occupation", quote=hired_out.quote),)


def records_reasons(case: Case, program: Program) -> tuple[Reason, ...]:
    """Return the newest year's certified cases of a program as a reason, or nothing when there are none."""
    filed = [r for r in case.records if r.program == program and r.certified > 0]
    if not filed:
        return ()
    newest: SponsorRecord = max(filed, key=lambda r: r.fiscal_year)
    what = "labor condition applications certified" if newest.dataset == "LCA" else "petitions approved"
    note = f"{newest.legal_name}: {newest.certified:,} {program} {what} in fiscal year {newest.fiscal_year}."
    return (because("records", note, "lca.attestations", record=newest.cite),)
