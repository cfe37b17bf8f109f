"""Many ways to say the same: sentences of our own wording are read as they are meant."""

import tomllib
from pathlib import Path

import pytest

from greenflag.clues import read
from greenflag.sources.posting import make_posting

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text())
MEANT = [(stance, line) for stance, lines in WORDINGS.items() if stance != "unread" for line in lines]


def stance_of(line: str) -> str:
    posting = make_posting(
        source="t",
        board="t",
        external_id="1",
        title="Engineer",
        employer_name="Acme",
        text=line,
        locations=["Austin, TX"],
    )
    return read(posting).stance


@pytest.mark.parametrize(("stance", "line"), MEANT, ids=[line[:50] for _, line in MEANT])
def test_a_sentence_has_the_stance_that_is_meant(stance: str, line: str):
    assert stance_of(line) == stance
