"""Sources: postings in, from job boards, pages, files and pasted text.

    link --route--> Board --read_board(fetcher)--> BoardRead: postings, complete?, changed?, problems
    page, pasted text, JSON lines, folder --read_...--> the same Postings, without a board system

Only ``fetch`` opens a socket; every other function is given bytes or a Fetcher, and the time.
"""

from greenflag.sources.fetch import PoliteFetcher
from greenflag.sources.folder import read_folder
from greenflag.sources.jsonl import LineError, read_jsonl
from greenflag.sources.mail import read_mail
from greenflag.sources.page import read_page
from greenflag.sources.pasted import read_pasted
from greenflag.sources.posting import make_posting
from greenflag.sources.read import read_board
from greenflag.sources.router import CONNECTORS, find_board_links, route
from greenflag.sources.sample_boards import SampleFetcher, sample_boards
from greenflag.sources.starter import find_starter, starter_boards

__all__ = [
    "CONNECTORS",
    "LineError",
    "PoliteFetcher",
    "SampleFetcher",
    "find_board_links",
    "find_starter",
    "make_posting",
    "read_board",
    "read_folder",
    "read_jsonl",
    "read_mail",
    "read_page",
    "read_pasted",
    "route",
    "sample_boards",
    "starter_boards",
]
