"""The path of one posting: read, employer, paths, verdicts, rank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from greenflag import clues
from greenflag.candidate import covered_skills, skills_in
from greenflag.employers import Correction, Resolver
from greenflag.model import Assessment, Placing, Posting, Profile, Ranked, StoredPosting, Versions
from greenflag.ports import Records
from greenflag.ranking import rank
from greenflag.records.pay import levels_of, top_wage
from greenflag.verdicts import judge_middleman, judge_place, judge_role, judge_scam, judge_sponsorship
from greenflag.visas import Law, assess_paths


@dataclass(frozen=True)
class Context:
    """What every posting is assessed with: one person, one day, one state of rules, records and law.

    ``skilled`` is the person with the skills that the named ones imply (PyTorch implies deep learning).
    """

    profile: Profile
    skilled: Profile
    law: Law
    records: Records
    resolver: Resolver
    today: date
    versions: Versions


def make_context(
    profile: Profile, records: Records, today: date, corrections: Mapping[str, Correction] | None = None
) -> Context:
    """Return the context for a person on a day; its versions tell when stored assessments are still good.

    ``corrections`` are the user's own word on who employers are.
    """
    law = Law.load()
    digest = hashlib.sha256(msgspec.json.encode(profile)).hexdigest()[:12]
    said = hashlib.sha256(repr(sorted((corrections or {}).items())).encode()).hexdigest()[:8] if corrections else ""
    versions = Versions(rules=clues.version(), records=records.version + said, law=law.version, profile=digest)
    skilled = replace(profile, skills=covered_skills(profile))
    return Context(profile, skilled, law, records, Resolver(records, corrections=corrections), today, versions)


def assess(posting: Posting, context: Context, earlier: Assessment | None = None) -> Assessment:
    """Return all that is known of a posting for the context's person.

    ``earlier`` is the stored assessment of the same posting: it is returned as it is when nothing has changed since,
    and its reading is kept when only the person, the day, the records or the law have.
    """
    same_text = earlier is not None and earlier.content_hash == posting.content_hash
    if earlier and same_text and earlier.versions == context.versions and earlier.assessed_on == context.today:
        return earlier
    reread = not (earlier and same_text and earlier.versions.rules == context.versions.rules)
    reading = clues.read(posting) if reread or earlier is None else earlier.reading
    match = context.resolver.resolve(posting.employer_name, posting.locations, posting.url)
    records = context.records.of(match.employer_id) if match.employer_id else ()
    placing = context.records.placing(match.employer_id) if match.employer_id else Placing()
    profile, today = context.profile, context.today
    paths = assess_paths(profile, posting, reading, match, records, context.law, today, levels_of(posting))
    return Assessment(
        posting_id=posting.id,
        content_hash=posting.content_hash,
        reading=reading,
        employer=match,
        records=records,
        paths=paths,
        verdicts=(
            judge_sponsorship(profile, reading, paths, match, records, today),
            judge_role(context.skilled, posting, skills_in(posting.text)),
            judge_place(profile, posting, reading),
            judge_scam(posting, wage_top=top_wage(posting)),
            judge_middleman(posting, placing.elsewhere_share, placing.dependent),
        ),
        assessed_on=today,
        versions=context.versions,
    )


def ranked(stored: StoredPosting, assessment: Assessment, context: Context) -> Ranked:
    """Return a posting with its place in the person's order."""
    seen_on = stored.first_seen_at.date()
    return rank(context.profile, stored.posting, assessment, context.today, seen_on, stored.versions)
