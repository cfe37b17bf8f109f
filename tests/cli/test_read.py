import json
import subprocess
import sys
from pathlib import Path

from tests.web import cases

from greenflag.cli import read

HERE = Path(__file__).parent
# The stream behind the command is invented, so that only the command itself is tried.
STREAM = """
import sys, greenflag.api as api
def read_stream(lines):
    for number, line in enumerate(lines):
        yield {"id": str(number), "bytes": len(line)}
api.read_stream = read_stream
sys.argv = ["greenflag", "read", "--jsonl"]
from greenflag.cli import main
main()
"""


def test_a_posting_is_read_for_people_with_only_its_markedstream_lines(run, search, tmp_path):
    one = cases.yellow()
    search.postings = ((one.posting, one.assessment.reading),)
    page = tmp_path / "saved.html"
    page.write_text("<p>saved</p>")
    result = run("read", page)
    assert result.exit_code == 0, result.output
    assert "YELLOW offers sponsorship within limits" in result.output
    assert "4  «Sponsorship may be considered case by case for exceptional candidates.»" in result.output
    assert "bedside monitors" not in result.output
    assert "E-Verify: the posting does not say, which proves nothing." in result.output
    assert search.asked[0] == f"read PosixPath {page}" or sys.platform == "win32"


def test_pasted_text_is_handed_over_as_text(run, search):
    one = cases.silent()
    search.postings = ((one.posting, one.assessment.reading),)
    result = run("read", "-", input=b"We hire \xff engineers.")
    assert search.asked[0] == "read str We hire \ufffd engineers."
    assert "neither a yes nor a no" in " ".join(result.output.split())


def test_a_missing_file_is_not_read_as_a_text(run, search):
    result = run("read", "nosuch.html")
    assert result.exit_code == 2
    assert "there is no file nosuch.html" in result.stderr
    assert search.asked == []


def test_a_link_that_fails_tells_why_in_one_line(run, search):
    result = run("read", "https://down.example.test/1")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "no answer after 3 tries" in result.stderr


def test_nothing_to_read_is_an_error(run, search):
    assert "say what to read" in run("read").stderr
    assert "no posting was found" in run("read", "-", input="").stderr


def test_a_stream_answers_each_line_in_order_and_goes_on_after_a_bad_one(run, search):
    lines = [b'{"id": "a"}', b"\xff\xfe{", b'{"id": "\xc3\xbc"}']
    result = run("read", "--jsonl", input=b"\n".join(lines))
    assert result.exit_code == 0
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert first["id"] == "a"
    assert second["line"] == 2
    assert third["id"] == "ü"


def test_a_stream_may_come_from_a_file(run, search, tmp_path):
    (tmp_path / "p.jsonl").write_text('{"id": "a"}\n')
    assert json.loads(run("read", "--jsonl", tmp_path / "p.jsonl").stdout)["id"] == "a"
    assert run("read", "--jsonl", tmp_path / "nosuch.jsonl").exit_code == 2


def test_an_endless_line_is_cut_and_the_next_one_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "MAX_LINE", 8)
    (tmp_path / "p").write_bytes(b"x" * 30 + b"\nshort\nlast")
    with (tmp_path / "p").open("rb") as stream:
        assert list(read.stream_lines(stream)) == [b"xxxxxxxx", b"short\n", b"last"]


def test_each_answer_is_written_before_the_next_line_is_waited_for():
    with subprocess.Popen([sys.executable, "-c", STREAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(b"{}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_a_reader_that_leaves_ends_the_stream_quietly():
    with subprocess.Popen(
        [sys.executable, "-c", STREAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(b"{}\n" * 100)
        process.stdin.close()
        assert process.wait(timeout=20) == 141
        assert process.stderr.read() == b""
