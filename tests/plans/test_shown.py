import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.plans.cases import STUDENT, TODAY, VERSIONS, clue, posting, ranked, reading, record

from greenflag.model import Degree, KeyDate, Plan, Reason
from greenflag.plans import make_plan, plan_json, plan_markdown
from greenflag.plans.markdown import escape

HOSTILE = "# Big\n<script>alert(1)</script> [click](http://evil.test) ![x](y) www.evil.test me@evil.test `code` $x$ | a"


def sample(**more) -> Plan:
    refusal = clue("refuse", "We cannot sponsor work visas.")
    items = [
        ranked(1, score=0.9, reasons=(Reason("offers", 0.8, "The posting offers sponsorship.", ('"We sponsor."',)),)),
        ranked(2, sponsorship="maybe", read=reading("limited", clue("offer_limited", "Case by case."))),
        ranked(
            3, sponsorship="no", read=reading("refuses", refusal), reasons=(Reason("refuses", -1.0, "It refuses."),)
        ),
    ]
    return make_plan(
        STUDENT, items, (KeyDate(TODAY, "A day.", "law.day"),), ("A note.",), TODAY, VERSIONS,
        missing={items[0].posting.id: ("JAX",)}, **more,
    )  # fmt: skip


def hostile_plan() -> Plan:
    job = posting(1, title=HOSTILE, employer=HOSTILE, locations=(HOSTILE,), url='https://x.test/a)<b> c"d|e`f')
    refusal = reading("refuses", clue("refuse", HOSTILE))
    ask = ranked(1, sponsorship="maybe", job=job, read=reading("limited", clue("offer_limited", HOSTILE)))
    skip = ranked(2, sponsorship="no", job=replace(job, id="b:2"), read=refusal, reasons=(Reason("refuses", -1.0, ""),))
    watch = [(replace(ask.assessment.employer, employer_id="e9"), (record(name=HOSTILE),))]
    dates = (KeyDate(TODAY, HOSTILE, HOSTILE),)
    return make_plan(
        STUDENT, [ask, skip], dates, (HOSTILE,), TODAY, VERSIONS, missing={job.id: (HOSTILE,)}, quiet=watch
    )


def test_the_page_has_every_part_of_the_plan():
    page = plan_markdown(sample(quiet=[(replace(ranked().assessment.employer, employer_id="e7"), (record(),))]))
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert headings == [
        "# Your plan of 2026-11-25", "## Apply", "## Ask first", "## Skip", "## Watch", "## Mend", "## Dates",
        "## Funnel", "## Notes",
    ]  # fmt: skip
    for words in (
        '"We sponsor."', "Case by case.", "We cannot sponsor work visas.", "JAX", "A day.", "A note.",
        "1 to apply to, 1 to ask about, 1 to skip, 1 to watch.", "[open](<https://boards.example.test/jobs/1>)",
        "Machine Learning Engineer", "| open postings | 3 | 0 |", "Send: Hello, your posting",
    ):  # fmt: skip
        assert words in page


def test_an_empty_plan_is_a_page_that_says_what_to_do():
    page = plan_markdown(make_plan(STUDENT, [], (), (), TODAY, VERSIONS))
    assert "Nothing to apply to right now." in page
    assert "greenflag boards add URL" in page


def test_text_from_outside_makes_no_headings_links_or_html():
    page = plan_markdown(hostile_plan())
    assert [line for line in page.splitlines() if line.lstrip().startswith("#")] == [
        line for line in plan_markdown(sample()).splitlines() if line.startswith("#")
    ]
    assert "[open](<https://x.test/a%29%3Cb%3E%20c%22d%7Ce%60f>)" in page
    own = page.replace("[open](<https://x.test/a%29%3Cb%3E%20c%22d%7Ce%60f>)", "")
    assert "<script" not in own.replace("\\<", "")
    assert not re.search(r"(?<!\\)\[|(?<!\\)<|(?<!\\)://|www\.|(?<!\\)@", own)


def test_an_address_that_is_no_web_address_is_not_linked():
    item = ranked(1, job=posting(1, url="javascript:alert(1)"))
    assert "javascript" not in plan_markdown(make_plan(STUDENT, [item], (), (), TODAY, VERSIONS))


@given(st.text(alphabet=st.sampled_from("a1.)-+#<>[]()`*_\\|~&!@$:^= \n\t\u202e\x00"), max_size=40))
def test_escaped_text_is_one_line_in_which_every_sign_is_escaped(text):
    shown = escape(text)
    assert "\n" not in shown
    assert "\u202e" not in shown
    assert not re.match(r"[-+]|\d+\.", shown)
    bare = re.sub(r"\\[^a-z0-9\s]", "", shown)
    assert not re.search(r"[<\[\]`*_$@#|\\]", bare)


def test_json_holds_the_whole_plan_under_its_schema_and_nothing_of_the_profile():
    profile = replace(STUDENT, degrees=(Degree("master", "Computational Linguistics"),), birth_country="NP")
    items = [ranked(1), ranked(2, sponsorship="maybe"), *(ranked(n, role="no") for n in range(3, 9))]
    made = make_plan(profile, items, (), (), TODAY, VERSIONS)
    data = json.loads(plan_json(made))
    assert list(data) == [
        "schema", "made_on", "apply", "ask", "skip", "watch", "mend", "dates", "funnel", "notes", "versions",
        "employers",
    ]  # fmt: skip
    assert (data["schema"], data["made_on"]) == ("greenflag.plan/1", "2026-11-25")
    (entry,) = data["ask"]
    assert list(entry) == ["posting", "score", "reasons", "task", "message", "assessment"]
    assert entry["message"] == made.ask[0].message
    assert entry["assessment"]["reading"]["stance"] == "silent"
    assert len(data["skip"][0]["examples"]) == 6
    assert "Linguistics" not in plan_json(made).decode()


def test_json_of_the_same_plan_is_the_same_bytes_and_keeps_hostile_text_as_it_is():
    assert plan_json(sample()) == plan_json(sample())
    assert json.loads(plan_json(hostile_plan()))["ask"][0]["posting"]["title"] == HOSTILE
