"""The starter list: boards of employers that hire machine-learning engineers, to begin a search with."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from greenflag.model import Board

FILE = Path(__file__).with_name("starter.csv")
_PAGES = {
    "greenhouse": "https://job-boards.greenhouse.io/",
    "lever": "https://jobs.lever.co/",
    "ashby": "https://jobs.ashbyhq.com/",
}
_LEGAL = re.compile(r"(?: (?:inc|llc|ltd|corp|co|pbc|labs?|ai|technologies|industries|systems))+$")


@cache
def starter_boards() -> tuple[Board, ...]:
    """Return the boards of the starter list, by employer; sources and the day they were checked stand in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            Board(
                id=f"{row['system']}:{row['token']}",
                system=row["system"],
                token=row["token"],
                employer_name=row["employer"],
                url=_PAGES[row["system"]] + row["token"],
            )
            for row in rows
        )


def find_starter(name: str) -> tuple[Board, ...]:
    """Return the starter boards of an employer, whatever its name's case, accents and punctuation.

    Where no name is equal, those that begin with what was given ("hugging" for Hugging Face) are suggested, then
    those with a word that does; nothing fits an empty name.
    """
    wanted = _key(name)
    if not wanted:
        return ()
    same = [board for board in starter_boards() if wanted in {_key(board.employer_name), _key(board.token)}]
    if not same:
        bare = _LEGAL.sub("", _words(name))
        same = [board for board in starter_boards() if _LEGAL.sub("", _words(board.employer_name)) == bare]
    begun = [board for board in starter_boards() if _key(board.employer_name).startswith(wanted)]
    inner = [
        board
        for board in starter_boards()
        if any(word.startswith(wanted) for word in _words(board.employer_name).split())
    ]
    return tuple(same or begun or inner)


def starter_name(system: str, token: str) -> str:
    """Return the employer's name of a board that is on the starter list, else ""."""
    board_id = f"{system}:{token}".casefold()
    return next((board.employer_name for board in starter_boards() if board.id.casefold() == board_id), "")


def _words(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _key(name: str) -> str:
    return _words(name).replace(" ", "")
