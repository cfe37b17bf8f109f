from dataclasses import replace

from tests.web import cases

from greenflag.cli.posting_shown import show_text
from greenflag.cli.screen import console


def test_a_posting_is_shown_with_marked_text_and_every_reason(run, search):
    result = run("show", "greenhouse:larkspurrobotics:4001")
    assert result.exit_code == 0, result.output
    shown = " ".join(result.output.split())
    assert "«Visa sponsorship is available for this role, including new H-1B petitions and O-1.»" in shown
    assert "^ GREEN: offers sponsorship" in shown
    one = cases.explained()
    for part in (one.assessment.verdicts, one.assessment.paths, [one.ranked], [one.assessment.employer]):
        for item in part:
            for reason in item.reasons:
                assert reason.note in shown
                assert all(cite in shown for cite in reason.cites)
    assert "FY2024 H-1B LCA 18 – 1 6 3" in shown
    assert "3 Larkspur Robotics, Inc., LCA FY2024" in shown
    assert "Sponsorship on request." in shown
    assert "Posted again" in shown
    assert "<b>Brontide</b>: ask who would employ you" in shown


def test_a_posting_is_written_as_a_page(run, search, tmp_path):
    assert run("show", "greenhouse:larkspurrobotics:4001", "--out", tmp_path / "show.html").exit_code == 0
    assert "<mark" in (tmp_path / "show.html").read_text()
    assert run("show", "greenhouse:larkspurrobotics:4001", "--out", tmp_path / "show.txt").exit_code == 2


def test_an_unknown_posting_names_those_near_it(run, search):
    result = run("show", "nosuch")
    assert result.exit_code == 2
    assert "near it: greenhouse:larkspurrobotics:4001" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_quote_that_is_not_in_the_text_is_not_marked_in_it(capsys):
    clue = cases.clue(cases.CLINICAL, "question", "Will you now or in the future")
    show_text(console(), cases.CLINICAL, (replace(clue, start=0, end=29),))
    shown = capsys.readouterr().out
    assert "«" not in shown
    assert 'YELLOW asks whether you need sponsorship: "Will you now or in the future"' in shown
