from dataclasses import replace

import pytest
from tests.web import cases

from greenflag.model import Plan
from greenflag.web.words import plain


@pytest.fixture
def watching(search):
    search.add_board("larkspurrobotics")
    search.add_board("tallgrasshealth")
    return search


def test_a_plan_updates_assesses_and_shows_every_part(run, watching):
    result = run("plan")
    assert result.exit_code == 0, result.output
    assert watching.asked == ["update", "assess", "plan", "close"]
    for part in ("FROM ALL TO FEW", "APPLY  2", "ASK FIRST  1", "SKIP  1,277", "WATCH  1", "MEND", "DATES", "NOTES"):
        assert part in result.output
    assert "status F-1 STEM OPT; citizenship IN" in result.output
    assert "not legal advice" in result.output or "Figures of law change" in result.output
    assert "2 boards read: 4 new, 2 edited" in result.output
    assert "1 of them had problems" in result.output


def test_the_words_that_decided_are_quoted_and_their_colour_is_a_word(run, watching):
    shown = " ".join(run("plan").output.replace("▌", " ").split())
    assert 'GREEN offers sponsorship: "Visa sponsorship is available for this role, including new H-1B' in shown
    assert 'YELLOW sponsorship within limits: "Sponsorship may be considered case by case' in shown
    assert "RED We do not sponsor employment visas for this role, now or in the future." in shown
    assert "says nothing about sponsorship, which is neither a yes nor a no" in shown
    assert "Send: Hello, your posting says" in shown


def test_the_funnel_shows_what_is_left_and_what_fell_out(run, watching):
    shown = run("plan").output
    assert "1,280  █████" in shown
    assert "−1,204" in shown


def test_an_offline_plan_asks_no_board(run, watching):
    assert run("plan", "--offline").exit_code == 0
    assert watching.asked == ["assess", "plan", "close"]


def test_no_line_is_wider_than_the_screen_but_those_to_copy(run, watching, monkeypatch):
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run("plan").output.splitlines()
        wide = [line for line in lines if len(line) > columns and "://" not in line and "greenflag show" not in line]
        assert wide == []
        assert all(line == line.rstrip() for line in lines)


def test_a_plan_that_is_not_read_on_a_terminal_holds_no_control_codes(run, watching):
    assert "\x1b" not in run("plan").output


def test_hostile_text_reaches_the_screen_as_plain_words(run, watching):
    best = cases.green()
    evil = "\x1b]0;owned\x07[bold red]Engineer[/] \u202egnp.exe\u2066 \x9b31m :smile:\x00"
    entry = cases.plan().apply[0]
    job = replace(best.posting, title=evil, employer_name=evil, locations=(evil,), url="javascript:alert(1)")
    watching.made = replace(cases.plan(), apply=(replace(entry, ranked=replace(best, posting=job)),))
    result = run("plan")
    assert result.exit_code == 0
    assert "[bold red]Engineer[/] gnp.exe 31m :smile:" in result.output
    assert not set("\x1b\x07\x9b\x00\u202e\u2066") & set(result.output)
    assert "javascript:" not in result.output


def test_a_command_to_copy_holds_no_other_command(run, watching):
    made, best = cases.plan(), cases.green()
    job = replace(best.posting, id="page:https://jobs.example.test/?a=1&b=2; touch x")
    watching.made = replace(made, apply=(replace(made.apply[0], ranked=replace(best, posting=job)),))
    assert "greenflag show 'page:https://jobs.example.test/?a=1&b=2; touch x'" in run("plan").output


def test_what_is_not_told_in_full_follows_in_a_line_each(run, watching):
    shown = run("plan", "--top", "1").output
    assert shown.count("Record:") == 2  # one to apply to, one to ask
    assert "2. Applied Scientist, Language Models, Quillwork AI, by Mon 30 Nov 2026," in shown
    made = cases.plan()
    watching.made = replace(made, apply=made.apply[:1] * 30)
    assert "and 14 more, in the file" in run("plan", "--top", "1").output


def test_an_employer_is_asked_once(run, watching):
    made = cases.plan()
    watching.made = replace(made, ask=made.ask * 2)
    assert run("plan").output.count("Send:") == 1


def test_an_empty_plan_is_shown_too(run, watching):
    made = cases.plan()
    watching.made = Plan(made.made_on, (), (), (), (), (), (), (), (), made.versions)
    result = run("plan")
    assert result.exit_code == 0
    assert "No posting has been looked at yet" in result.output


@pytest.mark.parametrize(
    ("name", "begins"), [("plan.html", "<!doctype html>"), ("plan.md", "# Your plan"), ("plan.json", '{"schema"')]
)
def test_a_plan_is_written_to_the_file_that_is_asked_for(run, watching, tmp_path, name, begins):
    result = run("plan", "--out", tmp_path / name)
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert str(tmp_path / name) in result.output
    assert list(tmp_path.glob(f".{name}*")) == []


def test_several_files_are_written_by_one_run(run, watching, tmp_path):
    assert run("plan", "--out", tmp_path / "a.md", "--out", tmp_path / "b.json").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", "b.json"}


@pytest.mark.parametrize(("name", "word"), [("plan.pdf", ".html"), ("nowhere/plan.html", "no folder")])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(run, watching, tmp_path, name, word):
    result = run("plan", "--out", tmp_path / name)
    assert result.exit_code == 2
    assert word in result.stderr
    assert watching.asked == []


def test_without_a_profile_the_plan_says_to_make_one(run, watching):
    watching.saved = None
    result = run("plan")
    assert result.exit_code == 2
    assert "greenflag init" in result.stderr


def test_without_boards_the_plan_says_how_to_add_them(run, search):
    result = run("plan")
    assert result.exit_code == 2
    assert "greenflag boards add --starter" in result.stderr


def test_the_demo_says_that_it_is_invented_and_what_comes_next(run, search, tmp_path):
    result = run("demo", "--out", tmp_path / "demo.html")
    assert result.exit_code == 0, result.output
    assert result.output.count("are all invented") == 3  # first, among the notes, and last
    assert (tmp_path / "demo.html").read_text().count("are all invented") == 2
    assert "greenflag show --demo greenhouse:larkspurrobotics:4001" in result.output
    assert result.output.index("greenflag init") < result.output.index("greenflag boards add --starter")


def test_outside_text_keeps_its_letters_and_loses_only_what_steers():
    assert plain("Zürich 東京 naïve — “quoted” 👩") == "Zürich 東京 naïve — “quoted” 👩"
    assert plain("a\tb\u00a0c\u2028d\r\u200be\ud800") == "a b c\nd e"
