"""The traps of schema.org JobPosting data, each with an invented page that has it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from greenflag.model import Board, Salary
from greenflag.sources.declared import day_in, pay_in, places_in
from greenflag.sources.jobposting import Declared, read_declared
from greenflag.sources.linked_data import MAX_NODES
from greenflag.sources.markup import open_document

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://careers.sagebrush.example/jobs/machine-learning-engineer"
BOARD = Board(f"page:{URL}", "page", URL, "", URL)
DUTIES = "You will train ocean models on satellite images and keep them honest with field data."
VISA = "We sponsor H-1B visas; as a nonprofit research institute we are not subject to the cap."


def job(**changes: object) -> dict[str, object]:
    declared: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Machine Learning Engineer, Ocean Models",
        "description": f"<p>{DUTIES}</p><ul><li>Three years of PyTorch</li></ul><p>{VISA}</p>",
        "datePosted": "2026-11-02",
        "identifier": {"@type": "PropertyValue", "name": "Sagebrush Institute", "value": "SB-17"},
        "hiringOrganization": {"@type": "Organization", "name": "Sagebrush Institute"},
        "jobLocation": {
            "@type": "Place",
            "address": {"addressLocality": "Reno", "addressRegion": "NV", "addressCountry": "US"},
        },
    }
    declared.update(changes)
    return {key: value for key, value in declared.items() if value is not None}


def page(*scripts: object, body: str | None = None, title: str = "Machine Learning Engineer, Ocean Models") -> str:
    marks = "".join(
        f'<script type="application/ld+json">{script if isinstance(script, str) else json.dumps(script)}</script>'
        for script in scripts
    )
    shown = f"<h1>{title}</h1><p>{DUTIES}</p><p>{VISA}</p>" if body is None else body
    return f"<html><head><title>{title} | Sagebrush</title>{marks}</head><body><main>{shown}</main></body></html>"


def read(markup: str) -> Declared:
    return read_declared(open_document(markup, URL), BOARD, NOW)


def test_a_declared_job_becomes_a_posting():
    declared = read(page(job()))
    (posting,) = declared.postings
    assert posting.id == f"page:{URL}:SB-17"
    assert (posting.source, posting.board, posting.external_id) == ("page", BOARD.id, "SB-17")
    assert posting.title == "Machine Learning Engineer, Ocean Models"
    assert posting.employer_name == "Sagebrush Institute"
    assert posting.locations == ("Reno, NV, United States",)
    assert posting.posted_on == date(2026, 11, 2)
    assert posting.url == URL
    assert [line for line in posting.text.split("\n") if line] == [DUTIES, "• Three years of PyTorch", VISA]
    assert declared == Declared(postings=(posting,))


@pytest.mark.parametrize(
    "script",
    [
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, job()]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": job()}]},
        [{"@type": "Organization", "name": "Sagebrush Institute"}, job()],
        job(**{"@type": ["Thing", "JobPosting"]}),
        job(**{"@type": "https://schema.org/JobPosting"}),
        {"@type": "WebPage", "mainEntity": job()},
        json.dumps(job()).replace("You will", "You\n\twill\x01"),
        f"<!--//--><![CDATA[//><!--\n{json.dumps(job())}\n//--><!]]>",
        f"/*<![CDATA[*/ {json.dumps(job())} /*]]>*/",
        json.dumps(job())[:-1] + ", }",
        json.dumps({"@type": "WebSite"}) + ";\n" + json.dumps(job()) + ";",
        json.dumps(job()).replace('"', "&quot;"),
    ],
    ids=["graph", "item list", "array", "types", "type address", "nested", "control characters", "html comment",
         "cdata", "trailing comma", "two values", "escaped quotes"],
)  # fmt: skip
def test_a_job_is_found_wherever_and_however_it_is_declared(script: object):
    declared = read(page(script))
    assert [posting.external_id for posting in declared.postings] == ["SB-17"]
    assert not declared.unreadable


def test_several_scripts_give_several_jobs_and_a_repeated_one_is_one():
    other = job(
        title="Research Software Engineer", identifier="SB-18", description="<p>Write the model's test bench.</p>"
    )
    declared = read(page(job(), other, job()))
    assert [posting.external_id for posting in declared.postings] == ["SB-17", "SB-18"]


def test_one_identifier_for_two_jobs_does_not_merge_them():
    declared = read(page(job(), job(title="Data Engineer", description="<p>Feed the models with clean data.</p>")))
    assert len({posting.id for posting in declared.postings}) == 2


def test_an_employer_named_by_reference_is_looked_up():
    graph = {"@graph": [job(hiringOrganization={"@id": "#us"}), {"@id": "#us", "name": "Sagebrush Institute"}]}
    assert read(page(graph)).postings[0].employer_name == "Sagebrush Institute"


def test_a_broken_script_is_reported_and_the_others_are_read():
    declared = read(page(json.dumps(job())[:200], job(identifier=2026)))
    assert [posting.external_id for posting in declared.postings] == ["2026"]
    assert "script 1 names JobPosting and is not JSON" in declared.unreadable[0]


# ------------------------------------------------------------------ pages that are no job


@pytest.mark.parametrize(
    "title", ["Join the Sagebrush Mission", "Careers at Sagebrush", "Open positions", "We're hiring!"]
)
def test_a_careers_page_that_poses_as_a_job_is_none(title: str):
    index = job(title=title, datePosted=None, identifier=None)
    declared = read(page(index, title=title))
    assert declared.postings == ()
    assert title in declared.listed[0]


def test_a_job_without_date_link_and_identifier_must_be_what_the_page_is_headed():
    loose = job(datePosted=None, identifier=None)
    assert read(page(loose)).postings[0].external_id == "job"
    links = "".join(f'<a href="/jobs/{number}-engineer">Engineer {number}</a>' for number in range(9))
    declared = read(page(loose, title="Working here", body=f"<h1>Working here</h1>{links}"))
    assert declared.postings == ()
    assert "not what the page is headed" in declared.listed[0]


def test_a_list_of_bare_titles_is_no_job():
    items = [{"@type": "ListItem", "item": job(title=f"Engineer {n}", description=None)} for n in range(3)]
    declared = read(page({"@type": "ItemList", "itemListElement": items}))
    assert declared.postings == ()
    assert len(declared.listed) == 3


@pytest.mark.parametrize(
    "banner",
    [
        "This position is no longer accepting applications.",
        "Sorry, this job has been filled.",
        "The job you are looking for is no longer available",
        "Applications are now closed",
        "This vacancy has expired",
        "Job closed",
        "This requisition was closed on 3 November and is no longer open.",
    ],
)
def test_a_withdrawn_job_that_is_still_declared_is_said_to_be_withdrawn(banner: str):
    over = f"<p>{banner}</p><h1>Machine Learning Engineer, Ocean Models</h1><p>{DUTIES}</p><p>{VISA}</p>"
    instead = f"<p>Cookies</p><h2>{banner}</h2><p>Our people like the desert, the sea and long walks.</p>"
    for body in (over, instead):
        declared = read(page(job(), body=body))
        assert declared.postings == ()
        assert banner[:20] in declared.withdrawn[0]


@pytest.mark.parametrize(
    "line",
    [
        "If this position is no longer available, we will tell you.",
        "This position is open until filled.",
        "We hire until the position is filled by a person we trust.",
        "This role is not available for remote work.",
        "All our roles are filled with people who care.",
    ],
)
def test_an_open_job_is_not_taken_for_withdrawn(line: str):
    body = f"<p>{line}</p><h1>Machine Learning Engineer, Ocean Models</h1><p>{DUTIES}</p><p>{VISA}</p>"
    assert len(read(page(job(), body=body)).postings) == 1
    own = job(description=f"<p>{DUTIES}</p><p>This position is closed to agencies.</p>")
    assert len(read(page(own, body=f"<p>This position is closed to agencies.</p><p>{DUTIES}</p>")).postings) == 1


def test_a_hidden_banner_is_not_seen():
    body = f'<p hidden>This job has expired.</p><p style="display: none">Job not found</p><p>{DUTIES}</p><p>{VISA}</p>'
    assert len(read(page(job(), body=body)).postings) == 1


def test_a_job_past_its_own_last_day_is_withdrawn():
    assert "2026-11-01" in read(page(job(datePosted="2026-09-01", validThrough="2026-11-01T00:00"))).withdrawn[0]
    for day in ("2026-11-23", "2027-01-31", "0001-01-01", "2026-10-01"):  # yesterday somewhere; absurd; before posting
        assert read(page(job(validThrough=day))).postings


def test_a_page_that_does_not_show_what_it_declares_is_doubted_unless_it_is_an_empty_frame():
    elsewhere = "<h1>Welcome</h1>" + "<p>Our institute was founded by people who count clouds.</p>" * 30
    assert "does not show its text" in read(page(job(), body=elsewhere)).notes[0]
    assert read(page(job(), body="<div id=app></div>")).notes == ()


# ------------------------------------------------------------------ text and titles


def test_text_and_titles_that_were_escaped_twice_are_unescaped():
    twice = "&lt;p&gt;Fish &amp;amp; ice.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Python&lt;/li&gt;&lt;/ul&gt;"
    posting = read(page(job(title="R&amp;D Engineer", description=twice), body="")).postings[0]
    assert posting.title == "R&D Engineer"
    assert [line for line in posting.text.split("\n") if line] == ["Fish & ice.", "• Python"]


def test_a_description_in_plain_text_keeps_its_lines():
    posting = read(
        page(job(description="Train models.\n\nWe sponsor &amp; support visas.\nPyTorch"), body="")
    ).postings[0]
    assert posting.text == "Train models.\n\nWe sponsor & support visas.\nPyTorch"


def test_requirements_that_stand_beside_the_description_are_kept():
    posting = read(
        page(
            job(
                eligibilityToWorkRequirement="Must be a US citizen or permanent resident.",
                securityClearanceRequirement=True,
                qualifications=["MSc in statistics", "PyTorch"],
                responsibilities=DUTIES,
                experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
                employmentType=["FULL_TIME", "CONTRACTOR"],
            )
        )
    ).postings[0]
    assert "Eligibility to work: Must be a US citizen or permanent resident." in posting.text
    assert "Security clearance requirement: yes" in posting.text
    assert "Qualifications\nMSc in statistics\nPyTorch" in posting.text
    assert "Experience: 36 months" in posting.text
    assert "Employment type: full time, contractor" in posting.text
    assert posting.text.count(DUTIES) == 1


def test_a_declared_summary_gives_way_to_the_text_that_the_page_shows():
    long = "".join(f"<p>Paragraph {n} about the reefs that we map and why it matters.</p>" for n in range(20))
    body = f"<h1>Machine Learning Engineer, Ocean Models</h1><p>{DUTIES}</p>{long}<p>No visa sponsorship.</p>"
    posting = read(page(job(description=DUTIES), body=body)).postings[0]
    assert "No visa sponsorship." in posting.text
    assert posting.text.count(DUTIES) == 1
    other_words = read(page(job(description="Models of the sea, made in Reno."), body=body)).postings[0]
    assert other_words.text.startswith("Models of the sea, made in Reno.")
    assert "No visa sponsorship." in other_words.text


# ------------------------------------------------------------------ places, employer, pay, dates


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ("San Francisco, CA", ("San Francisco, CA",)),
        ({"address": "12 Harbor Road, Boston, MA"}, ("12 Harbor Road, Boston, MA",)),
        ({"address": {"addressLocality": "Berlin", "addressCountry": "DE"}}, ("Berlin, Germany",)),
        ({"address": {"addressLocality": "Lübeck", "addressCountry": "Deutschland"}}, ("Lübeck, Germany",)),
        ({"address": {"addressLocality": "Toronto", "addressRegion": "ON", "addressCountry": {"name": "CA"}}},
         ("Toronto, ON, Canada",)),
        ({"address": {"addressLocality": "Phoenix", "addressRegion": "North America", "addressCountry": "US"}},
         ("Phoenix, United States",)),
        ({"address": {"addressLocality": "Portland"}}, ("Portland",)),
        ({"address": {"addressLocality": "Seattle, WA", "addressRegion": "WA", "addressCountry": "USA"}},
         ("Seattle, WA, United States",)),
        ({"address": {"addressLocality": "Singapore", "addressCountry": "SG"}}, ("Singapore",)),
        ({"name": "Denver office", "address": {}}, ("Denver office",)),
        ([{"address": {"addressLocality": "Reno"}}, "Austin, TX", {"address": [{"addressLocality": "Boise"}]}],
         ("Reno", "Austin, TX", "Boise")),
        ({"address": {"addressLocality": None, "addressRegion": "N/A", "addressCountry": "US"}}, ("United States",)),
        (None, ()), (17, ("17",)), ([[], {}, ""], ()),
    ],
)  # fmt: skip
def test_places_are_read_in_every_shape(location: object, places: tuple[str, ...]):
    assert places_in({"jobLocation": location}) == (places, False)


def test_remote_jobs_name_who_may_apply():
    limits = [{"@type": "Country", "name": "USA"}, {"@type": "State", "name": "Nevada"}]
    declared = {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": limits}
    assert places_in(declared) == (("Remote, United States", "Remote, Nevada"), True)
    assert places_in({"jobLocationType": ["telecommute"]}) == (("Remote",), True)
    assert places_in({"jobLocation": {"@type": "VirtualLocation"}}) == (("Remote",), True)
    assert places_in({"applicantLocationRequirements": limits[0]}) == (("United States",), False)
    assert read(page(job(jobLocationType="TELECOMMUTE"))).postings[0].workplace == "remote"


@pytest.mark.parametrize(
    "organization", ["Sagebrush Institute", [{"legalName": "Sagebrush Institute"}], {"name": ["Sagebrush Institute"]}]
)
def test_the_employer_is_text_an_object_or_a_list(organization: object):
    assert read(page(job(hiringOrganization=organization))).postings[0].employer_name == "Sagebrush Institute"


def money(**value: object) -> dict[str, object]:
    return {"@type": "MonetaryAmount", "currency": "USD", "value": {"@type": "QuantitativeValue", **value}}


@pytest.mark.parametrize(
    ("salary", "pay"),
    [
        (money(minValue=150000, maxValue=190000, unitText="YEAR"), Salary(150000, 190000, "USD", "year")),
        (money(minValue="150,000", maxValue="190,000.00", unitText="Annually"), Salary(150000, 190000, "USD", "year")),
        (money(value=44.5, unitText="HOUR"), Salary(44.5, 44.5, "USD", "hour")),
        (money(value=6500, unitText="PER_MONTH"), Salary(6500, 6500, "USD", "month")),
        ({"currency": "EUR", "minValue": 70000, "maxValue": 90000, "unitText": "YEAR"},
         Salary(70000, 90000, "EUR", "year")),
        ({"currency": "$", "value": "120000", "unitText": "YEAR"}, Salary(120000, 120000, "USD", "year")),
        ({"priceCurrency": "USD", "minPrice": 150000, "maxPrice": 160000}, Salary(150000, 160000, "USD", "year")),
        ([money(minValue=150000, maxValue=190000, unitText="YEAR")], Salary(150000, 190000, "USD", "year")),
        (money(minValue=1.0, maxValue=1000000.0, unitText="YEAR"), None),
        (money(minValue=500, maxValue=900, unitText="YEAR"), None),
        (money(minValue=0, maxValue=0, unitText="YEAR"), None),
        (money(minValue=float("nan"), maxValue=float("inf")), None),
        (money(minValue=True, maxValue=[], unitText={}), None),
        ({"value": 150000}, None),
        ("competitive", None), (None, None), ([], None),
    ],
)  # fmt: skip
def test_pay_is_read_in_every_shape_and_placeholders_are_rejected(salary: object, pay: Salary | None):
    found = pay_in({"baseSalary": salary})
    assert (found and (found.minimum, found.maximum, found.currency, found.period)) == (
        pay and (pay.minimum, pay.maximum, pay.currency, pay.period)
    )


def test_pay_printed_as_text_is_read():
    found = pay_in({"baseSalary": "$150K - $190K per year"})
    assert found is not None
    assert (found.minimum, found.maximum, found.period) == (150000, 190000, "year")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        ("2026-11-02T23:59:59.123+04:00", date(2026, 11, 2)),
        ("2026/11/2", date(2026, 11, 2)),
        ("20261102", date(2026, 11, 2)),
        ("November 2, 2026", date(2026, 11, 2)),
        ("Mon, 2 Nov 2026 10:00:00 GMT", date(2026, 11, 2)),
        ("02.11.2026", date(2026, 11, 2)),
        ("11/22/2026", date(2026, 11, 22)),
        (1793577600, date(2026, 11, 2)),
        (1793577600000, date(2026, 11, 2)),
        ("2/11/2026", None),
        ("2026-13-45", None),
        ("1970-01-01", None),
        ("2031-01-01", None),
        ("0000-00-00", None),
        ("soon", None),
        (float("inf"), None),
        (10**30, None),
        (True, None),
        ({}, None),
        (None, None),
    ],
)
def test_days_are_read_in_every_form_and_absurd_ones_are_none(printed: object, day: date | None):
    assert day_in(printed, NOW.date()) == day


@pytest.mark.parametrize(
    ("identifier", "external_id"),
    [
        ("SB 17/2", "SB172"),
        (42, "42"),
        ({"@type": "PropertyValue", "name": "Sagebrush"}, "job"),
        ({"value": 42}, "42"),
        ([{"value": "x-1"}], "x-1"),
        ([], "job"),
        ({"value": {"deep": []}}, "job"),
    ],
)
def test_identifiers_are_read_in_every_shape(identifier: object, external_id: str):
    assert read(page(job(identifier=identifier))).postings[0].external_id == external_id


# ------------------------------------------------------------------ hostile data


def test_odd_values_everywhere_cost_no_crash():
    for odd in (
        None,
        True,
        7,
        -1.5,
        10**400,
        "",
        "x" * 100_000,
        [],
        [[]],
        {},
        {"name": {"name": {"name": {}}}},
        "\ud800",
    ):
        for key in job():
            read(page(job(**{key: odd})))
        for key in ("url", "validThrough", "baseSalary", "employmentType", "jobLocationType", "qualifications"):
            read(page(job(**{key: odd})))


def test_a_description_nested_without_end_keeps_its_words_and_ends_soon():
    posting = read(page(job(description="<ul><li>ice " * 50_000 + "We sponsor visas."))).postings[0]
    assert "We sponsor visas." in posting.text


def test_deep_and_huge_data_is_bounded():
    assert read(page('{"@type": "JobPosting", "title": ' + "[" * 100_000)).unreadable
    deep: object = job()
    for _ in range(200):
        deep = {"in": deep}
    assert read(page(deep)).postings == ()
    crowd = "[" + ",".join(["{}"] * (MAX_NODES + 10)) + "]"
    assert "larger" in read(page(crowd, job())).unreadable[0]
