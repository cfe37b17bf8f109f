from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from greenflag.model import Clue
from greenflag.web.marks import mark, outside, provable

from . import cases

TEXT = "We may sponsor\nvisas for this role.\n\nNo sponsorship for interns."


def test_a_quote_over_a_line_break_is_marked_on_both_lines_and_named_once():
    clue = cases.clue(TEXT, "offer_limited", "may sponsor\nvisas for this role.")
    first, second, *rest = mark(TEXT, [clue])
    assert [(s.text, s.colour) for s in first.segments] == [("We ", None), ("may sponsor", "yellow")]
    assert [(s.text, s.colour) for s in second.segments] == [("visas for this role.", "yellow")]
    assert first.clues == ()
    assert second.clues == (clue,)
    assert not any(line.marked for line in rest)


def test_where_clues_overlap_the_stronger_colour_shows_and_both_are_named():
    whole = cases.clue(TEXT, "offer", "No sponsorship for interns.")
    inner = cases.clue(TEXT, "refuse", "No sponsorship")
    line = mark(TEXT, [whole, inner])[3]
    assert [(s.text, s.colour) for s in line.segments] == [("No sponsorship", "red"), (" for interns.", "green")]
    assert line.clues == (inner, whole)


def test_a_quote_with_a_line_break_at_its_end_is_named_where_it_ends():
    clue = cases.clue(TEXT, "offer_limited", "visas for this role.\n")
    assert mark(TEXT, [clue])[1].clues == (clue,)


def test_a_clue_whose_quote_is_not_at_its_offsets_is_never_marked():
    clue = replace(cases.clue(TEXT, "refuse", "No sponsorship"), start=0, end=14)
    assert provable(TEXT, [clue]) == ()
    assert not any(line.marked for line in mark(TEXT, [clue]))


def test_a_clue_of_the_title_is_not_marked_in_the_text():
    title = replace(cases.clue(TEXT, "refuse", "We may sponsor"), line=0)
    assert provable(TEXT, [title]) == ()
    assert outside(TEXT, [title]) == (title,)


@st.composite
def texts_with_clues(draw: st.DrawFn) -> tuple[str, list[Clue]]:
    text = draw(st.text(alphabet="ab \nü", max_size=60))
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    kinds = st.sampled_from(["offer", "refuse", "question", "eeo"])
    clues = []
    for (start, end), kind in draw(st.lists(st.tuples(bounds, kinds), max_size=5)):
        like = cases.clue("x", "offer", "x")
        clues.append(replace(like, kind=kind, start=min(start, end), end=max(start, end), quote=text[start:end]))
    return text, clues


@given(texts_with_clues())
def test_marking_loses_no_letter_and_names_every_visible_clue_once(case):
    text, clues = case
    lines = mark(text, clues)
    assert "\n".join("".join(s.text for s in line.segments) for line in lines) == text
    named = [clue for line in lines for clue in line.clues]
    assert len(named) == sum(1 for clue in provable(text, clues) if clue.quote.strip())
