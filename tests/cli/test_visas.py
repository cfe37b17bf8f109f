"""Visa paths, days and law from the command line, over the real rooms."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GREENFLAG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def words(result) -> str:
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_all_paths_of_a_person_are_shown_best_first_with_their_law_and_the_days_on_a_line(run):
    shown = words(run("visas", "--demo", "--as-of", "2026-11-25"))
    assert shown.index("F-1 STEM OPT: open") < shown.index("H-1B, new (cap-subject): possible")
    assert shown.index("H-1B, cap-exempt employer: unknown") < shown.index("TN (Canada, Mexico): closed")
    assert "[law:h1b.registration.window; law:h1b.fy.start]" in shown
    assert "STEM OPT ends in 187 days [profile:dates.stem_opt_end_on]" in shown
    assert "█" in shown
    assert "Information, not legal advice" in shown
    assert "look at the official pages before you act" in shown


def test_another_day_and_a_scenario_are_told_as_what_they_are(run):
    shown = words(run("visas", "--demo", "--as-of", "2026-12-01", "--scenario", "cap-fee"))
    assert "As of Tue 1 Dec 2026" in shown
    assert "Scenario cap-fee, not law: The proposed $103,265" in shown


def test_days_are_written_for_a_calendar(run, tmp_path):
    assert "STEM OPT ends" in words(run("dates", "--demo", "--ics", tmp_path / "days.ics"))
    assert (tmp_path / "days.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert run("dates", "--demo", "--ics", tmp_path / "days.txt").exit_code == 2


def test_law_that_is_due_for_a_check_says_where_to_look(run):
    shown = words(run("law", "check", "--as-of", "2026-11-25"))
    assert shown.index("IN A COURT, OR ONLY PROPOSED") < shown.index("A STATUTE")
    assert "49 days ago" in shown
    assert "never" in shown
    assert "see CONTRIBUTING.md" in shown


def test_a_law_entry_is_shown_in_all_its_years(run):
    shown = words(run("law", "show", "h1b.proclamation.collected"))
    assert "True bool superseded from 2025-09-21 to 2026-06-07" in shown
    assert "Cite: USCIS alert 2025-10-20" in shown
    assert "payment-collected" in words(run("law", "scenarios"))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("visas", "--demo", "--as-of", "soon"), "--as-of 'soon': give a day as 2027-03-01"),
        (("visas", "--demo", "--scenario", "magic"), "there is cap-fee"),
        (("law", "show", "no.such"), "no entry is called 'no.such'"),
        (("visas",), "greenflag init"),
    ],
)
def test_a_wrong_question_says_what_to_give(run, asked, why):
    result = run(*asked)
    assert result.exit_code == 2
    assert why in result.stderr


def test_a_checklist_tells_who_brings_what_and_keeps_what_is_there(run):
    assert "[ ] i983 training plan" in words(run("documents", "stem_opt"))
    shown = words(run("documents", "stem_opt", "--have", "i983"))
    assert "1 of 7 are there" in shown
    assert "[x] i983" in shown
    assert "[law:everify.required_for_stem_opt]" in shown
    assert "law:protect.perm_costs" in shown
    assert "0 of 7 are there" in words(run("documents", "stem_opt", "--lack", "i983"))
    assert run("documents", "j1").exit_code == 2
