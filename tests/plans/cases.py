"""Invented people, postings and assessments, shared by the tests of the plans and of the sponsorship verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from greenflag.clues.rules import load_rules
from greenflag.model import (
    COLOURS,
    Assessment,
    Clue,
    EmployerMatch,
    Kind,
    PathFit,
    Place,
    Posting,
    Profile,
    ProfileDates,
    Ranked,
    Reading,
    Reason,
    Salary,
    SponsorRecord,
    Stance,
    Topic,
    Verdict,
    VerdictAnswer,
    Versions,
)

TODAY = date(2026, 11, 25)
VERSIONS = Versions(rules="r1", records="sample-1", law="2026-10-07")

STUDENT = Profile(
    citizenships=("IN",),
    birth_country="IN",
    status="F-1 STEM OPT",
    dates=ProfileDates(program_end_on=date(2025, 5, 20), stem_opt_end_on=date(2028, 5, 31)),
    experience_years=3.0,
    skills=("Python", "PyTorch"),
    i140_approved=False,
)
SHORT_STUDENT = Profile(
    citizenships=("IN",), status="F-1 STEM OPT", dates=ProfileDates(stem_opt_end_on=date(2027, 5, 31))
)
H1B_HOLDER = Profile(citizenships=("CN",), status="H-1B", h1b_counted=True)
CANADIAN = Profile(citizenships=("CA",), status="abroad")

H1B_CAP = PathFit(
    "h1b_cap", "H-1B (cap)", "possible", (Reason("window", 0.0, "A window lies ahead.", ("law.h1b.window",)),)
)
H1B_CLOSED = PathFit(
    "h1b_cap", "H-1B (cap)", "closed", (Reason("six_years", 0.0, "Six years are used.", ("law.h1b.six_years",)),)
)
TRANSFER = PathFit(
    "h1b_transfer", "H-1B transfer", "open", (Reason("porting", 0.0, "Start on filing.", ("law.h1b.porting",)),)
)
TN = PathFit("tn", "TN", "possible", (Reason("listed", 0.0, "A listed profession.", ("law.tn.listed",)),))
STEM_OPT = PathFit("stem_opt", "STEM OPT", "open", (Reason("everify", 0.0, "E-Verify.", ("law.everify",)),))


def clue(kind: Kind, quote: str, claim: str = "sponsorship", topic: Topic = "sponsorship", line: int = 1) -> Clue:
    return Clue(
        rule_id=f"test.{kind}", topic=topic, kind=kind, claim=claim, assertion="affirmed", line=line,
        start=0, end=len(quote), quote=quote, section="other",
        names=load_rules().names_in(quote), only=load_rules().keeps_to_names(quote),
    )  # fmt: skip


def reading(
    stance: Stance = "silent",
    *clues: Clue,
    future: bool = False,
    countries: tuple[str, ...] = ("US",),
    everify: bool | None = None,
) -> Reading:
    return Reading(clues, stance, COLOURS[stance], future, Place(countries, "unknown"), everify)


def known(name: str = "Larkspur Robotics", employer_id: str = "e1") -> EmployerMatch:
    return EmployerMatch(name, employer_id, (f"{name}, Inc.",), 1.0, (Reason("exact", 1.0, "The same name."),))


def unknown(name: str = "Thistle Labs") -> EmployerMatch:
    return EmployerMatch(name, None, (), 0.0, ())


def record(year: int = 2025, certified: int = 40, *, name: str = "Larkspur Robotics, Inc.", ml: int | None = 6,
           program: str = "H-1B") -> SponsorRecord:  # fmt: skip
    return SponsorRecord(
        employer_id="e1", legal_name=name, dataset="LCA", program=program, fiscal_year=year,  # type: ignore[arg-type]
        certified=certified, denied=0, withdrawn=0, cite=f"LCA FY{year}", ml_titles=ml,
    )  # fmt: skip


def posting(
    number: int = 1,
    *,
    employer: str = "Larkspur Robotics",
    title: str = "Machine Learning Engineer",
    text: str = "We build robots that learn.",
    posted_on: date | None = date(2026, 11, 20),
    salary: Salary | None = None,
    url: str = "https://boards.example.test/jobs/1",
    locations: tuple[str, ...] = ("San Francisco, CA",),
) -> Posting:
    return Posting(
        id=f"greenhouse:larkspurrobotics:{number}", source="greenhouse", board="greenhouse:larkspurrobotics",
        external_id=str(number), url=url, title=title, employer_name=employer, locations=locations,
        workplace="hybrid", text=text, posted_on=posted_on, fetched_at=None, salary=salary, content_hash=f"h{number}",
    )  # fmt: skip


def ranked(
    number: int = 1,
    *,
    sponsorship: VerdictAnswer = "yes",
    role: VerdictAnswer = "yes",
    place: VerdictAnswer = "yes",
    score: float = 0.5,
    read: Reading | None = None,
    job: Posting | None = None,
    employer: EmployerMatch | None = None,
    records: Sequence[SponsorRecord] = (),
    paths: Sequence[PathFit] = (H1B_CAP,),
    reasons: Sequence[Reason] = (),
    role_reasons: Sequence[Reason] = (),
) -> Ranked:
    job = job or posting(number)
    employer = employer or known(job.employer_name)
    verdicts = (
        Verdict("sponsorship", sponsorship, 0.0, tuple(reasons)),
        Verdict("role", role, 0.0, tuple(role_reasons)),
        Verdict("place", place, 0.0, (Reason("place", 0.0, "Where it is."),)),
    )
    assessment = Assessment(
        job.id, job.content_hash, read or reading(), employer, tuple(records), tuple(paths), verdicts, TODAY, VERSIONS
    )
    return Ranked(job, assessment, score, (Reason("sponsorship", score, "Sponsorship counts most."),))
