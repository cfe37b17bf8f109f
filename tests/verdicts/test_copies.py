import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.verdicts.copies import MASS, Group, Text, copies, near_texts

DAY = datetime(2026, 11, 2, tzinfo=UTC)
ABOUT = """About Larkspur
Larkspur builds robots that sort parcels in forty warehouses of nine countries, by night and by day.
We were founded by three friends in a garage, and we still eat lunch together on every working Friday.
"""
OFFERS = """What we offer
Medical, dental and vision insurance from the very first day, for you and for your family as well.
A learning budget of two thousand dollars a year, books and conferences, and no questions asked.
Sixteen weeks of parental leave, a sabbatical after five years, and a bicycle if you want to have one.
We are an equal opportunity employer and value differences of every kind, as the law asks of us and beyond.
"""
GRIPPER = """What you will do
Train grasping policies in simulation and bring them to two hundred arms that never stop for a break.
Read the logs of failed grasps every morning and turn them into new training data before lunch.
Write the real-time controller together with the firmware team, in C++ and with a clear head.
Explain to operators in plain words why an arm has let a parcel fall and what you did about it.
"""
ROUTES = """What you will do
Plan routes for a fleet of small carts through crowded halls, with people who step in front of them.
Measure queues at every lift and door, and find out which of them a better plan can make shorter.
Own the simulator that the planner is tested on, from its maps to its nightly regression runs.
Work with customers on the first days of a new hall, when nothing is where the drawing says it is.
"""


def words(seed, count=120):
    chosen = random.Random(seed)
    return " ".join("".join(chosen.choices("abcdefghiklmnoprstu", k=chosen.randrange(3, 10))) for _ in range(count))


def text(
    posting_id,
    title="Robotics Engineer",
    body=ABOUT + GRIPPER + OFFERS,
    employer="larkspur",
    places=("Austin, TX",),
    day=0,
):
    return Text(posting_id, employer, title, places, body, DAY + timedelta(days=day))


def found(*texts):
    return [(group.kind, *group.posting_ids) for group in copies(texts)]


def test_one_job_on_two_boards_is_the_same_and_the_first_seen_stands_first():
    later = text(
        "a", day=3, body=(ABOUT + GRIPPER + OFFERS).replace("\n", " "), places=("Austin, Texas, United States",)
    )
    assert found(later, text("b", day=1)) == [("same", "b", "a")]


def test_a_job_posted_again_with_small_edits_is_the_same():
    edited = text("b", body=ABOUT + GRIPPER.replace("every morning", "each morning") + OFFERS, day=30)
    assert found(text("a"), edited) == [("same", "a", "b")]


def test_one_job_in_other_places_is_folded_into_one():
    towns = ("Austin, TX", "Reno, NV", "Dayton, OH")
    jobs = [text(town, places=(town,), title=f"Robotics Engineer - {town}", day=n) for n, town in enumerate(towns)]
    assert found(*jobs) == [("places", *towns)]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (("New York, NY",), ("New York City",), "same"),
        (("Remote, Austin, TX",), ("Austin, Texas, USA",), "same"),
        (("United States",), ("Austin, TX",), "same"),
        (("Austin, TX", "Reno, NV"), ("Reno, Nevada",), "same"),
        ((), ("Reno, NV",), "same"),
        (("New York, NY",), ("Palo Alto, CA",), "places"),
        (("Remote, Oradea, Romania",), ("Remote, Bucharest, Romania",), "places"),
        (("Remote (US or Canada)",), ("Remote (UK)",), "places"),
        (("Germany",), ("France",), "places"),
    ],
)
def test_two_ways_to_print_a_place_are_one_place_and_other_places_are_not(one, other, kind):
    assert found(text("a", places=one), text("b", places=other, day=1)) == [(kind, "a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Robotics Engineer", "Sr. Robotics Engineer"),
        ("Robotics Engineer", "Robotics Engineer (R-120945)"),
        ("Robotics Engineer", "Robotics Engineer #4411"),
        ("Robotics Engineer II", "Robotics Engineer 2"),
        ("Robotics Engineer", "Robotics Engineer, Remote"),
        ("Robotics Engineer (m/f/d)", "Robotics Engineer"),
        ("Robotics Engineer - Austin, Texas", "Robotics Engineer"),
        ("Engineer, Robotics", "Robotics Engineers"),
        ("Full Stack Engineer", "Full-Stack Engineer"),
        ("ML Engineer", "Machine Learning Engineer"),
    ],
)
def test_titles_that_differ_in_writing_name_one_job(one, other):
    assert found(text("a", one), text("b", other, day=1)) == [("same", "a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Robotics Engineer", "Staff Robotics Engineer"),
        ("Robotics Engineer", "Senior Robotics Engineer"),
        ("Robotics Engineer II", "Robotics Engineer III"),
        ("Robotics Engineer L4", "Robotics Engineer L5"),
        ("Robotics Intern 2026", "Robotics Intern 2027"),
        ("Robotics Engineer", "Robotics Manager"),
        ("Senior Engineer", "Engineer / Senior Engineer"),
    ],
)
def test_another_level_or_role_is_another_job_though_the_text_is_equal(one, other):
    assert found(text("a", one), text("b", other, day=1)) == []


def test_boilerplate_that_an_employer_repeats_makes_no_copies():
    others = [text(f"o{n}", f"Job of kind {word}", ABOUT + words(n) + "\n" + OFFERS) for n, word in enumerate("pqrs")]
    long_offers = OFFERS * 6
    grippers = text("a", body=ABOUT + GRIPPER + long_offers)
    routes = text("b", body=ABOUT + ROUTES + long_offers)
    assert found(grippers, routes, *others) == []


def test_two_teams_that_share_a_title_are_two_jobs():
    assert found(text("a"), text("b", body=ABOUT + ROUTES + OFFERS)) == []


def test_a_job_in_many_towns_is_not_taken_for_boilerplate():
    jobs = [text(str(n), places=(f"{words(n, 1)}, TX",), day=n) for n in range(5)]
    assert found(*jobs) == [("places", "0", "1", "2", "3", "4")]


def test_one_text_under_two_employers_is_shown_and_never_merged():
    assert found(text("a"), text("b", employer="finch staffing", day=1)) == [("employers", "a", "b")]


def test_employers_overlap_with_the_job_that_one_of_them_posted_twice():
    agency = text("c", employer="finch staffing", day=2)
    assert found(text("a"), text("b", day=1), agency) == [("employers", "a", "b", "c"), ("same", "a", "b")]


def test_texts_of_two_employers_that_only_share_phrases_are_not_shown():
    assert found(text("a"), text("b", employer="finch", body=ABOUT + ROUTES + OFFERS)) == []


def test_one_text_under_many_employers_is_mass():
    many = [text(f"{n:02}", employer=f"agency {n}", day=n) for n in range(MASS)]
    assert found(*many) == [("mass", *(f"{n:02}" for n in range(MASS)))]
    assert found(*many[:-1]) == [("employers", *(f"{n:02}" for n in range(MASS - 1)))]


def test_one_text_under_many_titles_of_an_employer_is_mass():
    titles = "Pilot Baker Nurse Welder Tailor Sailor Mason Porter".split()
    many = [text(f"{n:02}", title, day=n) for n, title in enumerate(titles)]
    assert found(*many) == [("mass", *(f"{n:02}" for n in range(MASS)))]
    assert found(*many[:-1]) == []


def test_one_job_in_very_many_places_is_mass_too():
    many = [text(f"{n:02}", places=(f"{words(n, 1)}, TX",), day=n) for n in range(MASS)]
    assert [kind for kind, *_ in found(*many)] == ["mass", "places"]


def test_short_texts_are_copies_only_when_they_are_equal():
    short = "Sort parcels by night in our hall. Bring shoes with steel caps and a friend."
    assert found(text("a", body=short), text("b", body=short.upper(), day=1)) == [("same", "a", "b")]
    assert found(text("a", body=short), text("b", body=short.replace("night", "day"), day=1)) == []


def test_postings_without_a_text_are_no_copies():
    assert found(text("a", body=""), text("b", body=" \n"), text("c", body="", employer="finch")) == []


def test_unknown_employers_and_titles_that_name_no_job_need_nearly_equal_texts():
    team = GRIPPER + ROUTES + words(7, 60) + "\n"
    other_team = GRIPPER + ROUTES + words(7, 40) + " " + words(8, 8) + "\n"
    assert found(text("a", body=team), text("b", body=other_team, day=1)) == [("same", "a", "b")]
    assert found(text("a", body=team, employer=""), text("b", body=other_team, employer="", day=1)) == []
    header = "Larkspur | Austin, TX | Onsite | https://larkspur.example.com/jobs"
    assert found(text("a", header, team), text("b", header, other_team, day=1)) == []
    assert found(text("a", header, team), text("b", header, team, day=1)) == [("same", "a", "b")]


def test_a_shuffled_list_is_no_other_job():
    lines = (GRIPPER + OFFERS).splitlines()
    assert found(text("a", body="\n".join(lines)), text("b", body="\n".join(lines[::-1]), day=1)) == [
        ("same", "a", "b")
    ]


def test_text_in_other_letters_and_broken_text_are_read():
    japanese = "倉庫のロボットを作る仕事です。" * 30
    broken = "\ud800 robots \x00 " + words(3)
    assert found(text("a", body=japanese), text("b", body=japanese, day=1)) == [("same", "a", "b")]
    assert found(text("c", body=broken), text("d", body=broken, day=1)) == [("same", "c", "d")]


TITLES = st.sampled_from(["Robotics Engineer", "Sr Robotics Engineer", "Nurse", "Larkspur | Austin"])
BODIES = st.sampled_from(
    ["", "Short.", GRIPPER, ROUTES, GRIPPER + "Soon.", ABOUT + GRIPPER, ABOUT + ROUTES, words(1), words(2)]
)
TEXTS = st.lists(
    st.builds(
        Text,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from(["", "larkspur", "finch"]),
        TITLES,
        st.lists(st.sampled_from(["Austin, TX", "Reno, NV", "Remote", "Canada"]), max_size=2).map(tuple),
        BODIES,
        st.none() | st.integers(0, 3).map(lambda day: DAY + timedelta(days=day)),
    ),
    max_size=14,
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_groups_are_the_same_in_any_order_of_the_input(texts, chance):
    shuffled = list(texts)
    chance.shuffle(shuffled)
    assert copies(shuffled) == copies(texts)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_posting_is_folded_once_and_groups_hold_two_or_more_known_postings(texts):
    groups = copies(texts)
    folded = [one for group in groups if group.kind in ("same", "places") for one in group.posting_ids]
    assert len(folded) == len(set(folded))
    assert all(len(set(group.posting_ids)) == len(group.posting_ids) >= 2 for group in groups)
    assert {one for group in groups for one in group.posting_ids} <= {text.posting_id for text in texts}


def seconds(texts):
    start = time.process_time()
    groups = copies(texts)
    return time.process_time() - start, groups


def test_a_hundred_thousand_equal_texts_in_as_many_places_take_seconds():
    spent, groups = seconds([text(f"{n}", places=(f"Town{n}",)) for n in range(100_000)])
    assert [group.kind for group in groups] == ["mass", "places"]
    assert spent < 30


def test_many_texts_that_are_nearly_but_not_quite_alike_take_no_longer_than_others():
    common = words(0, 200)
    near = [text(f"{n}", body=f"{common} {words(n, 90)}", employer=f"e{n % 50}") for n in range(1, 4_001)]
    spent, groups = seconds(near)
    assert groups == ()
    assert spent < 20


def test_a_text_of_five_megabytes_is_read_to_its_limit_only():
    huge = words(1, 700_000)
    assert len(huge) > 4_900_000
    spent, groups = seconds(
        [text("a", body=huge), text("b", body=huge + " more", day=1), text("c", title="x" * 5_000_000)]
    )
    assert groups == (Group("same", ("a", "b")),)
    assert spent < 10


def test_texts_that_may_be_copies_of_one_are_found_quickly_among_many():
    one = text("a")
    others = [
        text("a"),
        text("b", employer="brontide"),
        text("c", body=ABOUT + ROUTES),
        text("d", body=words(4)),
        text("e", body=""),
    ]
    assert [other.posting_id for other in near_texts(one, others)] == ["b"]
    assert near_texts(text("f", body=""), others) == [others[-1]]
