"""What the work is: its kind, whether it is really machine learning, and whether title and duties agree.

posting --signs.toml--> signs --kinds.csv--> kind --sum of both--> real: yes | borderline | no, with the lines that tell
"""

from __future__ import annotations

from typing import Final

from greenflag.model import KIND_NAMES, Posting, Real, Reason, RoleKind, Work
from greenflag.verdicts.kinds import READ_CHARS, KindFound, kind_of, telling_lines
from greenflag.verdicts.score import clamped
from greenflag.verdicts.signs import promises_ml, signs_of
from greenflag.verdicts.words import plain

# On 1,040 labelled postings of other employers than the dev set's, each read by a table that was not trained on it:
# what is not clear is called borderline about as often as the labels do (python benchmarks/kinds.py).
YES_AT, NO_AT = 0.5, -0.3
YES_BY_SIGNS_AT, NO_BY_SIGNS_AT = 0.36, -0.1  # where the text is too short for its kind
NOT_AT = 0.4  # chance of all kinds without models, from which a title that promises models is not kept
TOO_SHORT_WORDS = 40  # a text of fewer says too little of the duties to tell their kind
MODELS: Final[tuple[RoleKind, ...]] = ("ml_engineering", "ml_research")
NO_MODELS: Final[tuple[RoleKind, ...]] = ("analytics", "data_engineering", "software", "labelling", "other")


def work_of(posting: Posting, *, quote: bool = True) -> Work:
    """Return what a posting's work is; the points of its reasons sum to the measure of ``real``.

    ``unknown`` where title and text say nothing of the duties; of a short text only ``real`` is told. A mismatch is a
    title that promises machine learning or AI over duties without models. Without ``quote`` the kind's reason cites no
    lines, which is faster.
    """
    words = plain(posting.text)
    signs = signs_of(posting, words)
    if words.count(b" ", 0, READ_CHARS) < TOO_SHORT_WORDS:
        return _by_signs(signs)
    found = kind_of(posting.title, words, signs)
    lines = telling_lines(posting.text, found.kind) if quote else ()
    models, none = (sum(found.chances[kind] for kind in kinds) for kinds in (MODELS, NO_MODELS))
    reasons = (_kind_reason(found, round(models - none, 4), lines), *signs)
    total = clamped(reasons)
    real: Real = "yes" if total >= YES_AT else "no" if total <= NO_AT else "borderline"
    if none >= NOT_AT and promises_ml(posting.title):
        note = f"the title promises machine learning, the duties read like {KIND_NAMES[_likeliest(found)]}"
        return Work(found.kind, real, "yes", (*reasons, Reason("mismatch", 0.0, note, (f'"{posting.title}"',))))
    return Work(found.kind, real, "no", reasons)


def _by_signs(signs: tuple[Reason, ...]) -> Work:
    """Return what a title and few words tell: seldom more than whether models are spoken of."""
    if {sign.code for sign in signs} <= {"title_silent"}:
        reason = Reason("too_little_text", 0.0, "title and text say nothing of the duties")
        return Work("unknown", "unknown", "unknown", (reason,))
    total = clamped(signs)
    real: Real = "yes" if total >= YES_BY_SIGNS_AT else "no" if total <= NO_BY_SIGNS_AT else "borderline"
    return Work("unknown", real, "unknown", signs)


def _kind_reason(found: KindFound, points: float, lines: tuple[str, ...]) -> Reason:
    note = f"reads like {KIND_NAMES[found.kind]} ({found.chances[found.kind]:.0%})"
    return Reason("kind", points, note, tuple(f'"{line}"' for line in lines))


def _likeliest(found: KindFound) -> RoleKind:
    return max(NO_MODELS, key=found.chances.__getitem__)
