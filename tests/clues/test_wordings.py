"""Many ways to say the same: sentences of our own wording are read as they are meant."""

import tomllib
from pathlib import Path

import pytest
from tests.clues.cases import posting

from greenflag.clues import read

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text())
MEANT = [(stance, line) for stance, lines in WORDINGS.items() if stance != "unread" for line in lines]


@pytest.mark.parametrize(("stance", "line"), MEANT, ids=[line[:50] for _, line in MEANT])
def test_a_sentence_has_the_stance_that_is_meant(stance: str, line: str):
    assert read(posting(line)).stance == stance
