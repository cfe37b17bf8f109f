from dataclasses import replace
from datetime import date

import pytest

from greenflag.errors import StoreError
from greenflag.model import (
    Assessment,
    Clue,
    EmployerMatch,
    KeyDate,
    PathFit,
    Place,
    Reading,
    Reason,
    SponsorRecord,
    Verdict,
    Versions,
)


@pytest.fixture(scope="module")
def made():
    quote = "We sponsor visas"
    clue = Clue(
        "sponsor.offer", "sponsorship", "offer", "sponsorship", "affirmed", 4, 80, 96, quote, "benefits", ("we",)
    )
    reason = Reason("offer", 0.8, "The posting offers sponsorship.", (f'"{quote}"',))
    return Assessment(
        posting_id="greenhouse:larkspur:1",
        content_hash="c1",
        reading=Reading((clue,), "offers", "green", False, Place(("US",), "hybrid", ("US-CA",)), None),
        employer=EmployerMatch("Larkspur", "E1", ("Larkspur Robotics, Inc.",), 0.9, (reason,), None),
        records=(SponsorRecord("E1", "Larkspur Robotics, Inc.", "LCA", "H-1B", 2026, 14, 0, 1, "LCA FY2026", 6, 9),),
        paths=(
            PathFit("h1b_cap", "H-1B", "open", (reason,), (KeyDate(date(2027, 3, 1), "registration", "h1b.window"),)),
        ),
        verdicts=(Verdict("sponsorship", "yes", 0.8, (reason,)),),
        assessed_on=date(2026, 11, 2),
        versions=Versions("r1", "d1", "l1"),
    )


def test_an_assessment_comes_back_as_it_was_saved(store, record, make_posting, made):
    record(store, 1, make_posting(1))
    store.save_assessments([made])
    assert store.assessment(made.posting_id) == made


def test_the_latest_assessment_replaces_the_one_before(store, record, make_posting, made):
    record(store, 1, make_posting(1), make_posting(2))
    store.save_assessments([made, replace(made, posting_id="greenhouse:larkspur:2")])
    newer = replace(made, versions=Versions("r2", "d1", "l1"))
    store.save_assessments(iter([newer]))
    assert [kept.versions.rules for kept in store.assessments()] == ["r2", "r1"]


def test_an_assessment_of_an_unknown_posting_is_refused_and_none_is_kept(store, record, make_posting, made):
    record(store, 1, make_posting(1))
    with pytest.raises(StoreError, match="no posting greenhouse:larkspur:7 is stored"):
        store.save_assessments([made, replace(made, posting_id="greenhouse:larkspur:7")])
    assert list(store.assessments()) == []


def test_assessments_made_while_others_are_walked_do_not_disturb_the_walk(store, record, make_posting, made):
    record(store, 1, *(make_posting(n) for n in range(20)))
    for stored in store.postings():
        store.save_assessments([replace(made, posting_id=stored.posting.id)])
    assert len(list(store.assessments())) == 20


def test_an_assessment_of_another_shape_is_as_good_as_none(store, record, make_posting, made):
    record(store, 1, make_posting(1))
    store.save_assessments([made])
    store._db.execute("UPDATE assessments SET assessment = ?", (b"of an older layout",))
    assert store.assessment(made.posting_id) is None
    assert list(store.assessments()) == []
