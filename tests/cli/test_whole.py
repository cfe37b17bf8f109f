"""The commands over the real rooms: the built-in sample, and a pasted posting."""

import json
import re

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GREENFLAG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_demo_makes_a_plan_in_every_form_and_show_explains_its_best(run, tmp_path, home):
    outs = [tmp_path / name for name in ("demo.html", "demo.md", "demo.json")]
    result = run("demo", "--top", "3", *(part for out in outs for part in ("--out", out)))
    assert result.exit_code == 0, result.output
    assert not home.exists()
    plan = json.loads(outs[2].read_text())
    assert plan["apply"]
    assert plan["skip"]
    best = plan["apply"][0]
    assert f"greenflag show --demo {best['posting']['id']}" in result.output
    quotes = [clue["quote"] for clue in best["assessment"]["reading"]["clues"] if clue["kind"] == "offer"]
    assert quotes
    shown = " ".join(result.output.replace("▌", " ").split())
    assert all(" ".join(quote.split()) in shown for quote in quotes[:1])
    assert all("are all invented" in out.read_text() for out in outs)

    explained = run("show", "--demo", best["posting"]["id"], "--out", tmp_path / "show.html")
    assert explained.exit_code == 0, explained.output
    assert re.search(r"\^ GREEN: offers sponsorship", explained.output)
    assert '<mark class="green">' in (tmp_path / "show.html").read_text()


def test_a_pasted_posting_is_read(run):
    text = "Machine Learning Engineer\n\nYou will train models.\nWe are unable to sponsor visas for this role.\n"
    result = run("read", "-", input=text)
    assert result.exit_code == 0, result.output
    assert "RED refuses sponsorship" in result.output
    assert "«We are unable to sponsor visas for this role.»" in result.output


def test_a_stream_of_postings_is_read(run):
    posting = {"id": "a", "title": "ML Engineer", "company": "Larkspur Robotics", "location": "US"}
    lines = [json.dumps({**posting, "text": "We sponsor H-1B visas for this role."}), "[]", "\udcff"]
    result = run("read", "--jsonl", input="\n".join(lines).encode("utf-8", "surrogateescape"))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer.get("stance") for answer in answers] == ["offers", None, None]
    assert [answer.get("line") for answer in answers] == [None, 2, 3]
    assert answers[0]["clues"][0]["quote"] in "We sponsor H-1B visas for this role."
