"""A corpus is read, kept and compared; a wrong file is refused by name."""

import gzip
import json
from pathlib import Path

import pytest

from greenflag.corpus import CorpusClue, compare_readings, load_readings, read_corpus, save_readings
from greenflag.errors import InputError

POSTINGS = [
    {"id": "1", "title": "ML engineer", "text": "We sponsor H-1B visas."},
    {"id": "2", "title": "Data scientist", "text": "Visa sponsorship is not available."},
    {"id": "3", "title": "Researcher", "text": "We train models."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(map(json.dumps, POSTINGS)))
    return path


def test_each_posting_is_kept_with_its_stance_and_quotes(corpus: Path, tmp_path: Path):
    save_readings(read_corpus(corpus), tmp_path / "kept")
    _, kept = load_readings(tmp_path / "kept")
    assert {one.id: one.stance for one in kept.values()} == {"1": "offers", "2": "refuses", "3": "silent"}
    assert kept["2"].clues == (CorpusClue("refuse", "sponsorship.sponsor", "Visa sponsorship is not available."),)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_an_unchanged_corpus_is_read_alike(corpus: Path, tmp_path: Path):
    save_readings(read_corpus(corpus), tmp_path / "kept")
    compared = compare_readings(tmp_path / "kept", read_corpus(corpus))
    assert (compared.same, compared.changes) == (3, ())
    assert compared.before_version == compared.after_version


def test_a_changed_posting_is_told_with_the_quotes_that_are_gone_and_new(corpus: Path, tmp_path: Path):
    save_readings(read_corpus(corpus), tmp_path / "kept")
    changed = [{**POSTINGS[0], "text": "We never sponsor visas."}, POSTINGS[1], {**POSTINGS[2], "id": "4"}]
    corpus.write_text("\n".join(map(json.dumps, changed)))
    compared = compare_readings(tmp_path / "kept", read_corpus(corpus))
    assert (compared.same, compared.only_before, compared.only_after) == (1, 1, 1)
    (change,) = compared.changes
    assert (change.id, change.title, change.before, change.after) == ("1", "ML engineer", "offers", "refuses")
    assert [clue.quote for clue in change.gone] == ["We sponsor H-1B visas."]
    assert [clue.quote for clue in change.new] == ["We never sponsor visas."]


def test_a_run_that_is_broken_off_leaves_the_earlier_file_whole(corpus: Path, tmp_path: Path):
    save_readings(read_corpus(corpus), tmp_path / "kept")
    corpus.write_text(corpus.read_text() + "\n{broken")
    with pytest.raises(InputError, match=r"corpus\.jsonl: line 4"):
        save_readings(read_corpus(corpus), tmp_path / "kept")
    assert len(load_readings(tmp_path / "kept")[1]) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.jsonl", "kept"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"plain text", "is no file that"),
        (gzip.compress(b""), "is no file that"),
        (gzip.compress(b'{"format": "greenflag.readings/9", "version": "x"}\n'), "holds greenflag.readings/9"),
        (gzip.compress(b'{"format": "greenflag.readings/1", "version": "x"}\n["1", "t", "sings", []]\n'), "sings"),
        (gzip.compress(b'{"format": "greenflag.readings/1", "version": "x"}\n' * 90)[:40], "is no file that"),
        (gzip.compress(b'{"format": "greenflag.readings/1"}\n')[:10] + b"\xff" * 30, "is no file that"),
    ],
)
def test_what_is_no_kept_reading_is_refused_by_name(tmp_path: Path, body: bytes, message: str):
    (tmp_path / "kept").write_bytes(body)
    with pytest.raises(InputError, match=r"kept: ") as error:
        load_readings(tmp_path / "kept")
    assert message in str(error.value)


def test_missing_files_and_repeated_ids_are_refused(corpus: Path, tmp_path: Path):
    with pytest.raises(InputError, match="nosuch"):
        list(read_corpus(tmp_path / "nosuch"))
    with pytest.raises(InputError, match="nosuch"):
        load_readings(tmp_path / "nosuch")
    with pytest.raises(InputError, match="nosuch"):
        save_readings((), tmp_path / "nosuch" / "kept")
    corpus.write_text("\n".join(map(json.dumps, [*POSTINGS, POSTINGS[0]])))
    with pytest.raises(InputError, match="the id 1 is there twice"):
        list(read_corpus(corpus))


def test_parquet_is_read_where_pyarrow_is(tmp_path: Path, corpus: Path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [{**row, "company": None, "location": "Reno, NV"} for row in POSTINGS]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "corpus.parquet")
    assert [one.stance for one in read_corpus(tmp_path / "corpus.parquet")] == ["offers", "refuses", "silent"]
    parquet.write_table(pyarrow.Table.from_pylist([{"id": "1"}]), tmp_path / "narrow.parquet")
    with pytest.raises(InputError, match="has no column company"):
        list(read_corpus(tmp_path / "narrow.parquet"))
    (tmp_path / "bad.parquet").write_bytes(corpus.read_bytes())
    with pytest.raises(InputError, match="is no Parquet file"):
        list(read_corpus(tmp_path / "bad.parquet"))
