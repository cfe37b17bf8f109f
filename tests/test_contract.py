"""The contract for machines: a line in, a line out, in order, whatever the lines hold (docs/contract.md)."""

import json

from greenflag.api import read, read_stream
from greenflag.verdicts.kinds import KINDS

GOOD = {
    "id": "a-1",
    "title": "ML Engineer",
    "company": "Acme",
    "location": "Austin, TX",
    "text": "Build models.\nWe do not sponsor visas now or in the future.",
}


def answers(*lines: object) -> list[dict[str, object]]:
    return list(read_stream(line if isinstance(line, str | bytes) else json.dumps(line) for line in lines))


def test_a_reading_has_just_these_keys_and_values():
    (answer,) = answers(GOOD)
    assert answer == {
        "id": "a-1",
        "stance": "refuses",
        "colour": "red",
        "future": True,
        "clues": [
            {
                "kind": "refuse_future",
                "quote": "We do not sponsor visas now or in the future.",
                "line": 2,
                "start": 14,
                "end": 59,
                "rule_id": "sponsorship.sponsor",
            }
        ],
        "place": {"countries": ("US",), "remote": "unknown", "limits": ()},
        "role": answer["role"] | {"intermediary": "no"},
        "scam": {"answer": "no", "signs": [], "quotes": []},
    }
    assert set(answer["role"]) == {"role", "real", "mismatch", "intermediary"}
    assert answer["role"]["role"] in {*KINDS, "unknown"}
    assert answer["role"]["real"] in {"yes", "borderline", "no", "unknown"}
    assert answer["role"]["mismatch"] in {"yes", "no", "unknown"}


def test_a_scam_is_told_with_its_signs_and_their_words_and_the_sender_counts():
    asked = "You pay the H-1B filing fee of $2,500 before we register you."
    (scam,) = answers({**GOOD, "text": f"We are glad to have you on board.\n{asked}"})
    assert scam["scam"]["answer"] == "yes"
    assert "pay_for_sponsorship" in scam["scam"]["signs"]
    assert all(quote in f"{asked}\nWe are glad to have you on board." for quote in scam["scam"]["quotes"] if quote)
    (mail,) = answers({**GOOD, "company": "Larkspur Robotics", "contact_email": "larkspur.robotics.hr@gmail.com"})
    assert "personal_email" in mail["scam"]["signs"]


def test_a_wrong_line_gives_an_error_in_its_place_and_the_stream_goes_on():
    found = answers(GOOD, "{broken", {"id": "b"}, b"\xff\xfe", [], {**GOOD, "id": 7}, {**GOOD, "text": 3})
    assert [sorted(answer)[:2] for answer in found[1:5]] == [
        ["error", "line"], ["error", "id"], ["error", "line"], ["error", "line"],
    ]  # fmt: skip
    assert found[1]["line"] == 2
    assert found[2]["id"] == "b"
    assert found[5]["id"] == "7"
    assert found[5]["stance"] == "refuses"
    assert "text" in str(found[6]["error"])


def test_offsets_count_in_the_text_as_it_was_given():
    text = "  Odd\r\n\ttext\u200b: we <b>sponsor</b> H-1B visas\u2019 \u00a0 "
    (answer,) = answers({**GOOD, "text": text})
    assert answer["clues"]
    for clue in answer["clues"]:
        assert text[clue["start"] : clue["end"]] == clue["quote"]


def test_places_may_be_missing_null_or_many():
    found = answers({**GOOD, "location": None}, {**GOOD, "location": ["Berlin, Germany"]}, {"id": 1, "text": "x"})
    assert [answer["place"]["countries"] for answer in found] == [(), ("DE",), ()]


def test_one_text_can_be_read_in_python():
    assert read("We sponsor visas.", title="ML Engineer", location="Austin, TX").stance == "offers"
