"""``greenflag check`` and ``keep``, as a person meets them."""

from __future__ import annotations

import pytest

from greenflag.api import JobSearch
from greenflag.errors import InputError

SCAM = """From: "Kim Vale, Larkspur Robotics" <larkspur.robotics.careers@gmail.com>
Subject: Your H-1B
Content-Type: text/plain

You are selected. To register you we need a deposit of $900 by gift card today.
Send your SSN and a copy of your passport.
"""


def test_a_message_that_asks_for_money_says_walk_away_and_where_to_report(run, tmp_path):
    (tmp_path / "offer.eml").write_text(SCAM)
    result = run("check", "email", str(tmp_path / "offer.eml"))
    assert result.exit_code == 0
    told = " ".join(result.output.split())
    assert "It asks for or promises what no honest employer does" in told
    assert "gift cards, crypto and instant transfers never come back" in told
    assert "Walk away" in told
    assert "reportfraud.ftc.gov" in told
    assert "fraud" not in told.lower().replace("reportfraud", "").replace("report-fraud", "").replace(
        "petition fraud", ""
    )


def test_an_honest_posting_says_that_nothing_was_seen(run, tmp_path):
    (tmp_path / "job.txt").write_text("ML Engineer\nWe sponsor H-1B visas. We never ask candidates for money.")
    told = " ".join(run("check", "posting", str(tmp_path / "job.txt")).output.split())
    assert "No sign of a scam was seen" in told
    assert "What to do now" not in told


def test_a_message_must_be_saved_as_eml(run, tmp_path):
    (tmp_path / "offer.txt").write_text(SCAM)
    result = run("check", "email", str(tmp_path / "offer.txt"))
    assert result.exit_code == 2
    assert ".eml" in result.output


def test_what_the_person_keeps_is_remembered_and_can_be_taken_back(tmp_path):
    with JobSearch.sample() as search:
        search.update()
        posting = next(iter(search.plan().apply)).ranked.posting
        search.keep(posting.id)
        kept = search.keep(posting.employer_name)
        assert {one.posting_id or one.employer_name for one in kept} == {posting.id, posting.employer_name}
        assert search.keep("") == kept
        assert search.keep(posting.id, undo=True) == kept[1:]
        with pytest.raises(InputError, match="no stored posting"):
            search.keep("nobody")
