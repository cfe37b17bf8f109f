import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from greenflag.model import Posting
from greenflag.verdicts.about import (
    MOST_INDUSTRIES,
    MOST_PROBLEMS,
    READ_CHARS,
    About,
    Told,
    _phrases,
    about,
    asked_years,
)


def told(title="Machine Learning Engineer", text="") -> About:
    return about(Posting("x:1", "x", "x", "1", "", title, "Larkspur", (), "unknown", text, None, None, None, ""))


def names(several):
    return [one.name for one in several]


def rank(title="Machine Learning Engineer", text=""):
    found = told(title, text).seniority
    return found and found.name


# --------------------------------------------------------------------------- rank


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Machine Learning Intern", "intern"),
        ("Data Scientist Intern", "intern"),
        ("Data Science Co-op, Summer", "intern"),
        ("New Grad ML Engineer", "new graduate"),
        ("Research Scientist, Early Career", "new graduate"),
        ("Junior Data Scientist", "junior"),
        ("Data Scientist I", "junior"),
        ("Associate Data Scientist", "junior"),
        ("Data Scientist II", "mid"),
        ("Mid-level ML Engineer", "mid"),
        ("Sr. Data Scientist", "senior"),
        ("Machine Learning Engineer III", "senior"),
        ("Applied Scientist, L5", "senior"),
        ("Data Scientist 4", "senior"),
        ("Senior Member of Technical Staff", "senior"),
        ("Senior Product Manager, Ranking", "senior"),
        ("Senior Staff Engineer, Perception", "staff"),
        ("Principal Applied Scientist", "principal"),
        ("Lead Data Scientist", "lead"),
        ("Engineering Manager, ML", "manager"),
        ("Senior Manager, Data Science", "manager"),
        ("Associate Director, Data Science", "director"),
        ("Head of Machine Learning", "director"),
        ("VP, AI", "executive"),
        ("Chief Technology Officer", "executive"),
    ],
)
def test_a_title_tells_the_rank(title, name):
    found = told(title).seniority
    assert found is not None
    assert found.name == name
    assert found.quote in title


@pytest.mark.parametrize(
    "title",
    [
        "Machine Learning Engineer",
        "Member of Technical Staff",
        "Product Manager, Recommendations",
        "Data Scientist, Lead Scoring",
        "Chief of Staff, Research",
        "Acme | ML Engineer, INTERNS | Boston | ONSITE",
        "",
    ],
)
def test_a_title_without_a_rank_tells_none(title):
    assert rank(title) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [("Senior/Staff ML Engineer", "senior"), ("Staff or Senior Scientist", "senior"), ("Junior / Senior DS", "junior")],
)
def test_of_alternative_ranks_the_lower_is_enough(title, name):
    assert rank(title) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We are looking for a Senior Machine Learning Engineer to join us.", "senior"),
        ("About the job\nThis is a senior role in a small team.", "senior"),
        ("This is an entry-level position.", "junior"),
        ("New grads welcome!", "new graduate"),
        ("Recent graduates are encouraged to apply.", "new graduate"),
        ("This internship lasts twelve weeks.", "intern"),
    ],
)
def test_plain_words_of_the_text_tell_the_rank_where_the_title_does_not(text, name):
    assert rank(text=text) == name
    assert rank("Principal Scientist", text) == "principal"


@pytest.mark.parametrize(
    "text",
    [
        "You will mentor junior engineers and work with senior leadership.",
        "Reports to the senior director of data.",
        "Our staff is friendly and you will lead projects.",
        "A former internship is nice to have.",
    ],
)
def test_the_rank_of_other_people_is_not_the_rank_of_the_job(text):
    assert rank(text=text) is None


# --------------------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("5+ years of experience with Python", 5),
        ("2-4 yrs experience. At least 6 years of professional work.", 6),
        ("A PhD and 2 years or 5 years of experience", 2),
        ("8 YEARS of industry experience", 8),
        ("10 years\u00a0of experience", 10),
        ("We have 70 years of experience in farming", 0),
        ("We started building robots 3 years ago", 0),
        ("$1,5 years of experience", 0),
        ("", 0),
    ],
)
def test_the_most_years_that_are_asked_count_and_of_alternatives_the_fewest(text, years):
    asked, quote = asked_years(text)
    assert asked == years
    assert quote.strip('"') in text
    assert told(text=text).years == (years or None)


def test_the_quote_of_the_years_is_found_behind_letters_of_several_bytes():
    text = "• Ça va – “très” bien 🙂\n• 3+ years of hands-on experience"
    assert asked_years(text) == (3, '"3+ years of hands-on experience"')
    assert told(text=text).years_quote == "3+ years of hands-on experience"


# --------------------------------------------------------------------------- problems


def test_a_problem_in_the_title_is_told():
    found = told("ML Engineer, Fraud Detection", "Join us.")
    assert found.problems == (Told("fraud and risk", "Fraud Detection"),)


def test_a_title_that_lists_several_jobs_tells_problems_by_plain_phrases_only():
    found = told("Vision Bank | Data Scientist, Computer Vision | Marketing | Boston")
    assert names(found.problems) == ["computer vision"]


def test_two_different_phrases_tell_a_problem_and_one_does_not():
    once = "You build a recommender system. Our recommender system is old."
    assert told(text=once).problems == ()
    assert names(told(text=once + "\nYou own candidate generation.").problems) == ["ranking and recommendation"]


def test_a_name_with_its_short_form_in_brackets_is_one_mention():
    assert told(text="You apply natural language processing (NLP) to letters.").problems == ()


def test_a_list_of_what_one_may_know_weighs_half():
    text = "Experience with NLP, sentiment analysis, computer vision, object detection, or forecasting."
    assert told(text=text).problems == ()
    assert names(told(text="You own our NLP.\nYou ship sentiment analysis.").problems) == ["language (NLP)"]


def test_the_most_mentioned_problem_is_first_and_the_title_before_all():
    text = """You run distributed training on our clusters.
You write a CUDA kernel now and then.
You tune quantization for phones.
You evaluate large language models.
You write an agentic workflow.
You train a diffusion model.
You ship video generation.
You keep a feature store.
You own the model registry."""
    found = names(told("Scientist, Speech", text).problems)
    assert found[:2] == ["speech and audio", "training and inference systems"]
    assert len(found) == MOST_PROBLEMS


@pytest.mark.parametrize(
    "text",
    [
        "Beware of fraud: recruitment fraud is on the rise, and so are fraudulent offers.",
        "We offer stores of snacks, adventure and a treehouse.",
        "The fragrance of ragtime.",
    ],
)
def test_words_that_only_look_like_a_problem_tell_none(text):
    assert told(text=text).problems == ()


# --------------------------------------------------------------------------- industry


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We are a fintech from Ohio.", "fintech"),
        ("We’re a small biotech company.", "biotech and pharma"),
        ("Larkspur is the leading online marketplace for tents.", "retail and e-commerce"),
        ("Larkspur is one of the oldest insurers.", "insurance"),
    ],
)
def test_one_plain_sentence_about_itself_tells_the_industry(text, name):
    found = told(text=text).industry
    assert names(found) == [name]
    assert found[0].quote in text


def test_without_such_a_sentence_an_industry_needs_two_mentions():
    once = "Our clients run hospitals."
    assert told(text=once).industry == ()
    assert names(told(text=once + "\nClinicians use our tools daily.").industry) == ["healthcare"]


def test_the_employers_own_industry_stands_before_those_that_it_only_mentions():
    text = "Retailers like us.\nRetail is hard.\nE-commerce too.\nWe are a semiconductor company."
    assert names(told(text=text).industry) == ["semiconductors", "retail and e-commerce"]


@pytest.mark.parametrize(
    "text",
    [
        "We pay health insurance, life insurance and dental insurance.\nHealthcare benefits for all.",
        "We do not ask for military status.\nMilitary veterans and federal contractors are protected.",
        "Experience in banking, healthcare, or retail.\nKnowledge of banking, insurance companies, or retail.",
        "A university degree.\nA degree of a four-year university.",
    ],
)
def test_benefits_notices_and_wishes_tell_no_industry(text):
    assert told(text=text).industry == ()


# --------------------------------------------------------------------------- all of it

WORDS = [*sorted({phrase.words.rstrip("*") for place in ("title", "text") for phrase in _phrases(place)}), "years"]
SCRAPS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["5+", "experience", "We are a", "This is a", "role", "İ", "’", "•", "\n", ". ", ", ", "|", "("]),
    st.text(max_size=12),
)
TEXTS = st.lists(SCRAPS, max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(SCRAPS, max_size=6).map(" ".join), TEXTS)
@example("İİ Senior Data Scientist, Fraud", "İİ • We’re a bank")
def test_every_quote_stands_in_the_title_or_the_text(title, text):
    found = told(title, text)
    for one in (*found.problems, *found.industry, *([found.seniority] if found.seniority else [])):
        assert one.quote
        assert one.quote in title or one.quote in text
    assert found.years_quote in text
    assert (found.years is None) == (found.years_quote == "")
    assert len(found.problems) <= MOST_PROBLEMS
    assert len(found.industry) <= MOST_INDUSTRIES
    assert told(title, text) == found


def test_what_stands_far_down_is_not_read():
    text = " " * READ_CHARS + "We are a fintech. 5 years of experience."
    assert told(text=text) == About(None, None, "", (), ())


def test_each_phrase_is_lower_case_and_stands_once_for_its_meaning():
    for place in ("title", "text"):
        phrases = list(_phrases(place))
        assert len(phrases) == len(set(phrases))
        assert all(phrase.words == phrase.words.lower().strip() and "-" not in phrase.words for phrase in phrases)
        muted = {phrase.words for phrase in phrases if phrase.kind == "mute"}
        assert sorted(muted & {phrase.words for phrase in phrases if phrase.kind != "mute"}) == []
