"""Folders: postings out of saved board answers, pages, pasted texts and JSON lines that lie in one folder.

files, sorted --hash--> unchanged, or each file by its ending and shape --> postings under the folder's board

acme.json   a board's whole answer, or one job of it (Greenhouse, Lever, Ashby)   .html .htm .mhtml   pages
.jsonl      postings in the read contract                                         .txt .md            pasted texts
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from greenflag.errors import GreenflagError, InputError, SourceError
from greenflag.model import Board, BoardRead, Posting, Problem
from greenflag.sources.jsonl import LineError, read_jsonl
from greenflag.sources.linked_data import Node
from greenflag.sources.markup import without_halves
from greenflag.sources.page import answer_page
from greenflag.sources.pasted import read_pasted
from greenflag.sources.router import CONNECTORS, route
from greenflag.sources.rows import open_answer
from greenflag.sources.titles import job_sections, names_role

MAX_FILES = 20_000
MAX_FILE = 100_000_000  # bytes; the largest known answer, Google's feed of every role, has 20 million
MAX_TEXT_FILE = 2_000_000  # bytes; the longest real posting has 19,000 characters
_PAGE = {".html", ".htm", ".xhtml", ".mhtml", ".mht"}
_TEXT = {".txt", ".md", ".text"}
_PARTS_OF_PAGES = re.compile(r".+(?:_files|-Dateien|_fichiers|_archivos|\.files)$")  # what browsers save beside a page
_ABOUT_FOLDER = re.compile(
    r"(?:.*[_-])?(?:readme|licen[cs]e|notice|changelog|provenance|copying)(?:[._-].*)?", re.IGNORECASE
)
_NOT_READ = "greenflag reads boards of Greenhouse, Lever and Ashby; save single jobs of other systems as pages or texts"


@dataclass(slots=True)
class _Found:
    """What the files read so far gave; the later file wins where two hold one posting."""

    postings: dict[str, Posting] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True

    def add(self, postings: tuple[Posting, ...] | list[Posting]) -> None:
        for posting in postings:
            self.postings[posting.id] = posting

    def miss(self, place: str, message: str, *, harmless: bool = False) -> None:
        self.problems.append(Problem(place, message))
        self.complete = self.complete and harmless


def read_folder(board: Board, now: datetime, known_hash: str | None) -> tuple[BoardRead, str]:
    """Return what a folder's files hold, and the hash of their names and bytes; equal to ``known_hash``: unchanged.

    A posting keeps the id that its file tells (``greenhouse:acme:123``) and belongs to the folder's board. A file of a
    kind that is not read, or that holds no job, is reported; one that is broken also makes the read incomplete.

    Raises:
        InputError: the folder is not there or may not be read.
    """
    root = Path(board.token)
    try:
        if not root.is_dir():
            raise InputError(f"{root}: no such folder. Give the folder's new path, or remove the board {board.id}.")
        files = list(_files(root))
        body_hash = _hash(root, files[:MAX_FILES])
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle, folders without end
        raise InputError(f"{root}: the folder cannot be read: {error}") from error
    if body_hash == known_hash:
        return BoardRead(board, (), complete=True, changed=False), body_hash
    found = _Found()
    if len(files) > MAX_FILES:
        found.miss(str(root), f"holds more than {MAX_FILES:,} files; the rest was not read")
    for path in files[:MAX_FILES]:
        _read_file(path, path.relative_to(root).as_posix(), now, found)
    postings = tuple(replace(posting, board=board.id) for posting in found.postings.values())
    return BoardRead(board, postings, complete=found.complete, changed=True, problems=tuple(found.problems)), body_hash


def _files(root: Path) -> Iterator[Path]:
    """Yield the folder's files in sorted order, at most one more than MAX_FILES; no link leads out of the folder."""
    count = 0
    for place, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _PARTS_OF_PAGES.fullmatch(name)
        )
        for name in sorted(names):
            path = Path(place, name)
            inside = not path.is_symlink() or path.resolve().is_relative_to(root.resolve())
            if inside and path.is_file() and not name.startswith(".") and not _ABOUT_FOLDER.fullmatch(name):
                count += 1
                if count > MAX_FILES + 1:
                    return
                yield path


def _hash(root: Path, files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode("utf-8", "surrogateescape") + b"\0")
        try:
            size = path.stat().st_size
            digest.update(b"%d\0" % size)
            if size <= MAX_FILE:
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:  # reading it will say so, with its name
            digest.update(b"unreadable")
    return digest.hexdigest()


def _read_file(path: Path, place: str, now: datetime, found: _Found) -> None:
    place = without_halves(place.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    ending = path.suffix.lower()
    readers: dict[str, Callable[[Path, str, datetime, _Found], None]] = {".json": _read_json, ".jsonl": _read_lines}
    readers |= dict.fromkeys(_PAGE, _read_page) | dict.fromkeys(_TEXT, _read_text)
    reader = readers.get(ending)
    if reader is None:
        found.miss(place, f"files ending in {ending or 'nothing'} are not read. {_NOT_READ}", harmless=True)
        return
    try:
        limit = MAX_TEXT_FILE if ending in _TEXT else MAX_FILE
        if path.stat().st_size > limit:
            found.miss(place, f"has more than {limit:,} bytes and was not read")
        else:
            reader(path, place, now, found)
    except (OSError, GreenflagError) as error:
        found.miss(place, str(error))


def _read_json(path: Path, place: str, now: datetime, found: _Found) -> None:
    body = path.read_bytes()
    try:
        answer = open_answer(body, place)
    except SourceError as error:
        found.miss(place, f"is not whole JSON ({len(body):,} bytes): {error.__cause__}. Save it again.")
        return
    system, rows = _shape(answer, path)
    if not system:
        found.miss(place, f"is no answer of a board that greenflag reads. {_NOT_READ}", harmless=True)
        return
    board = route(f"{system}:{_token(system, rows, path)}")
    if rows == [answer]:  # one job, saved alone
        body = json.dumps(rows if system.startswith("lever") else {"jobs": rows}).encode()
    read = CONNECTORS[system].parse(body, board, now)
    found.add(read.postings)
    found.problems.extend(Problem(f"{place}: {problem.place}", problem.message) for problem in read.problems)
    found.complete = found.complete and read.complete


def _shape(answer: object, path: Path) -> tuple[str, list[object]]:
    """Return the system that an answer is of, told by its first row or else by the folder's name, and its rows."""
    rows: object = answer
    if isinstance(answer, dict):
        rows = answer.get("jobs", [answer])
    if not isinstance(rows, list):
        return "", []
    first: Node = next((row for row in rows if isinstance(row, dict)), {})
    if first.keys() & {"hostedUrl", "descriptionPlain"} and "text" in first:
        return ("lever-eu" if "//jobs.eu." in str(first.get("hostedUrl")) else "lever"), rows
    if "jobUrl" in first or ("descriptionHtml" in first and "title" in first):
        return "ashby", rows
    if "absolute_url" in first and first.keys() & {"content", "internal_job_id"}:
        return "greenhouse", rows
    named = next((part.lower() for part in (path.stem, *reversed(path.parent.parts)) if part.lower() in CONNECTORS), "")
    return ("" if rows == [answer] else named), rows


def _token(system: str, rows: list[object], path: Path) -> str:
    """Return the board's name: from a posting's link, else from the file's name, else from its folder's."""
    for row in rows:
        for key in ("absolute_url", "hostedUrl", "jobUrl"):
            link = row.get(key) if isinstance(row, dict) else None
            token = CONNECTORS[system].route(link) if isinstance(link, str) and "//" in link else None
            if token:
                return token
    names = (re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") for name in (path.stem, path.parent.name))
    return next((name for name in names if name and name.lower() not in CONNECTORS), "saved")


def _read_lines(path: Path, place: str, now: datetime, found: _Found) -> None:
    with path.open("rb") as file:
        for item in read_jsonl(file, now):
            if isinstance(item, LineError):
                found.miss(f"{place} line {item.line}" + (f" (id {item.id})" if item.id else ""), item.message)
            else:
                found.add([item])


def _read_page(path: Path, place: str, now: datetime, found: _Found) -> None:
    board = Board(f"page:{place}", "page", place, "", "")
    answer = answer_page(path.read_bytes(), url="", board=board, now=now)
    for posting in answer.postings:
        if posting.url and posting.id.startswith(f"{board.id}:"):  # the page's address outlives the file's name
            posting = replace(posting, id=f"page:{posting.url}:{posting.external_id}")
        found.add([posting])
    for message in answer.messages:
        found.miss(place, message, harmless=answer.whole and answer.outcome != "damaged")


def _read_text(path: Path, place: str, now: datetime, found: _Found) -> None:
    posting = read_pasted(path.read_bytes().decode("utf-8-sig", "replace"), now=now, name=place)
    if names_role(posting.title) or posting.employer_name or len(job_sections(posting.text)) > 1:
        found.add([posting])
    else:
        found.miss(place, "does not read like a posting: no job title, no employer, no job sections", harmless=True)
