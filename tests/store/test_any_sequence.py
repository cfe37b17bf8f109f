"""Whatever is read in whatever order: nothing is lost, nothing moves, and the counts stay true."""

import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from greenflag.store import open_store

NUMBERS = st.sets(st.integers(0, 5), max_size=5)
TEXTS = st.sampled_from(("a", "b", "c"))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("complete"), NUMBERS, TEXTS),
        st.tuples(st.just("incomplete"), NUMBERS, TEXTS),
        st.tuples(st.just("unchanged")),
        st.tuples(st.just("failure")),
        st.tuples(st.just("watch again")),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_the_open_postings_are_those_of_the_last_complete_read_and_later_ones(steps, board, make_posting, record, at):
    opened, first_seen, last_seen, texts = set(), {}, {}, {}
    trusted = False  # the last parsed read was complete
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db")) as store:
        store.add_board(board, at(0))
        for hour, (kind, *given_read) in enumerate(steps, 1):
            if kind in ("complete", "incomplete"):
                numbers, text = given_read
                change = record(
                    store, hour, *(make_posting(n, text) for n in numbers), complete=kind == "complete", etag=str(hour)
                )
                assert change.new == len(numbers - first_seen.keys())
                assert change.reopened == len((numbers & first_seen.keys()) - opened)
                assert change.closed == (len(opened - numbers) if kind == "complete" else 0)
                opened = set(numbers) if kind == "complete" else opened | numbers
                trusted = kind == "complete"
                for number in numbers:
                    first_seen.setdefault(number, at(hour))
                    last_seen[number] = at(hour)
                    history = texts.setdefault(number, [])
                    if history[-1:] != [text]:
                        history.append(text)
            elif kind == "unchanged":
                record(store, hour, changed=False, etag=None, body_hash=None)
                if trusted:
                    last_seen.update(dict.fromkeys(opened, at(hour)))
            elif kind == "failure":
                store.record_failure(board, at(hour), "HTTP 503")
            else:
                assert store.remove_board(board.id)
                assert store.add_board(board, at(hour))
                opened, trusted = set(), False

            stored = {int(item.posting.external_id): item for item in store.postings(open_only=False)}
            assert {number for number, item in stored.items() if item.closed_at is None} == opened
            assert {number: item.first_seen_at for number, item in stored.items()} == first_seen
            assert {number: item.last_seen_at for number, item in stored.items()} == last_seen
            (state,) = store.boards()
            assert state.open_postings == len(opened)
            assert bool(state.etag) == trusted
            for number, history in texts.items():
                earlier = [posting.text for posting in store.earlier_texts(f"{board.id}:{number}")]
                assert [*earlier, stored[number].posting.text] == history
