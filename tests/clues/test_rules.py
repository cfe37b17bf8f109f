"""Every rule keeps the promises of its examples, and a wrong rule file is refused by name."""

from pathlib import Path

import pytest

from greenflag.clues.reader import Reader
from greenflag.clues.rules import Rule, load_rules
from greenflag.errors import RuleError

RULES = load_rules()
EXAMPLES = [(c.rule, e.line, e.reads) for c in RULES.rules for e in c.rule.example]


@pytest.mark.parametrize(
    ("rule", "line", "reads"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _, _) in enumerate(EXAMPLES)]
)
def test_a_rule_reads_its_examples_and_stays_silent_where_it_says_so(rule: Rule, line: str, reads: str):
    clues = Reader(RULES).clues(line)
    if reads == "silent":
        assert not [c for c in clues if c.rule_id == rule.id and c.kind != "other_sense"]
    else:
        assert reads in {c.kind for c in clues}


def test_every_rule_says_why_and_has_both_kinds_of_example():
    for compiled in RULES.rules:
        reads = {example.reads for example in compiled.rule.example}
        assert compiled.rule.why
        assert "silent" in reads
        assert reads != {"silent"}


GOOD = """
[[rule]]
id = "a.b"
topic = "sponsorship"
stems = ["sponsor"]
target = 'sponsor'
reads = { affirmed = "offer" }
why = "because"
[[rule.example]]
line = "we sponsor"
reads = "offer"
[[rule.example]]
line = "we sing"
reads = "silent"
"""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("target = 'sponsor'", "target = 'sponsor('"), "sponsorship.toml: a.b: target: not a regular expression"),
        (('topic = "sponsorship"', 'topic = "songs"'), "sponsorship.toml: Invalid enum value 'songs'"),
        (("why =", "whence ="), "sponsorship.toml: Object contains unknown field `whence`"),
        (('reads = "silent"', 'reads = "offer"'), "rule a.b: needs an example"),
        (('stems = ["sponsor"]', 'stems = ["Sponsor"]'), "rule a.b: stems: needs lower-case"),
        (('id = "a.b"', "id = 3"), "Expected `str`, got `int`"),
        (("[[rule]]", "[[rule"), "sponsorship.toml"),
    ],
)
def test_a_wrong_rule_file_is_refused_by_file_rule_and_key(tmp_path: Path, change: tuple[str, str], message: str):
    (tmp_path / "sponsorship.toml").write_text(GOOD.replace(*change))
    with pytest.raises(RuleError, match=r"sponsorship\.toml") as error:
        load_rules(tmp_path)
    assert message in str(error.value)


def test_a_pattern_may_hold_a_word_of_its_files_table(tmp_path: Path):
    words = "[word]\nthing = 'sponsor|visa'\n"
    (tmp_path / "sponsorship.toml").write_text(words + GOOD.replace("target = 'sponsor'", "target = '{thing}s?'"))
    (compiled,) = load_rules(tmp_path).rules
    assert compiled.target.pattern == "(?:sponsor|visa)s?"


def test_a_rule_id_may_be_used_once_only(tmp_path: Path):
    (tmp_path / "one.toml").write_text(GOOD)
    (tmp_path / "two.toml").write_text(GOOD)
    with pytest.raises(RuleError, match=r"rule a\.b: the id is used twice"):
        load_rules(tmp_path)


def test_another_rule_text_is_another_version(tmp_path: Path):
    for name, text in (("a", GOOD), ("b", GOOD.replace("because", "for"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sponsorship.toml").write_text(text)
    assert load_rules(tmp_path / "a").version != load_rules(tmp_path / "b").version
