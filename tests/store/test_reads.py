from dataclasses import replace

import pytest

from greenflag.errors import StoreError
from greenflag.model import Problem


def open_ids(store):
    return {stored.posting.external_id for stored in store.postings()}


def only_state(store):
    (state,) = store.boards()
    return state


def test_a_first_read_stores_every_posting_as_it_was(store, record, make_posting, at):
    change = record(store, 1, make_posting(1), make_posting(2, "Zweite\nZeile ☃ & <b>"))
    assert (change.new, change.edited, change.closed, change.reopened, change.open) == (2, 0, 0, 0, 2)
    stored = store.posting("greenhouse:larkspur:2")
    assert stored.posting == make_posting(2, "Zweite\nZeile ☃ & <b>")
    assert stored.first_seen_at == stored.last_seen_at == at(1)
    assert stored.closed_at is None
    assert stored.versions == 1


def test_a_complete_read_closes_what_it_does_not_hold(store, record, make_posting, at):
    record(store, 1, make_posting(1), make_posting(2))
    change = record(store, 2, make_posting(2), make_posting(3))
    assert (change.new, change.closed, change.open) == (1, 1, 2)
    assert open_ids(store) == {"2", "3"}
    gone = store.posting("greenhouse:larkspur:1")
    assert gone.closed_at == at(2)
    assert gone.last_seen_at == at(1)
    assert len(list(store.postings(open_only=False))) == 3


def test_an_incomplete_read_closes_nothing_and_makes_the_next_read_parse_again(store, record, make_posting):
    record(store, 1, make_posting(1), make_posting(2))
    broken = Problem("row 3", "no title")
    change = record(store, 2, make_posting(2), make_posting(3), complete=False, problems=(broken, broken))
    assert (change.new, change.closed, change.open) == (1, 0, 3)
    assert change.problems == (broken, broken)
    state = only_state(store)
    assert (state.etag, state.last_modified, state.body_hash) == (None, None, None)
    assert state.complete is False
    assert state.problem == "row 3: no title (and 1 more)"
    assert state.open_postings == 3


def test_a_complete_read_after_an_incomplete_one_mends_the_board(store, record, make_posting):
    record(store, 1, make_posting(1), complete=False, problems=(Problem("row 2", "no id"),))
    record(store, 2, make_posting(1), etag="E2", body_hash="b2")
    state = only_state(store)
    assert (state.etag, state.body_hash, state.complete, state.problem) == ("E2", "b2", True, None)


def test_an_unchanged_read_writes_one_row_and_yet_every_posting_was_seen(store, record, make_posting, at, path):
    record(store, 1, *(make_posting(n) for n in range(300)))
    before = store._db.total_changes
    change = record(store, 5, changed=False, etag=None, body_hash="")
    assert store._db.total_changes - before == 1
    assert (change.changed, change.complete, change.open, change.new) == (False, True, 300, 0)
    assert {stored.last_seen_at for stored in store.postings()} == {at(5)}
    state = only_state(store)
    assert (state.etag, state.body_hash, state.checked_at) == ('W/"1"', "b1", at(5))


def test_unchanged_after_an_incomplete_read_does_not_count_as_having_seen_all(store, record, make_posting, at):
    record(store, 1, make_posting(1))
    record(store, 2, make_posting(2), complete=False)
    record(store, 3, changed=False, etag="E3", body_hash="b3")
    state = only_state(store)
    assert (state.etag, state.body_hash, state.complete, state.checked_at) == (None, None, False, at(3))
    assert store.posting("greenhouse:larkspur:1").last_seen_at == at(1)
    assert store.posting("greenhouse:larkspur:2").last_seen_at == at(2)


def test_an_edited_posting_keeps_its_old_texts_oldest_first(store, record, make_posting, at):
    texts = ("We sponsor visas.", "We sponsor some visas.", "No sponsorship.")
    for hours, text in enumerate(texts, 1):
        change = record(store, hours, make_posting(1, text))
    assert (change.edited, change.new, change.open) == (1, 0, 1)
    assert [earlier.text for earlier in store.earlier_texts("greenhouse:larkspur:1")] == list(texts[:2])
    stored = store.posting("greenhouse:larkspur:1")
    assert (stored.posting.text, stored.versions, stored.first_seen_at) == (texts[2], 3, at(1))


def test_a_posting_that_comes_back_is_reopened_with_its_first_day(store, record, make_posting, at):
    record(store, 1, make_posting(1))
    record(store, 2)
    change = record(store, 3, make_posting(1, "Now with another text."))
    assert (change.new, change.reopened, change.edited, change.open) == (0, 1, 1, 1)
    stored = store.posting("greenhouse:larkspur:1")
    assert (stored.first_seen_at, stored.last_seen_at, stored.closed_at) == (at(1), at(3), None)


def test_of_a_posting_that_is_twice_in_a_read_the_last_counts(store, record, make_posting):
    change = record(store, 1, make_posting(1, "first"), make_posting(1, "last"))
    assert (change.new, change.edited, change.open) == (1, 0, 1)
    assert store.posting("greenhouse:larkspur:1").posting.text == "last"


def test_a_new_address_is_kept_without_counting_as_an_edit(store, record, make_posting):
    record(store, 1, make_posting(1))
    change = record(store, 2, replace(make_posting(1), url="https://larkspur.example/careers?gh_jid=1"))
    assert change.edited == 0
    stored = store.posting("greenhouse:larkspur:1")
    assert (stored.posting.url, stored.versions) == ("https://larkspur.example/careers?gh_jid=1", 1)


def test_a_posting_of_another_board_is_left_alone_and_reported(store, record, make_posting, other_board, at):
    record(store, 1, make_posting(1))
    store.add_board(other_board, at(1))
    change = record(store, 2, make_posting(1, "stray"), make_posting(2, board=other_board), board=other_board)
    assert (change.new, change.open) == (1, 1)
    assert [problem.place for problem in change.problems] == ["greenhouse:larkspur:1"]
    assert store.posting("greenhouse:larkspur:1").posting.text != "stray"


def test_a_posting_that_a_removed_board_left_goes_on_under_the_board_that_has_it_now(
    store, record, make_posting, board, other_board, at
):
    record(store, 1, make_posting(1))
    store.remove_board(board.id)
    store.add_board(other_board, at(2))
    change = record(store, 3, make_posting(1, "a new text"), board=other_board)
    assert (change.new, change.reopened, change.edited, change.open, change.problems) == (0, 1, 1, 1, ())
    assert store.posting("greenhouse:larkspur:1").first_seen_at == at(1)


def test_a_failure_is_noted_and_touches_no_posting(store, record, make_posting, board, at):
    record(store, 1, make_posting(1))
    change = store.record_failure(board, at(2), "HTTP 503 after 3 tries")
    assert (change.open, change.changed, change.complete) == (1, False, False)
    assert change.problems == (Problem(board.id, "HTTP 503 after 3 tries"),)
    state = only_state(store)
    assert (state.problem, state.checked_at, state.etag) == ("HTTP 503 after 3 tries", at(2), 'W/"1"')
    assert store.posting("greenhouse:larkspur:1").last_seen_at == at(1)
    record(store, 3, changed=False)
    assert only_state(store).problem is None


def test_a_board_is_watched_once(store, board, other_board, at):
    assert store.add_board(board, at(1)) is False
    assert store.add_board(other_board, at(1)) is True
    assert [state.board for state in store.boards()] == [board, other_board]


def test_a_removed_board_keeps_its_postings_closed_when_last_seen(store, record, make_posting, board, at):
    record(store, 1, make_posting(1))
    record(store, 4, changed=False)
    assert store.remove_board(board.id) is True
    assert store.remove_board(board.id) is False
    assert store.boards() == ()
    assert list(store.postings()) == []
    (stored,) = store.postings(open_only=False)
    assert (stored.closed_at, stored.last_seen_at) == (at(4), at(4))


def test_a_board_watched_again_is_read_afresh_and_reopens_its_postings(store, record, make_posting, board, at):
    record(store, 1, make_posting(1), make_posting(2))
    store.remove_board(board.id)
    assert store.add_board(replace(board, employer_name="Larkspur"), at(6)) is True
    state = only_state(store)
    assert (state.etag, state.complete, state.checked_at, state.open_postings) == (None, None, None, 0)
    assert (state.added_at, state.board.employer_name) == (at(6), "Larkspur")
    change = record(store, 7, make_posting(1))
    assert (change.reopened, change.open) == (1, 1)
    assert store.posting("greenhouse:larkspur:1").first_seen_at == at(1)
    assert store.posting("greenhouse:larkspur:2").last_seen_at == at(1)


def test_a_board_that_is_not_watched_cannot_be_recorded(store, record, make_posting, other_board, at):
    with pytest.raises(StoreError, match=r"lever:pelican is not watched; add it with"):
        record(store, 1, make_posting(1, board=other_board), board=other_board)
    with pytest.raises(StoreError, match="not watched"):
        store.record_failure(other_board, at(1), "HTTP 500")
    assert list(store.postings(open_only=False)) == []


def test_an_instant_without_a_zone_is_refused_and_nothing_is_written(store, record, make_posting, at, board):
    with pytest.raises(ValueError, match="time zone"):
        store.record_failure(board, at(1).replace(tzinfo=None), "HTTP 500")
    assert only_state(store).problem is None


def test_what_is_not_stored_is_none_or_empty(store):
    assert store.posting("greenhouse:larkspur:9") is None
    assert store.earlier_texts("greenhouse:larkspur:9") == ()
    assert store.assessment("greenhouse:larkspur:9") is None


def test_a_walk_sees_one_state_while_others_write(store, record, make_posting):
    record(store, 1, *(make_posting(n) for n in range(50)))
    walk = store.postings()
    next(walk)
    record(store, 2, make_posting(99))
    assert len(list(walk)) == 49
    assert open_ids(store) == {"99"}


def test_postings_come_by_board_and_id(store, record, make_posting, other_board, at):
    store.add_board(other_board, at(0))
    record(store, 1, make_posting(8, board=other_board), make_posting(2, board=other_board), board=other_board)
    record(store, 1, make_posting(7), make_posting(3))
    ids = [stored.posting.id for stored in store.postings()]
    assert ids == ["greenhouse:larkspur:3", "greenhouse:larkspur:7", "lever:pelican:2", "lever:pelican:8"]
