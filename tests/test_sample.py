"""The built-in sample boards are read whole, and each of their postings as a careful reader would read it."""

import tomllib
from pathlib import Path

from greenflag.api import JobSearch, plan_json, plan_markdown

GOLD = tomllib.loads(Path(__file__).with_name("sample_stances.toml").read_text())


def test_every_sample_board_is_read_whole():
    with JobSearch.sample() as search:
        changes = search.update()
    assert all(change.complete and not change.problems for change in changes)
    assert sum(change.new for change in changes) == 49


def test_every_sample_posting_has_the_stance_that_a_careful_reader_gives_it():
    with JobSearch.sample() as search:
        search.update()
        search.assess()
        stances = {a.posting_id: a.reading.stance for a in search._store.assessments()}
    wanted = {key: stance for key, stance in GOLD.items() if not key.startswith(("pages/", "pasted/"))}
    assert {key: stances.get(key) for key in wanted} == wanted


def test_the_sample_plan_names_what_to_do_and_proves_each_line():
    with JobSearch.sample() as search:
        search.update()
        plan = search.plan()
    assert len(plan.apply) >= 3
    assert len(plan.ask) >= 3
    assert len(plan.skip) >= 4
    for entry in plan.apply:
        posting, reading = entry.ranked.posting, entry.ranked.assessment.reading
        greens = [clue for clue in reading.clues if clue.kind in {"offer", "offer_limited"}]
        assert greens
        assert all(posting.text[c.start : c.end] == c.quote for c in greens if c.line)
    assert plan.funnel[0].left == 49
    assert plan_json(plan)
    assert "Quillwork" in plan_markdown(plan)
    assert [group.count for group in plan.skip if group.code == "copy"] == [1]


def test_a_second_run_reads_nothing_again():
    with JobSearch.sample() as search:
        search.update()
        assert search.assess() == 49
        assert not any(change.changed for change in search.update())
        assert search.assess() == 0
