"""The workbench tells the truth about the rules: what fails, and why each says what it says."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clues.cases import posting

from greenflag.clues import read
from greenflag.clues.reader import Reader
from greenflag.clues.rules import load_rules
from greenflag.clues.workbench import Explanation, Tried, all_rules, check_rules, explain
from greenflag.errors import RuleError

RULES = """
[[rule]]
id = "a.b"
topic = "sponsorship"
stems = ["sponsor"]
target = 'sponsor'
reads = { affirmed = "offer", negated = "refuse" }
why = "because"
[[rule.example]]
line = "we sponsor"
reads = "offer"
[[rule.example]]
line = "we sing"
reads = "silent"
[[modifier]]
id = "not"
effect = "negated"
where = "before"
pattern = 'not'
topics = ["sponsorship"]
[[check]]
line = "we do not sponsor"
reads = "refuse"
"""


def explained(text: str) -> Explanation:
    return explain(posting(text))


def tried(text: str, rule_id: str) -> Tried:
    return next(t for s in explained(text).sentences for t in s.tried if t.rule.id == rule_id)


def test_the_rules_keep_what_their_examples_and_checks_promise():
    checked = check_rules()
    assert checked.failures == ()
    assert checked.rules == len(all_rules())
    assert checked.examples >= 2 * checked.rules
    assert checked.checks >= 8


def test_a_broken_example_and_a_broken_check_are_named_with_what_was_read(tmp_path: Path):
    broken = RULES.replace('line = "we sing"', 'line = "the sponsor sings"').replace("'not'", "'never'")
    (tmp_path / "one.toml").write_text(broken)
    example, check = check_rules(tmp_path).failures
    assert (example.rule_id, example.line, example.wanted) == ("a.b", "the sponsor sings", "silent")
    assert [clue.kind for clue in example.clues] == ["offer"]
    assert (check.file, check.rule_id, check.line, check.wanted) == ("one.toml", "", "we do not sponsor", "refuse")
    assert [clue.kind for clue in check.clues] == ["offer"]


def test_a_check_that_must_be_silent_binds_every_rule(tmp_path: Path):
    (tmp_path / "one.toml").write_text(RULES.replace('reads = "refuse"\n', 'reads = "silent"\n'))
    assert [failure.file for failure in check_rules(tmp_path).failures] == ["one.toml"]


def test_a_check_with_a_wrong_key_is_refused(tmp_path: Path):
    (tmp_path / "one.toml").write_text(RULES + 'because = "x"\n')
    with pytest.raises(RuleError, match=r"one\.toml.*because.*check"):
        check_rules(tmp_path)


def test_a_target_is_told_with_its_modifiers_and_what_came_of_it():
    text = "We do not sponsor work visas."
    one = tried(text, "sponsorship.sponsor")
    assert (one.outcome, one.assertion, one.kind) == ("speaks", "negated", "refuse")
    assert one.target is not None
    assert text[slice(*one.target)] == "sponsor"
    assert [(text[slice(*m.span)], m.effect, m.cut) for m in one.modifiers] == [("not", "negated", None)]
    assert explained(text).reading.stance == "refuses"


def test_a_modifier_that_a_stop_cuts_off_is_told_with_the_place_of_the_stop():
    text = "No agencies, please: visa sponsorship is available."
    one = tried(text, "sponsorship.sponsor")
    assert one.kind == "offer"
    cut = next(m for m in one.modifiers if text[slice(*m.span)] == "No")
    assert cut.cut == text.index(",")


@pytest.mark.parametrize(
    ("text", "rule_id", "outcome", "words"),
    [
        ("Act as executive sponsor of the data platform.", "sponsorship.sponsor", "other_sense", "executive sponsor"),
        ("We sponsor the visa.", "sponsorship.visa_help", "except", "sponsor the visa"),
        ("Process W-2 forms; fraud is out of the question.", "engagement.terms", "except", ""),
        ("Candidates who need a visa sponsored stay away.", "sponsorship.need_visa", "weak", "sponsorship.sponsor"),
        ("Visa Sponsorship\nNo", "sponsorship.sponsor", "speaks", "No"),
        ("A visa is a sticker.", "sponsorship.visa_help", "near", ""),
        ("We cannot do this for every customer, or every role.", "sponsorship.not_for_all", "preceded_by", ""),
        ("We do not participate in E-Verify.", "notice.everify", "reads", ""),
    ],
)
def test_why_a_rule_stays_silent_is_told(text: str, rule_id: str, outcome: str, words: str):
    found = [t for s in explained(text).sentences for t in s.tried if t.rule.id == rule_id]
    assert outcome in {t.outcome for t in found}, found
    assert words in next(t.words for t in found if t.outcome == outcome)


def test_a_rule_whose_stem_is_there_but_not_its_target_is_told_without_a_place():
    one = tried("An immigration museum needs guides.", "sponsorship.visa_help")
    assert (one.outcome, one.target) == ("target", None)


def test_a_sentence_without_a_stem_is_told_too():
    first, second = explained("The pay is great. We sponsor visas.").sentences
    assert first.tried == ()
    assert second.tried


def test_of_two_rules_that_say_the_same_one_is_told_as_merged():
    one = tried("We help with H-1B paperwork and immigration support.", "sponsorship.h1b")
    assert (one.outcome, one.kind, one.words) == ("merged", "offer", "sponsorship.visa_help")


WORDS = st.sampled_from(
    "we do not sponsor visas H-1B transfer only. but unless citizens must clearance W2 no you? US green card\n".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_listening_changes_nothing_and_every_clue_has_a_rule_that_spoke(text: str):
    one = posting(text)
    found = explain(one)
    assert found.reading == read(one)
    spoke = {(t.rule.id, t.kind) for s in found.sentences for t in s.tried if t.outcome in {"speaks", "other_sense"}}
    assert {(clue.rule_id, clue.kind) for clue in Reader(load_rules()).clues(one.text)} <= spoke
    for sentence in found.sentences:
        assert [c[0] for c in sentence.clauses] == sorted(c[0] for c in sentence.clauses)
        assert sentence.clauses[0][0] == sentence.span[0]
        assert sentence.clauses[-1][1] == sentence.span[1]
