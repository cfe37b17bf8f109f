from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from visa_situations import LAW, LAW_READ_ON

from greenflag.errors import LawError
from greenflag.visas import Law
from greenflag.visas.law import FOLDER

ENTRY = """
[[entry]]
id = "fee.example"
text = "An invented fee."
value = 100
unit = "USD"
status = "in_force"
from = 2025-01-01
to = 2025-12-31
cite = "1 Example 2"
source = "invented for a test"
confidence = "read"
checked_on = 2025-06-01
watch = "rule"
"""
LATER = ENTRY.replace("value = 100", "value = 120").replace("from = 2025-01-01\nto = 2025-12-31", "from = 2026-01-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FOLDER / "watch.toml", tmp_path)
    return tmp_path


def law(folder: Path, text: str) -> Law:
    (folder / "fees.toml").write_text(text)
    return Law.load(folder)


def test_a_change_of_law_is_one_more_entry(folder: Path) -> None:
    changed = law(folder, ENTRY + LATER)
    assert changed.value("fee.example", date(2025, 12, 31)) == 100
    assert changed.value("fee.example", date(2026, 1, 1)) == 120
    assert changed.version != law(folder, ENTRY).version


def test_a_day_without_a_value_names_the_entry_and_the_day(folder: Path) -> None:
    with pytest.raises(LawError, match=r"fee\.example has no value for 2026-01-01"):
        law(folder, ENTRY).entry("fee.example", date(2026, 1, 1))
    with pytest.raises(LawError, match=r"fee\.other is not in the law files"):
        law(folder, ENTRY).value("fee.other", date(2025, 1, 1))


def test_a_value_of_the_wrong_kind_is_refused_when_it_is_asked_for(folder: Path) -> None:
    day = date(2025, 5, 5)
    text = law(folder, ENTRY.replace("value = 100", 'value = "a|b"'))
    assert text.texts("fee.example", day) == ("a", "b")
    with pytest.raises(LawError, match=r"fee\.example: value 'a\|b' must be a whole number"):
        text.number("fee.example", day)
    with pytest.raises(LawError, match=r"fee\.example: value 100 must be text"):
        law(folder, ENTRY).texts("fee.example", day)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (ENTRY.replace('unit = "USD"\n', ""), r"fees\.toml: entry fee\.example: .*unit"),
        (ENTRY.replace('"in_force"', '"perhaps"'), r"fees\.toml: entry fee\.example: .*perhaps.*status"),
        (ENTRY.replace("value = 100", "value = [1]"), r"fees\.toml: entry fee\.example: .*value"),
        (ENTRY.replace("from = 2025-01-01", 'from = "spring"'), r"fees\.toml: entry fee\.example: .*from"),
        (ENTRY.replace("unit", "units"), r"fees\.toml: entry fee\.example: .*unit"),
        (ENTRY.replace('id = "fee.example"\n', ""), r"fees\.toml: entry number 1: .*id"),
        (ENTRY.replace('"1 Example 2"', '""'), r"fees\.toml: entry fee\.example: cite must not be empty"),
        (ENTRY.replace("to = 2025-12-31", "to = 2024-12-31"), r"fee\.example: to = 2024-12-31 lies before"),
        (ENTRY.replace("[[entry]]", "[[entry"), r"fees\.toml: not TOML"),
        (ENTRY + '\n[other]\nx = 1\n', r"fees\.toml: must hold \[\[entry\]\] tables and nothing else"),
        ("entry = [3]\n", r"fees\.toml: entry number 1"),
        ("", r"fees\.toml: must hold"),
        (ENTRY + LATER.replace("2026-01-01", "2025-12-31"), r"fee\.example: two values hold on 2025-12-31"),
        (ENTRY + ENTRY.replace("from = 2025-01-01\n", ""), r"fee\.example: two values hold"),
    ],
)  # fmt: skip
def test_a_wrong_file_names_file_entry_and_key(folder: Path, wrong: str, message: str) -> None:
    with pytest.raises(LawError, match=message):
        law(folder, wrong)


def test_bytes_that_are_no_text_are_refused(folder: Path) -> None:
    (folder / "fees.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LawError, match=r"fees\.toml: not TOML"):
        Law.load(folder)


def test_an_empty_folder_and_a_missing_watch_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="no law files"):
        Law.load(tmp_path)
    (tmp_path / "fees.toml").write_text(ENTRY)
    with pytest.raises(LawError, match=r"watch\.toml: is missing"):
        Law.load(tmp_path)
    (tmp_path / "watch.toml").write_text("[days]\ncourt = 7\n")
    with pytest.raises(LawError, match=r"watch\.toml: .*season"):
        Law.load(tmp_path)


@pytest.mark.parametrize(
    ("watch", "days"), [("court", 7), ("season", 14), ("bulletin", 31), ("rule", 180), ("statute", 365)]
)
def test_a_value_is_stale_the_day_after_its_class_allows(folder: Path, watch: str, days: int) -> None:
    text = ENTRY.replace('"rule"', f'"{watch}"').replace("to = 2025-12-31\n", "")
    loaded, checked_on = law(folder, text), date(2025, 6, 1)
    assert loaded.stale(checked_on + timedelta(days=days)) == ()
    assert [e.id for e in loaded.stale(checked_on + timedelta(days=days + 1))] == ["fee.example"]


def test_what_was_never_checked_is_stale_and_history_never_is(folder: Path) -> None:
    unchecked = law(folder, ENTRY.replace("checked_on = 2025-06-01\n", ""))
    assert [e.id for e in unchecked.stale(date(2025, 6, 1))] == ["fee.example"]
    assert unchecked.stale(date(2026, 6, 1)) == ()  # no longer in force
    past = law(folder, ENTRY.replace('"rule"', '"history"').replace("to = 2025-12-31\n", ""))
    assert past.stale(date(2035, 1, 1)) == ()


def test_what_is_in_motion_is_stale_within_a_week() -> None:
    stale = {entry.id for entry in LAW.stale(LAW_READ_ON + timedelta(days=8))}
    assert {"h1b.proclamation.collected", "proposed.h1b_cap_fee", "grace.60_day", "ds.duration_of_status"} <= stale
    assert "fee.i765.online" not in stale


@pytest.mark.parametrize(
    ("day", "collected"),
    [
        (date(2025, 9, 21), True), (date(2026, 6, 7), True), (date(2026, 6, 8), False), (date(2026, 6, 11), False),
        (date(2026, 6, 12), True), (date(2026, 7, 23), True), (date(2026, 7, 24), False), (date(2026, 10, 7), False),
    ],
)  # fmt: skip
def test_the_100_000_dollar_payment_follows_the_courts_day_by_day(day: date, collected: bool) -> None:
    assert LAW.value("h1b.proclamation.collected", day) is collected


@pytest.mark.parametrize(
    ("entry_id", "day", "value"),
    [
        ("h1b.registration.fee", date(2024, 3, 31), 10), ("h1b.registration.fee", date(2024, 4, 1), 215),
        ("fee.premium.i129", date(2026, 2, 28), 2805), ("fee.premium.i129", date(2026, 3, 1), 2965),
        ("fee.premium.i765_opt", date(2026, 2, 28), 1685), ("fee.premium.i765_opt", date(2026, 3, 1), 1780),
        ("capgap.end", date(2025, 1, 16), "10-01"), ("capgap.end", date(2025, 1, 17), "04-01"),
        ("stem.months", date(2016, 5, 9), 17), ("stem.months", date(2016, 5, 10), 24),
        ("h1b.selection.method", date(2026, 2, 26), "random_beneficiary"),
        ("h1b.selection.method", date(2026, 2, 27), "weighted_beneficiary"),
    ],
)  # fmt: skip
def test_each_side_of_a_change_has_its_own_value(entry_id: str, day: date, value: object) -> None:
    assert LAW.value(entry_id, day) == value


def test_the_fee_totals_are_the_sums_of_their_parts() -> None:
    parts = ["fee.i129.h1b.standard", "fee.acwia.26plus", "fee.fraud", "fee.asylum_program.standard"]
    assert LAW.number("fee.stack.h1b.standard", LAW_READ_ON) == sum(LAW.number(p, LAW_READ_ON) for p in parts)


def test_nothing_that_is_only_proposed_shares_an_id_with_what_is_in_force() -> None:
    proposed = {e.id for e in LAW.entries if e.status in ("proposed", "postponed")}
    assert proposed & {e.id for e in LAW.entries if e.status == "in_force"} == set()
    assert proposed >= {"proposed.h1b_cap_fee", "proposed.wage_levels", "proposed.grace60_removal"}


def test_every_entry_says_where_it_was_read_or_that_it_is_from_memory() -> None:
    for entry in LAW.entries:
        assert (entry.confidence == "memory") == entry.source.startswith("memory"), entry.id
        assert re.search(r"index id|github:", entry.source) is None, entry.id
