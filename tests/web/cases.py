"""An invented plan and an invented explained posting, rich enough to fill every part of a page or a screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from greenflag.model import (
    COLOURS,
    Assessment,
    Clue,
    EmployerMatch,
    Fact,
    FunnelStep,
    Gap,
    KeyDate,
    Kind,
    PathFit,
    Place,
    Plan,
    PlanEntry,
    Posting,
    Program,
    Ranked,
    Reading,
    Reason,
    Salary,
    SkipExample,
    SkipGroup,
    SponsorRecord,
    Stance,
    StoredPosting,
    Task,
    Verdict,
    Versions,
    Watched,
    Work,
)
from greenflag.verdicts import About, about, work_of

Dataset = Literal["LCA", "USCIS"]

TODAY = date(2026, 11, 25)
COVERAGE = "Employer figures: invented sample of LCA FY2025 to FY2026 Q3 and USCIS FY2025."
VERSIONS = Versions(rules="7", records="sample-2", law="2026-10-07")

PERCEPTION = """About Larkspur Robotics
We build picking arms that learn from a few demonstrations.

What you will do
- Train and evaluate grasping policies on our own fleet of 300 arms.
- Own the path from a new data set to a model that runs on the robot.

What we offer
- Visa sponsorship is available for this role, including new H-1B petitions and O-1.
- We help with relocation to the Bay Area.

We are an equal opportunity employer and consider everyone whatever their national origin.
Larkspur Robotics takes part in E-Verify."""

CLINICAL = """Machine Learning Scientist, Clinical Signals
You will model waveforms from bedside monitors.

Sponsorship may be considered case by case for exceptional candidates.
Will you now or in the future require sponsorship for an employment visa?"""


def clue(text: str, kind: Kind, quote: str) -> Clue:
    """Return a clue whose offsets are those of the quote in the text."""
    start = text.index(quote)
    return Clue(
        rule_id=f"invented.{kind}", topic="sponsorship", kind=kind, claim="sponsorship", assertion="affirmed",
        line=text.count("\n", 0, start) + 1, start=start, end=start + len(quote), quote=quote, section="other",
    )  # fmt: skip


def posting(number: int, title: str, text: str, *, employer: str = "Larkspur Robotics") -> Posting:
    return Posting(
        id=f"greenhouse:larkspurrobotics:{number}", source="greenhouse", board="greenhouse:larkspurrobotics",
        external_id=str(number), url=f"https://boards.example.test/larkspurrobotics/jobs/{number}", title=title,
        employer_name=employer, locations=("San Francisco, CA",), workplace="hybrid", text=text,
        posted_on=date(2026, 11, 12), fetched_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
        salary=Salary(182_000, 240_000, "USD", "year"), content_hash=f"h{number}",
    )  # fmt: skip


def reading(stance: Stance, *clues: Clue, future: bool = False, everify: bool | None = None) -> Reading:
    return Reading(clues, stance, COLOURS[stance], future, Place(("US",), "hybrid", ("US-CA",)), everify)


LARKSPUR = EmployerMatch(
    "Larkspur Robotics", "e-larkspur", ("Larkspur Robotics, Inc.",), 0.98,
    (Reason("exact_key", 0.9, "The same name without its legal form."), Reason("state", 0.08, "It filed from CA.")),
)  # fmt: skip
UNKNOWN_EMPLOYER = EmployerMatch("Tallgrass Health", None, (), 0.4, (), runner_up="Tallgrass Farms LLC")


def records() -> tuple[SponsorRecord, ...]:
    def one(dataset: Dataset, program: Program, year: int, certified: int, **more: int) -> SponsorRecord:
        name = "Larkspur Robotics, Inc."
        return SponsorRecord("e-larkspur", name, dataset, program, year, certified, 1, 2, f"{dataset} FY{year}", **more)

    return (
        one("LCA", "H-1B", 2026, 42, ml_titles=17),
        one("LCA", "H-1B", 2025, 31, ml_titles=12),
        one("LCA", "H-1B", 2024, 18, ml_titles=6),
        one("USCIS", "H-1B", 2025, 29, new=11),
        one("LCA", "PERM", 2025, 6),
    )


PATHS = (
    PathFit(
        "stem_opt", "STEM OPT", "open",
        (Reason("everify", 0.0, "The posting says that the employer takes part in E-Verify.", ("stem_opt.everify",)),),
        (KeyDate(date(2027, 5, 31), "Your STEM OPT ends", "profile: stem_opt_end_on"),),
    ),
    PathFit("h1b_cap", "H-1B by lottery", "possible", (
        Reason("window", 0.0, "The next registration opens in March 2027.", ("h1b.registration_window",)),
        Reason("fee", 0.0, "The proclamation fee is not collected as of 7 Oct 2026; it may return.", ("h1b.fee",)),
    )),
    PathFit("tn", "TN", "closed", (Reason("citizenship", 0.0, "You are no citizen of CA or MX.", ("tn.nations",)),)),
    PathFit("o1", "O-1A", "unknown", (Reason("evidence", 0.0, "Awards and publications are not in the profile."),)),
)  # fmt: skip


def assessment(job: Posting, read: Reading, match: EmployerMatch, found: tuple[SponsorRecord, ...]) -> Assessment:
    verdicts = (
        Verdict("sponsorship", "yes", 0.8, (
            Reason("offer", 0.6, "The posting offers it.", (f'"{read.clues[0].quote}"',) if read.clues else ()),
            Reason("routine", 0.2, "The employer filed 91 times in three years.", ("LCA FY2026",)),
        )),
        Verdict("role", "yes", 0.7, (Reason("title", 0.5, "The title is one you look for."),
                                     Reason("skills", 0.2, "4 of 6 skills are yours: Python, PyTorch, SQL, Docker."))),
        Verdict("place", "unknown", 0.0, (Reason("not_said", 0.0, "The profile names no places."),)),
    )  # fmt: skip
    return Assessment(job.id, job.content_hash, read, match, found, PATHS, verdicts, TODAY, VERSIONS)


def ranked(job: Posting, read: Reading, match: EmployerMatch = LARKSPUR, score: float = 0.83) -> Ranked:
    found = records() if match.employer_id else ()
    reasons = (
        Reason("sponsorship", 0.33, "It offers sponsorship."),
        Reason("role", 0.25, "The role fits."),
        Reason("pay", 0.08, "Pay is above your floor of USD 140,000."),
        Reason("freshness", -0.02, "Posted 13 days ago."),
    )
    return Ranked(job, assessment(job, read, match, found), score, reasons)


def green() -> Ranked:
    read = reading(
        "offers",
        clue(PERCEPTION, "offer", "Visa sponsorship is available for this role, including new H-1B petitions and O-1."),
        clue(PERCEPTION, "relocation_help", "We help with relocation to the Bay Area."),
        clue(PERCEPTION, "eeo", "whatever their national origin"),
        clue(PERCEPTION, "everify", "takes part in E-Verify"),
        everify=True,
    )
    return ranked(posting(4001, "Machine Learning Engineer, Perception", PERCEPTION), read)


def yellow() -> Ranked:
    read = reading(
        "limited",
        clue(CLINICAL, "offer_limited", "Sponsorship may be considered case by case for exceptional candidates."),
        clue(CLINICAL, "question", "Will you now or in the future require sponsorship for an employment visa?"),
    )
    job = posting(4002, "Machine Learning Scientist, Clinical Signals", CLINICAL, employer="Tallgrass Health")
    return ranked(replace(job, salary=None, posted_on=None), read, UNKNOWN_EMPLOYER, 0.51)


def silent() -> Ranked:
    job = posting(4003, "Applied Scientist, Language Models", "Fine-tune and evaluate models.", employer="Quillwork AI")
    return ranked(replace(job, locations=("Remote, US",), workplace="remote"), reading("silent"), score=0.64)


FACTS = (
    Fact("filed", "H-1B", "filed: 42 in FY2025 (LCA), 96 since FY2023"),
    Fact("not_covered", "PERM", "not covered: no file of these records tells"),
    Fact("trend", "Trend", "rising; certified LCA cases: 20 (FY2023), 34 (FY2024), 42 (FY2025)"),
    Fact("titles", "Titles", "Perception Engineer (17); Robot Learning Engineer (12)"),
    Fact("cap_unknown", "Outside the H-1B cap", "nothing in its name shows it, and the files do not tell: unknown"),
)


def plan() -> Plan:
    best, asked, quiet = green(), yellow(), silent()
    return Plan(
        made_on=TODAY,
        apply=(
            PlanEntry(best, Task(best.posting.id, "Apply on its board", date(2026, 11, 27), "Posted 13 days ago")),
            PlanEntry(quiet, Task(quiet.posting.id, "Apply on its board", date(2026, 11, 30), "")),
        ),
        ask=(
            PlanEntry(
                asked,
                Task(asked.posting.id, "Ask the recruiter", date(2026, 11, 28), "One line of it is conditional"),
                'Hello, your posting says "Sponsorship may be considered case by case". I am on STEM OPT until May '
                "2027 and would then need H-1B.\nWould this role qualify?",
            ),
        ),
        skip=(
            SkipGroup("refuses_future", "Refuses sponsorship now and in the future", 61, (
                SkipExample("greenhouse:brindlebank:7", "Senior ML Engineer, Fraud", "Brindle Bank",
                            "We do not sponsor employment visas for this role, now or in the future."),
                SkipExample("greenhouse:brindlebank:9", "Quantitative Modeler", "Brindle Bank",
                            "Applicants must hold unrestricted work authorization."),
            )),
            SkipGroup("citizens_only", "US citizens only", 12, (
                SkipExample("lever:marrowstone:2", "ML Engineer, Radar", "Marrowstone Systems",
                            "Must be a US citizen with an active Secret clearance."),
            )),
            SkipGroup("not_ml", "Not machine learning, whatever the title says", 1204, (
                SkipExample("ashby:copperleaf:1", "AI Dashboard Specialist", "Copperleaf",
                            "It is about dashboards: no word of training or evaluating models."),
            )),
        ),
        watch=(
            Watched("Sagebrush Institute", "Sagebrush Institute for Climate Research", records()[:1], 4,
                    "Cap-exempt: it can file at any time of the year."),
        ),
        mend=(
            Gap("Kubernetes", 9, 14, "Asked for in nine of the fourteen fitting postings."),
            Gap("Distributed training", 6, 14, ""),
        ),
        dates=(
            KeyDate(date(2027, 3, 4), "H-1B registration is expected to open", "h1b.registration_window"),
            KeyDate(date(2027, 5, 31), "Your STEM OPT ends", "profile: stem_opt_end_on"),
        ),
        funnel=(
            FunnelStep("open", "Open postings", 1280, 0),
            FunnelStep("role", "Machine learning that fits you", 76, 1204),
            FunnelStep("not_refused", "Not refused, not restricted to citizens or cleared people", 3, 73),
            FunnelStep("apply", "To apply to", 2, 1),
        ),
        notes=("As of 7 Oct 2026. Figures of law change; check before you file.",),
        versions=VERSIONS,
        employers={LARKSPUR.employer_id or "": FACTS},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explained:
    """The shape of ``greenflag.api.Explained``."""

    stored: StoredPosting
    assessment: Assessment
    ranked: Ranked
    earlier: tuple[Posting, ...]
    facts: tuple[Fact, ...] = ()
    work: Work | None = None
    about: About | None = None
    skills: tuple[str, ...] = ()
    again: tuple[Posting, ...] = ()
    under_others: tuple[Posting, ...] = ()


def explained(one: Ranked | None = None) -> Explained:
    one = one or green()
    seen = datetime(2026, 11, 13, 7, 30, tzinfo=UTC)
    old = replace(one.posting, text="We build picking arms.\nSponsorship on request.", fetched_at=seen)
    stored = StoredPosting(one.posting, seen, datetime(2026, 11, 25, 8, 0, tzinfo=UTC), None, 2)
    posting = one.posting
    other = replace(posting, id="x:1", employer_name="<b>Brontide</b>", locations=("Reno, NV",))
    work, told = work_of(posting), about(posting)
    return Explained(
        stored, one.assessment, one, (old,), FACTS, work, told, ("PyTorch", "<b>JAX</b>"), (other,), (other,)
    )
