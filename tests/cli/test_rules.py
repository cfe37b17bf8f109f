"""``greenflag rules`` shows what the workbench knows, in plain text of 80 columns."""

import json
from pathlib import Path

import pytest

from greenflag.clues.workbench import Checked, Failure, all_rules

LONG = (
    "Unfortunately we do not sponsor new H-1B petitions, but transfers of an existing H-1B are welcome if you are "
    "authorized to work in the United States without a break, and no relocation help is given to anyone abroad."
)


def corpus_file(folder: Path, *texts: str) -> Path:
    path = folder / "corpus.jsonl"
    rows = ({"id": str(n), "title": f"Engineer {n}", "text": text} for n, text in enumerate(texts))
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_rules_that_keep_their_promises_are_counted(run):
    result = run("rules", "test")
    assert result.exit_code == 0
    assert "all kept" in result.output


def test_a_rule_that_breaks_its_promise_ends_with_exit_1_and_says_what_was_read(run, monkeypatch):
    broken = Checked(1, 2, 1, (Failure("", "a.b", "we\nsing", "silent", ()), Failure("x.toml", "", "w", "offer", ())))
    monkeypatch.setattr("greenflag.api.check_rules", lambda: broken)
    result = run("rules", "test")
    assert result.exit_code == 1
    for said in ("a.b", "we / sing", "silent", "nothing", "check of x.toml", "2 fail"):
        assert said in result.output


def test_every_rule_is_listed_with_why_and_blind_spots(run):
    shown = " ".join(run("rules", "list").output.split())
    for rule in all_rules():
        assert f"{rule.id} ({rule.topic}) {' '.join(rule.why.split())}" in shown
        assert all(" ".join(spot.split()) in shown for spot in rule.blind_spots)


def test_targets_and_scope_are_drawn_under_the_words(run):
    lines = run("rules", "explain", "We do not sponsor work visas.").output.splitlines()
    text = next(n for n, line in enumerate(lines) if line.endswith("We do not sponsor work visas."))
    at = lines[text].index("not sponsor")
    clause, target = lines[text + 1], lines[text + 2]
    assert clause[at - 6] == "("
    assert clause.endswith(")")
    assert target[at : at + 11] == "~~~.======="
    shown = "\n".join(lines)
    assert '~ not.before "not": negated (before)' in shown
    assert "-> SPEAKS: negated = refuse" in shown
    assert "Reading: refuses (red)" in shown


def test_a_stop_and_what_it_cuts_off_are_drawn(run):
    shown = run("rules", "explain", "No agencies, please: visa sponsorship is available.").output
    assert "     No agencies, please:" in shown
    assert "  1  xx.........|" in shown
    assert 'cut off by its stop at 11 ","' in " ".join(shown.split())


@pytest.mark.parametrize(
    "text", [LONG, LONG.replace(" ", ""), "签证 sponsorship 签证 " * 12, "No visas\x1b[31m\tsponsored"]
)
def test_a_drawing_fits_80_columns_and_steers_no_screen(run, text):
    from rich.cells import cell_len

    result = run("rules", "explain", text)
    assert result.exit_code == 0, result.output
    assert max(map(cell_len, result.output.splitlines())) <= 80
    assert "\x1b" not in result.output


def test_lines_may_come_from_standard_input(run):
    assert "decided by the answer" in run("rules", "explain", "-", input="Visa sponsorship\nNo\n").output
    result = run("rules", "explain", " ")
    assert result.exit_code == 2
    assert "there is no text" in result.stderr


def test_a_corpus_is_counted_kept_and_compared(run, tmp_path):
    file, kept = corpus_file(tmp_path, "We sponsor visas.", "We sing."), tmp_path / "kept"
    assert "2 postings: 1 offers, 1 silent" in run("rules", "corpus", file).output
    assert f"--against {kept}" in run("rules", "corpus", file, "--save", kept).output
    corpus_file(tmp_path, "We never sponsor visas.", "We sponsor visas.")
    result = run("rules", "corpus", file, "--against", kept)
    assert result.exit_code == 0
    for said in ("GAINS  1", "silent -> offers  1", "MOVES  1", "offers -> refuses  1", "1  Engineer 1"):
        assert said in result.output
    assert '- offer by sponsorship.sponsor: "We sponsor visas."' in result.output
    assert '+ refuse by sponsorship.sponsor: "We never sponsor visas."' in result.output
    assert "UNSAFE" not in result.output
    assert "Engineer" not in run("rules", "corpus", file, "--against", kept, "--show", "0").output


def test_red_that_became_green_is_marked(run, tmp_path):
    file, kept = corpus_file(tmp_path, "We never sponsor visas."), tmp_path / "kept"
    run("rules", "corpus", file, "--save", kept)
    corpus_file(tmp_path, "We sponsor visas.")
    assert "UNSAFE" in run("rules", "corpus", file, "--against", kept).output


def test_a_yardstick_is_not_overwritten_in_the_same_breath(run, tmp_path):
    file = corpus_file(tmp_path, "We sponsor visas.")
    result = run("rules", "corpus", file, "--save", tmp_path / "k", "--against", tmp_path / "k")
    assert result.exit_code == 2
    assert "not both" in result.stderr
    assert run("rules", "corpus", tmp_path / "nosuch").exit_code == 2
