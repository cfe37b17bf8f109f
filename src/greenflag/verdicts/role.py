"""Is this role machine learning, and what this person seeks?

posting --work_of--> is it ML --title, skills, years--> does it fit --sum--> yes | maybe | no | unknown
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from greenflag.model import Posting, Profile, Reason, Verdict
from greenflag.verdicts.about import asked_years
from greenflag.verdicts.score import verdict
from greenflag.verdicts.work import work_of

# Being ML gives up to about 0.6, so that title and skills of the person still tell two real ML roles apart.
ML_SHARE = 0.5
TITLE_POINTS, SKILL_POINTS = 0.2, 0.2
LIKE_AT = 0.6  # of a sought title's words; "data scientist" is half of "applied scientist" and not like it
SMALL_GAP_YEARS, WIDE_GAP_YEARS = 1, 3  # asked years are a wish: one short is usual, more than three is another job
LEAD_YEARS = 5  # of experience below which staff, principal and head roles are rarely given

_SHORT_FORMS = {"ml": "machine learning", "mle": "machine learning engineer", "mlops": "machine learning operations",
                "genai": "generative ai", "nlp": "natural language processing", "swe": "software engineer",
                "engineering": "engineer", "scientists": "scientist", "engineers": "engineer"}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_RANKS = frozenset({"senior", "sr", "junior", "jr", "staff", "principal", "lead", "i", "ii", "iii", "iv", "of", "and"})
_INTERN = re.compile(r"\b(?:intern|interns|internship|co-?op|working student)\b", re.IGNORECASE)
_JUNIOR = re.compile(r"\b(?:junior|jr|entry[- ]level|new[- ]grad\w*|early[- ]career|graduate)\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:staff|principal|head|director|vp|vice president|manager|distinguished)\b", re.IGNORECASE)
_STUDENTS = frozenset({"F-1", "F-1 CPT"})


def judge_role(profile: Profile, posting: Posting, skills: Iterable[str]) -> Verdict:
    """Return the verdict "role", with a score of -1..1 that its reasons add up to.

    ``skills`` are the names of the skills that the posting mentions, as ``candidate.skills_in`` gives them.
    ``no`` carries ``not_ml`` or ``not_sought`` as its heaviest reason; ``maybe`` means a mixed role, or one that asks
    for far more years than the person has. One skill less never raises the score.
    """
    work = work_of(posting)
    real, signs = work.real, work.reasons
    if real == "unknown":
        return verdict("role", "unknown", signs)
    if real == "no":
        return verdict("role", "no", [_not_ml(signs), *_weighed(signs, 0.0)])
    if refusal := _internship(profile, posting):
        return verdict("role", "no", [refusal, *_weighed(signs, 0.0)])
    years = tuple(_years(profile, posting))
    fits = [_title(profile, posting), *_skills(profile, tuple(skills)), *years]
    sought = real == "yes" or _seeks_data_science(profile, signs)
    too_senior = any(reason.code == "years_far" for reason in years)
    return verdict("role", "yes" if sought and not too_senior else "maybe", [*_weighed(signs, ML_SHARE), *fits])


def _weighed(signs: Iterable[Reason], share: float) -> list[Reason]:
    return [Reason(sign.code, round(sign.points * share, 4), sign.note, sign.cites) for sign in signs]


def _not_ml(signs: tuple[Reason, ...]) -> Reason:
    against = sorted((sign for sign in signs if sign.points < 0), key=lambda sign: sign.points)[:3]
    note = "this is not machine-learning work: " + "; ".join(sign.note for sign in against)
    return Reason("not_ml", -1.0, note, tuple(cite for sign in against for cite in sign.cites[:1]))


def _internship(profile: Profile, posting: Posting) -> Reason | None:
    """Return why an internship is not sought; a student may want it, and whoever names it does."""
    intern = _INTERN.search(posting.title)
    if not intern or profile.status in _STUDENTS or any(_INTERN.search(title) for title in profile.titles):
        return None
    return Reason("not_sought", -1.0, "an internship, which is for students", (f'"{intern.group()}"',))


def _seeks_data_science(profile: Profile, signs: tuple[Reason, ...]) -> bool:
    named = any(sign.code == "title_data_science" for sign in signs)
    return named and any("data scien" in title.lower() for title in profile.titles)


# --------------------------------------------------------------------------- what the person seeks


def _title(profile: Profile, posting: Posting) -> Reason:
    has = _title_words(posting.title)
    share, wanted = max(
        ((len(words & has) / len(words), title) for title in profile.titles if (words := _title_words(title))),
        default=(0.0, ""),
    )
    if share < LIKE_AT:
        return Reason("title_differs", 0.0, "the title is none you look for", (f'"{posting.title}"',))
    note = f"the title is like {wanted!r}, which you look for"
    return Reason("title_fit", round(TITLE_POINTS * share, 4), note, (f'"{posting.title}"',))


def _title_words(title: str) -> frozenset[str]:
    spelled = " ".join(_SHORT_FORMS.get(word, word) for word in _WORD.findall(title.lower()))
    return frozenset(spelled.split()) - _RANKS


def _skills(profile: Profile, asked: tuple[str, ...]) -> Iterator[Reason]:
    if not asked:
        return
    known = {skill.lower() for skill in profile.skills}
    lacking = [skill for skill in asked if skill.lower() not in known]
    share = 1 - len(lacking) / len(asked)
    note = f"you name {len(asked) - len(lacking)} of the {len(asked)} skills it mentions"
    if lacking and known:
        note += f"; not {', '.join(lacking[:5])}" + (" and others" if len(lacking) > 5 else "")
    yield Reason("skills_fit", round(SKILL_POINTS * share, 4), note)


def _years(profile: Profile, posting: Posting) -> Iterator[Reason]:
    """Yield how the person's years of experience stand to the asked ones, or to the rank in the title."""
    asked, quote = asked_years(posting.text)
    have = profile.experience_years
    if have is None:
        if asked:
            yield Reason("years_unknown", 0.0, f"asks for {asked}+ years; your profile does not say yours", (quote,))
    elif asked:
        gap = asked - have
        if gap > WIDE_GAP_YEARS:
            yield Reason("years_far", -0.3, f"asks for {asked}+ years; you have {have:g}", (quote,))
        elif gap > SMALL_GAP_YEARS:
            yield Reason("years_short", -0.1, f"asks for {asked}+ years; you have {have:g}", (quote,))
        else:
            yield Reason("years_fit", 0.05, f"asks for {asked}+ years; you have {have:g}", (quote,))
    elif have < LEAD_YEARS and (lead := _LEAD.search(posting.title)):
        note = f"a lead role; you have {have:g} years of experience"
        yield Reason("rank_high", -0.15, note, (f'"{lead.group()}"',))
    elif have >= LEAD_YEARS and (junior := _JUNIOR.search(posting.title)):
        note = f"a role for beginners; you have {have:g} years of experience"
        yield Reason("rank_low", -0.15, note, (f'"{junior.group()}"',))
