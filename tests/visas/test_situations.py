from __future__ import annotations

from collections import Counter

import pytest
from visa_situations import LAW, Situation, fits, situations

SITUATIONS = situations()


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: f"{s.path}: {s.name}")
def test_a_situation_has_the_answer_that_its_file_gives(situation: Situation) -> None:
    fit = fits(situation.profile, situation.job, situation.today)[situation.path]
    told = "\n".join(f"{r.code}: {r.note} {r.cites}" for r in fit.reasons)
    assert fit.answer == situation.answer, told
    cited = {cite for reason in fit.reasons for cite in reason.cites}
    assert {f"law:{law_id}" for law_id in situation.cites} <= cited, told
    assert situation.says in told


def test_every_path_has_at_least_eight_situations() -> None:
    counts = Counter(s.path for s in SITUATIONS)
    assert set(counts) == {
        "h1b_cap",
        "h1b_transfer",
        "h1b_cap_exempt",
        "opt",
        "stem_opt",
        "tn",
        "e3",
        "h1b1",
        "us_person",
        "o1a",
        "l1",
        "h4_ead",
        "cpt",
    }
    assert min(counts.values()) >= 8


def test_every_situation_names_what_must_be_cited_or_said() -> None:
    assert [s.name for s in SITUATIONS if not (s.cites or s.says)] == []
    assert [c for s in SITUATIONS for c in s.cites if c not in LAW.by_id] == []
