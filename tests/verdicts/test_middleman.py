"""Who hires for a client that it does not name; every text and every firm here is invented, save the known ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.model import Posting
from greenflag.sources import make_posting
from greenflag.verdicts import middleman as module
from greenflag.verdicts.middleman import YES_AT, middleman

INDEX = module._index()
WORST_SECONDS = 0.25  # of the longest text that is read; the usual one takes a two-thousandth
OWN = "At Ostrava Kites we build kites that learn to fly. You will train models with our perception team in San Jose."


def posting(text: str = OWN, name: str = "Ostrava Kites", title: str = "Machine Learning Engineer") -> Posting:
    return make_posting(source="test", board="test", external_id="1", title=title, employer_name=name, text=text)


def codes(text: str = OWN, name: str = "Ostrava Kites", title: str = "Machine Learning Engineer") -> set[str]:
    return {reason.code for reason in middleman(posting(text, name, title))[1]}


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    ["Diverse Lynx", "CYNET SYSTEMS INC.", "TEKsystems c/o Allegis Group", "Cyber Coders", "The Judge Group, Inc.",
     "Robert Half", "Randstad Digital", "Net2Source (N2S)", "Kforce Technology Staffing", "Judge"],
)  # fmt: skip
def test_a_known_firm_that_places_people_is_known_by_its_name(name):
    answer, reasons = middleman(posting(name=name))
    assert answer == "yes"
    assert reasons[0].code == "known_middleman"
    assert reasons[0].cites == (f'"{name}"',)


@pytest.mark.parametrize(
    "name",
    ["IBM", "Accenture", "Deloitte", "Booz Allen Hamilton", "Google", "Hays County", "Judge Law Offices",
     "Apex Learning", "Volta Trucks", "Diversey", "Kelly Moore Paints", "Lynx Analytics"],
)  # fmt: skip
def test_a_firm_that_hires_for_itself_or_shares_a_word_with_another_is_not_taken_for_one(name):
    assert middleman(posting(name=name)) == ("no", ())


@pytest.mark.parametrize(
    "name",
    ["Beskydy Staffing LLC", "Moravia Recruitment", "Lysa Hora Talent Partners", "Odra Personnel Services",
     "Kite Executive Search", "Radhost HR Consultancy"],
)  # fmt: skip
def test_a_name_may_tell_that_a_firm_staffs_or_recruits(name):
    answer, reasons = middleman(posting(name=name))
    assert (answer, reasons[0].code) == ("yes", "staffing_name")


@pytest.mark.parametrize(
    "name",
    ["Personnel Board of Odra County", "State University Office of Personnel", "A technical recruiter writes a whole "
     "sentence of many words where the name of the firm should stand"],
)  # fmt: skip
def test_public_bodies_and_sentences_are_no_staffing_names(name):
    assert middleman(posting(name=name)) == ("no", ())


def test_a_delivery_house_is_just_enough():
    (reason,) = middleman(posting(name="Tata Consultancy Services"))[1]
    assert reason.points == YES_AT


# --------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Our client is a large insurer in Dallas. They are looking for a data scientist.", "client_unnamed"),
        ("We are seeking a Data Engineer for our client in Tampa, FL.", "client_unnamed"),
        ("This role is for a Fortune 500 client. Apply now.", "client_unnamed"),
        ("We have partnered with a seed-stage startup that builds agents.", "client_unnamed"),
        ("An exciting robotics startup in Boston is looking for its first ML engineer.", "client_unnamed"),
        ("Position: MLOps\nLocation: Remote\nDuration: 6+ months\nUSC/GC only, on W2", "contract_terms"),
        ("Rate: $60/hr on C2C. Mode of interview: video.", "contract_terms"),
        ("Max bill rate: $65. Local candidates only.", "contract_terms"),
        ("Visa: GC, USC, GC-EAD. No third parties.", "contract_terms"),
        ("Radhost is a leading IT staffing company with offices in ten states.", "self_described"),
        ("We are a specialist recruitment agency for data people.", "self_described"),
        ("Resume marketing and interview practice until we get you placed.", "pitch"),
    ],
)
def test_words_of_the_trade_tell_it(text, code):
    answer, reasons = middleman(posting(text))
    assert answer == "yes"
    assert code in {reason.code for reason in reasons}


@pytest.mark.parametrize(
    "text",
    [
        "We do not accept unsolicited resumes from staffing agencies or recruitment firms.",
        "No agencies, no C2C, principals only.",
        "Recruitment agencies: please do not send candidates; we are not a staffing agency's client.",
        "You will help our clients succeed. Our client success team works with your models every day.",
        "Our Android client is written in Kotlin; the web client is a React application.",
        "We use gas chromatography (GC/MS) and the GC of our runtime.",
        "You manage contracts with vendors and third-party tools.",
        "A staff engineer will mentor you.",
        "Beware of fraud: recruiters of ours never ask for a fee on behalf of our client.",
    ],
)
def test_words_that_only_sound_like_it_do_not(text):
    assert middleman(posting(f"{OWN}\n{text}"))[0] == "no"


def test_an_employer_that_turns_agencies_away_is_told_of():
    assert "no_agencies" in codes(OWN + "\nWe do not accept unsolicited resumes from agencies.")


def test_the_title_is_read_too():
    assert middleman(posting(title="Machine Learning Engineer - 12+ months - C2C"))[0] == "yes"


def test_a_name_of_the_trade_says_nothing_alone_and_something_beside_words_or_a_text_without_any_we():
    name, faceless = "Lysa Hora Infotech Inc", "Must know Python, Spark and SQL. " * 10
    assert middleman(posting(name=name)) == ("no", ())
    assert middleman(posting(faceless, name="Ostrava Kites")) == ("no", ())
    assert middleman(posting(faceless, name=name))[0] == "yes"
    assert middleman(posting("Contract role. " + faceless, name=name))[0] == "yes"


def test_a_job_inside_the_firm_is_its_own():
    text = "This is an internal role at Beskydy Staffing, in our own data team."
    assert middleman(posting(text, name="Beskydy Staffing"))[0] == "no"


# --------------------------------------------------------------------------- records


def test_records_add_and_never_decide_alone():
    for name in ("Ostrava Kites", "Lysa Hora Infotech"):
        answer, reasons = middleman(posting(name=name), 1.0, True)
        assert answer == "no"
        assert {reason.code for reason in reasons} == {"placed_elsewhere", "h1b_dependent"}
    text = OWN + "\nThis is a 12 month contract position."
    assert middleman(posting(text))[0] == "no"
    assert middleman(posting(text), 0.9, True)[0] == "yes"


def test_records_that_say_otherwise_or_nothing_add_nothing():
    for share, dependent in ((None, None), (0.0, False), (0.49, None)):
        assert middleman(posting(), share, dependent) == ("no", ())


# --------------------------------------------------------------------------- always


def test_nothing_to_read_is_unknown():
    answer, reasons = middleman(posting("", name="", title="Engineer"))
    assert (answer, [reason.points for reason in reasons]) == ("unknown", [0.0])


def test_no_note_judges_a_firm():
    notes = [sign.sign.note for sign in (*INDEX.signs, *INDEX.names)] + [names.note for names in INDEX.whole.values()]
    assert not [
        note for note in notes for word in ("scam", "bad", "avoid", "shady", "body shop") if word in note.lower()
    ]


def test_every_code_that_the_file_limits_is_one_of_its_signs():
    assert set(INDEX.most) <= {ready.sign.code for ready in INDEX.signs}


def test_no_name_is_listed_twice():
    file = module._read_file()
    names = [name.casefold() for known in file.known for name in (*known.names, *known.whole)]
    assert len(names) == len(set(names))


STEMS = sorted({stem for ready in INDEX.signs for stem in ready.sign.stems})
PIECES = st.lists(st.one_of(st.sampled_from(STEMS), st.text(max_size=12)), max_size=40).map(" ".join)


@given(PIECES, st.text(max_size=40), PIECES)
def test_every_quote_stands_in_what_was_read(text, name, title):
    read = posting(text, name, title)
    answer, reasons = middleman(read, 0.8, True)
    for cite in (cite for reason in reasons for cite in reason.cites if not cite.startswith("records:")):
        quote = cite[1:-1]
        assert quote
        assert any(quote in where for where in (read.title, read.employer_name, read.text)), cite
    if answer != "unknown":
        assert (answer == "yes") == (sum(reason.points for reason in reasons) >= YES_AT - 1e-9)


def test_letters_that_grow_when_made_small_do_not_shift_a_quote():
    (reason, *_) = middleman(posting("İ" * 50 + " Our client is a bank in İzmir."))[1]
    assert reason.cites[0] == '"Our client is"'


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "\n",
        "$60/hr ",
        "role: x ",
        "a startup, ",
        "x" * 30,
        "seeking a b c for ",
        "our client ",
        "İ",
        "staffing and ",
    ],
)
def test_repeated_fragments_are_quick(unit):
    assert seconds_for(unit * (200_000 // len(unit))) < WORST_SECONDS


def test_every_stem_repeated_is_quick():
    assert max(seconds_for(f"{stem} " * (module.READ_CHARS // len(stem))) for stem in STEMS) < WORST_SECONDS


@given(st.lists(st.sampled_from(STEMS), min_size=1, max_size=4))
def test_stems_repeated_to_the_longest_text_are_quick(parts):
    unit = " ".join(parts) + " "
    assert seconds_for(unit * (module.READ_CHARS // len(unit) + 1)) < WORST_SECONDS


def seconds_for(text: str) -> float:
    read = posting(text)
    began = time.process_time()
    middleman(read)
    return time.process_time() - began
