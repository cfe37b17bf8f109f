import time

import pytest

from greenflag.model import Salary
from greenflag.sources.pay import believable, find_pay, period_in, span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$150K - $220K", (150_000, 220_000, "USD", "year")),
        ("Pay: $44/hr", (44, 44, "USD", "hour")),
        ("USD 180,000 to 240,000 per year", (180_000, 240_000, "USD", "year")),
        ("The salary range is £60,000–£80,000.", (60_000, 80_000, "GBP", "year")),
        ("Salary: €60.000 - €75.000", (60_000, 75_000, "EUR", "year")),
        ("Salary €60k - €75k p.a.", (60_000, 75_000, "EUR", "year")),
        ("Salary: 60 000 - 75 000 EUR", (60_000, 75_000, "EUR", "year")),
        ("CA$102.8K – CA$137K", (102_800, 137_000, "CAD", "year")),
        ("$120,000 - $150,000 CAD", (120_000, 150_000, "CAD", "year")),
        ("Base salary: $150-220k", (150_000, 220_000, "USD", "year")),
        ("Base pay $120,000.00 - $180,000.00 USD annually, plus equity", (120_000, 180_000, "USD", "year")),
        ("The base salary is $180,000 - $240,000 plus bonus and equity", (180_000, 240_000, "USD", "year")),
        ("The pay range is between $150,000 and $200,000 per year.", (150_000, 200_000, "USD", "year")),
        ("Contract rate: $60-$90 an hour", (60, 90, "USD", "hour")),
        ("Pay range: 45.50 - 60.75 USD per hour", (45.5, 60.75, "USD", "hour")),
        ("Annual Salary:\n\n$150,000 — $220,000 USD", (150_000, 220_000, "USD", "year")),
        ("Hourly rate\n$44 - $52", (44, 52, "USD", "hour")),
        ("Salary: up to $200K", (None, 200_000, "USD", "year")),
        ("Salary from $150K", (150_000, None, "USD", "year")),
        ("Salary: $150,000+", (150_000, None, "USD", "year")),
        ("Monthly salary: $9,000 - $12,000", (9_000, 12_000, "USD", "month")),
        ("$10,000 sign-on bonus and base salary of $150,000", (150_000, 150_000, "USD", "year")),
        ("We raised $30M.\nSalary: $150K - $190K", (150_000, 190_000, "USD", "year")),
    ],
)
def test_printed_pay_is_read(text, expected):
    pay = find_pay(text)
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == expected
    assert pay.text
    assert pay.text in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We raised $30M in our Series A.",
        "backed by $120 million from people who pay well",
        "$1,500 annual learning stipend",
        "$250 per month phone stipend",
        "$5,000/month stipend",
        "Sign-on bonus: $10,000",
        "$5,000 referral bonus paid after a year",
        "Salary: $1 - $1,000,000",
        "401(k) match up to $5,000 a year",
        "Manage budgets of $500,000 - $900,000",
        "Customers pay us between $50K and $200K in deals",
        "We process $100 - $200 a day in transactions",
        "Over $2B in revenue a year",
        "Raise pay by 3% - 5%",
        "Level 4 pays 150,000 - 190,000",
        "Relocation: $8,000",
        "Tuition of $20,000 per year is paid for",
        "The pay is $ and glory",
        "pay $999999999999 per hour",
    ],
)
def test_other_money_is_no_pay(text):
    assert find_pay(text) is None


def test_a_field_known_to_be_pay_needs_no_word_for_it():
    assert find_pay("between $150,000 and $190,000 for this", is_pay=True) == Salary(
        150_000, 190_000, "USD", "year", "$150,000 and $190,000"
    )
    assert find_pay("between $150,000 and $190,000 for this") is None


@pytest.mark.parametrize(
    "figures",
    [
        (None, None, "USD", "year"),
        (0, 0, "USD", "year"),
        (float("nan"), 150_000, "USD", "year"),
        (float("inf"), None, "USD", "year"),
        (-5, 10, "USD", "hour"),
        (20_000, 150_000, "USD", "year"),
        (190_000, 150_000, "USD", "year"),
        (44, 52, "USD", "year"),
        (150_000, 190_000, "USD", "hour"),
        (150_000, 190_000, "", "year"),
        (150_000, 190_000, "dollars", "year"),
    ],
)
def test_absurd_figures_are_not_believed(figures):
    assert believable(*figures) is None


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Hourly Rate:", "hour"),
        ("1 YEAR", "year"),
        ("per month salary", "month"),
        ("Annual base", "year"),
        ("Pay", "unknown"),
    ],
)
def test_a_heading_names_the_period(words, period):
    assert period_in(words) == period


def test_a_period_is_guessed_only_where_the_size_tells_it():
    assert [believable(x, x, "USD", "unknown").period for x in (44, 4_000, 150_000)] == ["hour", "unknown", "year"]


def test_a_span_too_wide_to_be_true_falls_back_to_the_first_range():
    low, high = Salary(30_000, 60_000, "USD", "year"), Salary(200_000, 300_000, "USD", "year")
    assert span([None, low, high]) == low
    assert span([None]) is None


@pytest.mark.parametrize(
    "bomb", ["$1 - " * 80_000, "salary $1,000 " * 30_000, "1" * 400_000 + "$", "$ 1" + ",111" * 90_000]
)
def test_a_text_made_to_take_long_does_not(bomb):
    started = time.perf_counter()
    find_pay(bomb)
    assert time.perf_counter() - started < 1
