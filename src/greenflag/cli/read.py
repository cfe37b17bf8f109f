"""``greenflag read``: what one posting says, for people; and a stream of postings, for machines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated

import typer

from greenflag.errors import InputError

MAX_LINE = 64 * 1024 * 1024  # bytes: a text of 10 MB, each character written as a six-byte escape, still fits
MAX_PASTED = 16 * 1024 * 1024  # bytes: a pasted posting has thousands


def read(
    what: Annotated[
        str | None, typer.Argument(metavar="FILE|URL|-", help="A saved page or text, a link, or - for standard input.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="For programs: JSON lines in (standard input or FILE), JSON lines out.")
    ] = False,
) -> None:
    """Read one posting for what it says about sponsorship, without storing anything."""
    if jsonl:
        _stream(what)
    elif what is None:
        raise InputError("read: say what to read: a file, a link, or - for standard input")
    else:
        _read_for_people(what)


def _stream(what: str | None) -> None:
    import msgspec

    from greenflag.api import read_stream

    encode, out = msgspec.json.encode, sys.stdout.buffer
    with opened(what) as stream:
        for answer in read_stream(stream_lines(stream)):
            out.write(encode(answer) + b"\n")
            out.flush()  # whoever sends one line and waits for its answer gets it; a reading costs far more


def opened(what: str | None) -> IO[bytes]:
    """Return a file, or standard input for "-" or nothing, as bytes."""
    if what in (None, "-"):
        return sys.stdin.buffer
    try:
        return open(str(what), "rb")
    except OSError as error:
        raise InputError(f"read: {what}: {error.strerror or error}") from error


def stream_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield lines, of a longer one than MAX_LINE only its beginning, so that memory stays bounded."""
    while line := stream.readline(MAX_LINE):
        yield line
        while len(line) == MAX_LINE and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)


def _read_for_people(what: str) -> None:
    from greenflag.api import JobSearch
    from greenflag.cli.posting_shown import show_reading
    from greenflag.cli.screen import console

    wanted = meant(what)
    with JobSearch() as search:
        found = search.read(wanted)
    if not found:
        raise InputError(f"read: {what}: no posting was found in it")
    screen = console()
    for posting, reading in found:
        show_reading(screen, posting, reading)


def meant(what: str) -> str | Path:
    """Return the text of standard input, a link as it is, or a file's path."""
    if what == "-":
        if sys.stdin.isatty():
            print("Paste the posting, then press Ctrl-D (Ctrl-Z and Enter on Windows).", file=sys.stderr)
        pasted = sys.stdin.buffer.read(MAX_PASTED + 1)
        if len(pasted) > MAX_PASTED:
            raise InputError(f"read: standard input holds more than {MAX_PASTED:,} bytes; is it one posting?")
        return pasted.decode("utf-8", "replace")
    if what.lower().startswith(("http://", "https://")):
        return what
    if not Path(what).exists():
        raise InputError(f"read: there is no file {what}; give a file, a link that begins with https://, or -")
    return Path(what)
