"""The situations of this folder's TOML files, as cases for the room."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from greenflag.clues.degree import degree_asked
from greenflag.clues.rules import load_rules
from greenflag.model import Clue, EmployerMatch, PathFit, Place, Posting, Profile, Reading, SponsorRecord
from greenflag.visas import Law, assess_paths

FOLDER = Path(__file__).parent
LAW = Law.load()
LAW_READ_ON = date(2026, 10, 7)  # the day that most of the law files are vouched for
COLOURS = {"offers": "green", "limited": "yellow", "unclear": "yellow", "refuses": "red", "restricted": "red"}


@dataclass(frozen=True)
class Job:
    posting: Posting
    reading: Reading
    match: EmployerMatch
    records: tuple[SponsorRecord, ...]


@dataclass(frozen=True)
class Situation:
    name: str
    path: str
    profile: Profile
    job: Job
    today: date
    answer: str
    cites: tuple[str, ...]
    says: str


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def profile(data: dict[str, Any], change: dict[str, Any] | None = None) -> Profile:
    merged = {key: value for key, value in (data | (change or {})).items() if value != "unset"}
    return msgspec.convert(merged, Profile)


def job(data: dict[str, Any]) -> Job:
    employer, stance = data["employer"], data["stance"]
    clues = tuple(clue(c) for c in data.get("clues", ()))
    text = data.get("text", "\n".join(c.quote for c in clues))
    posting = Posting(
        id="lever:x:1", source="lever", board="lever:x", external_id="1", url="",
        title=data.get("title", "Machine Learning Engineer"), employer_name=employer, locations=("Reno, NV",),
        workplace="onsite", text=text, posted_on=None, fetched_at=None, salary=None, content_hash="h",
    )  # fmt: skip
    place = Place(tuple(data.get("countries", ("US",))), "no")
    reading = Reading(
        clues, stance, COLOURS.get(stance, "none"), data.get("future", False), place, data.get("everify"),
        degree=degree_asked(text),
    )  # fmt: skip
    match = EmployerMatch(employer, "e1" if "records" in data else None, (), 0.9, ())
    return Job(posting, reading, match, tuple(record(employer, r) for r in data.get("records", ())))


def clue(data: dict[str, str]) -> Clue:
    return Clue(
        "invented", "sponsorship", data["kind"], data["claim"], data.get("assertion", "affirmed"),
        1, 0, len(data["quote"]), data["quote"], "other",
        names=load_rules().names_in(data["quote"]), only=load_rules().keeps_to_names(data["quote"]),
    )  # fmt: skip


def record(employer: str, data: dict[str, Any]) -> SponsorRecord:
    return SponsorRecord(
        "e1", employer, "LCA", data["program"], data["fiscal_year"], data["certified"], 0, 0, "LCA sample, FY2025"
    )


def people() -> dict[str, Profile]:
    return {name: profile(data) for name, data in table("people").items()}


def jobs() -> dict[str, Job]:
    return {name: job(data) for name, data in table("jobs").items()}


def situations() -> list[Situation]:
    persons, works = table("people"), jobs()
    contents = [table(path.stem) for path in sorted(FOLDER.glob("*.toml"))]
    return [
        Situation(
            name=item["name"],
            path=content["path"],
            profile=profile(persons[item["person"]], item.get("change")),
            job=works[item["job"]],
            today=item.get("today", LAW_READ_ON),
            answer=item["answer"],
            cites=tuple(item.get("cites", ())),
            says=item.get("says", ""),
        )
        for content in contents
        for item in content.get("situation", ())
    ]


def fits(who: Profile, work: Job, today: date, law: Law = LAW) -> dict[str, PathFit]:
    found = assess_paths(who, work.posting, work.reading, work.match, work.records, law, today)
    return {fit.path_id: fit for fit in found}
