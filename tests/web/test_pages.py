import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from greenflag.model import Fact, Plan, SkipExample, SkipGroup
from greenflag.web.pages import MOST_CARDS, MOST_EXAMPLES, plan_page, posting_page

from . import cases

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}\x1b[31m\u202eevil"
VOID = {"meta", "br", "rect"}


class Page(HTMLParser):
    """Every tag with its attributes, the text of the page, and what was not closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@pytest.fixture(scope="module")
def plan() -> Page:
    return Page(plan_page(cases.plan(), cases.COVERAGE))


@pytest.fixture(scope="module")
def posting() -> Page:
    return Page(posting_page(cases.explained()))  # type: ignore[arg-type]


@pytest.fixture(params=["plan", "posting"])
def page(request) -> Page:
    return request.getfixturevalue(request.param)


def hostile_plan() -> Plan:
    made, best = cases.plan(), cases.green()
    job = replace(
        best.posting,
        title=HOSTILE,
        employer_name=HOSTILE,
        locations=(HOSTILE,),
        url="javascript:alert(3)",
        text=HOSTILE,
    )
    clue = replace(cases.clue(HOSTILE, "offer", HOSTILE), section="title")
    read = cases.reading("offers", clue)
    ranked = cases.ranked(job, read, replace(cases.LARKSPUR, printed_name=HOSTILE, legal_names=(HOSTILE,)))
    entry = replace(made.apply[0], ranked=ranked, message=HOSTILE)
    group = SkipGroup("refuses", HOSTILE, 1, (SkipExample(HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    facts = (Fact("trend", HOSTILE, HOSTILE), Fact("titles", HOSTILE, HOSTILE))
    known = {cases.LARKSPUR.employer_id or "": facts}
    return replace(made, apply=(entry,), skip=(group,), notes=(HOSTILE,), employers=known)


def test_every_tag_is_closed_in_its_turn(page):
    assert page.wrong == []


def test_ids_are_single_and_every_inner_link_has_its_target(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#")}
    labels = {str(a["aria-labelledby"]) for _, a in page.tags if "aria-labelledby" in a}
    assert inner | labels <= set(ids)


def test_a_page_asks_for_nothing_outside_and_runs_nothing(page):
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in page.tags}
    loaded = [a for _, attributes in page.tags for a in attributes if a in {"src", "srcset", "style"} or a[:2] == "on"]
    assert loaded == []
    assert not re.search(r"url\(|@import", page.text)


def test_the_security_policy_allows_only_the_page_own_style(page):
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_links_to_postings_say_nothing_of_where_one_comes_from(page):
    outer = [a for a in page.all("a") if not str(a["href"]).startswith("#")]
    assert outer
    assert all(str(a["href"]).startswith("https://boards.example.test/") for a in outer)
    assert all(a["rel"] == "noopener noreferrer" for a in outer)


def test_headings_stand_in_order_and_landmarks_are_there(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert page.all("html")[0]["lang"] == "en"


def test_every_quote_of_the_plan_is_shown_with_its_colour_as_a_word(plan):
    for ranked in (cases.green(), cases.yellow()):
        for clue in ranked.assessment.reading.clues:
            if clue.kind in {"offer", "offer_limited", "question"}:
                assert clue.quote in plan.words
    for group in cases.plan().skip:
        assert f"{group.count:,} {group.label}" in plan.words
        assert all(example.quote in plan.words for example in group.examples)
    assert "GREEN offers sponsorship" in plan.words
    assert "YELLOW sponsorship within limits" in plan.words


def test_every_reason_of_an_entry_can_be_unfolded(plan):
    best = cases.green()
    parts = (best.assessment.verdicts, best.assessment.paths, [best], [best.assessment.employer])
    assert all(reason.note in plan.words for part in parts for item in part for reason in item.reasons)


def test_the_funnel_is_a_picture_with_its_numbers_in_words(plan):
    (picture,) = [svg for svg in plan.all("svg") if cases.plan().funnel[0].label in str(svg["aria-label"])]
    assert picture["role"] == "img"
    assert picture["aria-label"]
    for step in cases.plan().funnel:
        assert f"{step.label}: {step.left:,}" in picture["aria-label"]
        assert f"{step.left:,}" in plan.words
    assert "−1,204" in plan.words
    widths = [float(str(r["width"]).rstrip("%")) for r in plan.all("rect") if r.get("class") == "bar"]
    assert widths[0] == 100
    assert widths == sorted(widths, reverse=True)
    assert min(widths) > 0


def test_what_an_employer_was_granted_is_a_chart_with_its_numbers_in_words(plan):
    charts = [str(svg["aria-label"]) for svg in plan.all("svg") if str(svg["aria-label"]).startswith("FY")]
    assert charts
    for record in cases.records():
        assert any(f"FY{record.fiscal_year} " in chart for chart in charts)


def test_the_question_to_send_the_notes_and_what_they_rest_on_are_shown(plan):
    assert "The question to send" in plan.words
    assert " ".join(cases.plan().ask[0].message.split()) in plan.words
    assert cases.COVERAGE in plan.words
    assert "Rules 7, records sample-2, law 2026-10-07." in plan.words
    assert "not legal advice" in plan.words


def test_the_text_of_a_posting_is_whole_and_its_clues_are_marked(posting):
    page = posting_page(cases.explained())  # type: ignore[arg-type]
    assert all(line in posting.words for line in cases.PERCEPTION.split("\n"))
    marks = re.findall(r'<mark class="(\w+)">(.*?)</mark>', page)
    clues = cases.green().assessment.reading.clues
    assert [words for _, words in marks] == [clue.quote for clue in clues]
    assert [colour for colour, _ in marks] == ["green", "none", "none", "none"]
    assert "GREEN: offers sponsorship" in posting.words
    assert "Sponsorship on request." in posting.words


def test_hostile_text_is_shown_as_text():
    page = plan_page(hostile_plan(), HOSTILE)
    parsed = Page(page)
    assert parsed.wrong == []
    assert not {"script", "img"} & {tag for tag, _ in parsed.tags}
    assert "<script>alert(1)</script>" in parsed.text
    assert "{{ 7*7 }}" in parsed.text
    assert "javascript:" not in page
    assert not set("\x1b\u202e") & set(page)


def test_a_hostile_posting_is_shown_as_text():
    entry = hostile_plan().apply[0]
    told = replace(cases.explained(entry.ranked), facts=(Fact("titles", HOSTILE, HOSTILE),))
    page = posting_page(told)  # type: ignore[arg-type]
    assert not {"script", "img"} & {tag for tag, _ in Page(page).tags}
    assert "javascript:" not in page
    assert Page(page).wrong == []


def test_a_card_tells_what_decides_of_an_employer_and_the_rest_is_a_click_away(plan):
    card = plan.words.split("Every reason")[0]
    assert "Trend: rising; certified LCA cases: 20 (FY2023), 34 (FY2024), 42 (FY2025)" in card
    assert "Filed: H-1B 42 in FY2025 (LCA), 96 since FY2023" in card
    assert "Perception Engineer (17)" not in card
    assert "Perception Engineer (17); Robot Learning Engineer (12)" in plan.words
    assert "not covered: no file of these records tells" in plan.words


def test_an_empty_plan_is_a_whole_page():
    made = cases.plan()
    page = Page(plan_page(Plan(made.made_on, (), (), (), (), (), (), (), (), made.versions), "No figures."))
    assert page.wrong == []
    assert "Nothing to apply to now." in page.words
    assert "No posting has been looked at yet." in page.words


def test_a_long_plan_tells_the_best_in_full_and_the_others_in_short():
    made = cases.plan()
    example = made.skip[0].examples[0]
    many = replace(
        made,
        apply=made.apply[:1] * (MOST_CARDS + 7),
        skip=(SkipGroup("refuses", "Refuses", 900, (example,) * 900),),
    )
    page = plan_page(many, cases.COVERAGE)
    assert page.count("<article") == MOST_CARDS + len(made.ask) + len(made.watch)
    assert "7 more, in short" in page
    assert page.count(example.quote) == MOST_EXAMPLES
    assert f"and {900 - MOST_EXAMPLES} more in plan.json" in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.test/x", "http://[bad", "", "file:///etc/passwd"]
)
def test_only_web_addresses_become_links(url):
    best = cases.green()
    ranked = replace(best, posting=replace(best.posting, url=url))
    made = replace(cases.plan(), apply=(replace(cases.plan().apply[0], ranked=ranked),), ask=())
    page = Page(plan_page(made, cases.COVERAGE))
    assert all(str(a["href"]).startswith("#") for a in page.all("a"))
    assert best.posting.title in page.words
