"""A local server that answers as the board systems do, faults included, and invented boards to put on it.

    with ReplayServer() as server, PoliteFetcher(via=server.via, gap_seconds=0) as fetcher:
        boards = invented_boards(200, seed=7)
        server.put_boards(boards)
        server.fault(boards[3], "busy")          # the next answer only
        fetcher.get(boards[0].address)

Addresses are given as the real ones ("https://api.lever.co/v0/postings/acme"); the server keeps them by host and path
(the query does not matter) and ``via`` sends a PoliteFetcher's requests here. Answers carry an ETag, 304 when it is
sent back, gzip when it is accepted. What no address was put for answers 404, robots.txt too.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import random
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import urlsplit

from greenflag.model import Board
from greenflag.sources.router import CONNECTORS

HOSTS = ("boards-api.greenhouse.io", "api.lever.co", "api.eu.lever.co", "api.ashbyhq.com")
NEWEST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # no invented posting is younger
Fault = Literal["busy", "down", "cut", "miscounted", "slow", "empty"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``cut_at`` breaks the connection after so many bytes of the (then unpacked) body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    packed: bool = True
    delay_seconds: float = 0.0
    cut_at: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that the server got, and the status of its answer; ``at`` is on time.monotonic's clock."""

    key: str
    headers: dict[str, str]
    status: int
    at: float


class ReplayServer:
    """The server, on a free port of 127.0.0.1; use it in a ``with`` block."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._replies: dict[str, Reply] = {}
        self._queued: dict[str, list[Reply]] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.via = self.mapped(*HOSTS)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> ReplayServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def mapped(self, *hosts: str) -> dict[str, str]:
        """Return a ``via`` that sends these https hosts here."""
        return {f"https://{host}": f"{self.url}/{host}" for host in hosts}

    def put(self, address: str, body: bytes | str = b"", **settings: object) -> None:
        """Answer an address with this body from now on; ``settings`` are those of Reply."""
        raw = body.encode() if isinstance(body, str) else body
        self._replies[_key(address)] = Reply(body=raw, **settings)  # type: ignore[arg-type]

    def queue(self, address: str, *replies: Reply) -> None:
        """Give these answers first, one each, before the one that was put."""
        self._queued.setdefault(_key(address), []).extend(replies)

    def put_boards(self, boards: Iterable[InventedBoard]) -> None:
        """Serve these boards."""
        for board in boards:
            self.put(board.address, board.body)

    def fault(self, board: InventedBoard, fault: Fault) -> None:
        """Let the next answer of a board be a faulty one."""
        self.queue(board.address, *_faulty(board, fault))

    def statuses(self, address: str) -> list[int]:
        """Return the statuses with which an address was answered, in order."""
        return [asked.status for asked in self.asked if asked.key == _key(address)]

    def answer(self, key: str, headers: dict[str, str]) -> Reply:
        """Return the answer to a request and note it; called by the server's threads."""
        with self._lock:
            queued = self._queued.get(key)
            reply = queued.pop(0) if queued else self._replies.get(key, Reply(b"no such page", 404, etag=False))
            if reply.status == 200 and reply.etag:
                tag = f'W/"{hashlib.sha256(reply.body).hexdigest()[:24]}"'
                reply = replace(reply, headers={**reply.headers, "ETag": tag})
            validators = (headers.get("if-none-match"), headers.get("if-modified-since"))
            held = {name.lower(): value for name, value in reply.headers.items()}
            if reply.status == 200 and any(
                value is not None and value == held.get(name)
                for value, name in zip(validators, ("etag", "last-modified"), strict=True)
            ):
                reply = replace(reply, status=304, body=b"")
            self.asked.append(Asked(key, headers, reply.status, time.monotonic()))
            return reply


def _key(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path or '/'}"


def _handler(server: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.answer(self.path.partition("?")[0].lstrip("/"), headers)
            if reply.delay_seconds:
                time.sleep(reply.delay_seconds)
            body, sent = reply.body, dict(reply.headers)
            if reply.packed and reply.cut_at is None and body and "gzip" in headers.get("accept-encoding", ""):
                body, sent["Content-Encoding"] = gzip.compress(body, 1), "gzip"
            self.send_response_only(reply.status)
            for name, value in {"Date": self.date_time_string(), "Content-Length": str(len(body)), **sent}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body if reply.cut_at is None else body[: reply.cut_at])
            except OSError:  # the reader has stopped at its size limit
                self.close_connection = True
            if reply.cut_at is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep the test output clean."""

    return Handler


# --------------------------------------------------------------------------- invented boards


@dataclass(frozen=True, slots=True)
class InventedBoard:
    """A board of an invented employer: ``rows`` in the shape of its system, ``body`` as the system sends them."""

    board: Board
    address: str
    rows: list[dict[str, object]]

    @property
    def body(self) -> bytes:
        """The whole answer."""
        return wrap(self.board.system, self.rows)


def wrap(system: str, rows: list[dict[str, object]], total: int | None = None) -> bytes:
    """Return rows as a system's whole answer; ``total`` is what Greenhouse says there is."""
    if system.startswith("lever"):
        return json.dumps(rows).encode()
    if system == "ashby":
        return json.dumps({"jobs": rows, "apiVersion": "1"}).encode()
    return json.dumps({"jobs": rows, "meta": {"total": len(rows) if total is None else total}}).encode()


def invented_boards(count: int, seed: int = 1, postings: int = 12) -> list[InventedBoard]:
    """Return boards of the three systems in turn, about so many postings each; equal for equal arguments."""
    return [invented_board(("greenhouse", "lever", "ashby")[n % 3], n, seed, postings) for n in range(count)]


def invented_board(system: str, number: int = 0, seed: int = 1, postings: int = 12) -> InventedBoard:
    """Return one invented board."""
    rng = random.Random(f"{seed}/{number}/{system}")
    name = f"{rng.choice(_FIRST)} {rng.choice(_SECOND)} {number}"
    token = name.lower().replace(" ", "")
    connector = CONNECTORS[system]
    make = {"greenhouse": _greenhouse_row, "lever": _lever_row, "lever-eu": _lever_row, "ashby": _ashby_row}[system]
    rows = [make(rng, name, token, number * 10_000 + n) for n in range(1, rng.randint(1, 2 * postings - 1) + 1)]
    board = Board(f"{system}:{token}", system, token, name, connector.page(token))
    return InventedBoard(board, connector.address(token), rows)


def _faulty(board: InventedBoard, fault: Fault) -> list[Reply]:
    body = board.body
    return {
        "busy": [Reply(b"slow down", 429, {"Retry-After": "0"}, etag=False)],
        "down": [Reply(b"down for repair", 503, etag=False)],
        "cut": [Reply(body[: len(body) * 2 // 3])],
        "miscounted": [Reply(wrap(board.board.system, board.rows[:-1], total=len(board.rows)))],
        "slow": [Reply(body, delay_seconds=0.3)],
        "empty": [Reply(wrap(board.board.system, []))],
    }[fault]


# fmt: off
_FIRST = (
    "Amber", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Garnet", "Heron",
    "Indigo", "Juniper", "Kestrel", "Linden", "Maple", "Nimbus", "Ochre",
)
_SECOND = (
    "Analytics", "Bioworks", "Compute", "Devices", "Energy", "Freight", "Genomics", "Harbor",
    "Imaging", "Logistics", "Motors", "Optics",
)
# fmt: on
_TITLES = (
    "Machine Learning Engineer, Ranking",
    "Senior Machine Learning Engineer",
    "Research Scientist, Speech",
    "Applied Scientist, Forecasting",
    "Computer Vision Engineer",
    "Data Engineer",
    "Backend Engineer",
    "Account Executive",
    "Office Manager",
)
_PLACES = (
    ("Seattle", "Washington", "United States"),
    ("Austin", "Texas", "United States"),
    ("Chicago", "Illinois", "United States"),
    ("Toronto", "Ontario", "Canada"),
    ("Munich", "Bavaria", "Germany"),
)
_CODES = {"United States": "US", "Canada": "CA", "Germany": "DE"}
_DUTIES = (
    "Train models on logs that grow by a billion rows a day",
    "Design experiments and tell the team what they showed",
    "Keep inference under forty milliseconds",
    "Review code kindly and on the same day",
    "Write down what you learned",
    "Work with product to choose what not to build",
)
_NEEDS = (
    "Four years of work with Python in production",
    "PyTorch or JAX beyond the tutorials",
    "Some statistics that you can defend",
    "Experience with data that lies",
    "Clear writing",
)
_ABOUT_VISAS = (
    "We sponsor H-1B visas for this role, new petitions and transfers alike.",
    "For this position we cannot give visa sponsorship.",
    "You must be authorized to work for any employer in the United States, now and later.",
    "We can take over an existing H-1B but cannot file a new one.",
    "Sponsorship is decided case by case.",
    "Only US persons as defined by ITAR can be considered.",
    "",
    "",
)


def _words(rng: random.Random, employer: str) -> tuple[str, list[str], list[str], str]:
    about = f"{employer} makes {rng.choice(('maps', 'sensors', 'forecasts', 'search'))} that people rely on every day."
    closing = f"{employer} is an equal opportunity employer. {rng.choice(_ABOUT_VISAS)}".strip()
    return about, rng.sample(_DUTIES, 3), rng.sample(_NEEDS, 3), closing


def _posted(rng: random.Random) -> datetime:
    return NEWEST - timedelta(days=rng.randint(0, 200), minutes=rng.randint(0, 900))


def _bullets(lines: list[str]) -> str:
    return "".join(f"<li>{html.escape(line)}</li>" for line in lines)


def _greenhouse_row(rng: random.Random, employer: str, token: str, number: int) -> dict[str, object]:
    about, duties, needs, closing = _words(rng, employer)
    city, region, country = rng.choice(_PLACES)
    low = rng.randint(120, 240) * 1_000
    content = (
        f"<p>{about}</p><h3>What you will do</h3><ul>{_bullets(duties)}</ul>"
        f"<h3>What you bring</h3><ul>{_bullets(needs)}</ul><p>{closing}</p>"
    )
    return {
        "absolute_url": f"https://job-boards.greenhouse.io/{token}/jobs/{4_000_000 + number}",
        "internal_job_id": 3_000_000 + number,
        "location": {"name": f"{city}, {region}"},
        "metadata": [{"id": 7, "name": "Workplace Type", "value": "Hybrid", "value_type": "single_select"}],
        "id": 4_000_000 + number,
        "updated_at": NEWEST.isoformat(),
        "requisition_id": f"R-{number}",
        "title": rng.choice(_TITLES),
        "company_name": employer,
        "first_published": _posted(rng).isoformat(),
        "language": "en",
        "application_deadline": None,
        "content": html.escape(content),
        "pay_input_ranges": [
            {"min_cents": low * 100, "max_cents": low * 140, "currency_type": "USD", "title": "Annual pay", "blurb": ""}
        ],
        "departments": [{"id": 5, "name": "Engineering", "child_ids": [], "parent_id": None}],
        "offices": [
            {"id": 6, "name": city, "location": f"{city}, {region}, {country}", "child_ids": [], "parent_id": None}
        ],
    }


def _lever_row(rng: random.Random, employer: str, token: str, number: int) -> dict[str, object]:
    about, duties, needs, closing = _words(rng, employer)
    city, region, country = rng.choice(_PLACES)
    low = rng.randint(120, 240) * 1_000
    key = f"{rng.getrandbits(32):08x}-0000-4000-8000-{number:012d}"
    return {
        "id": key,
        "text": rng.choice(_TITLES),
        "categories": {
            "commitment": "Full-time",
            "location": f"{city}, {region}",
            "team": "Engineering",
            "allLocations": [f"{city}, {region}"],
        },
        "country": _CODES[country],
        "workplaceType": rng.choice(("unspecified", "on-site", "remote", "hybrid")),
        "createdAt": int(_posted(rng).timestamp() * 1_000),
        "opening": f"<div>{about}</div>",
        "openingPlain": about,
        "description": f"<div>{about}</div><div><br></div><div>You will join a team of eight.</div>",
        "descriptionPlain": f"{about}\n\nYou will join a team of eight.",
        "descriptionBody": "<div>You will join a team of eight.</div>",
        "descriptionBodyPlain": "You will join a team of eight.",
        "lists": [
            {"text": "What you will do", "content": _bullets(duties)},
            {"text": "What you bring", "content": _bullets(needs)},
        ],
        "additional": f"<div>{closing}</div>",
        "additionalPlain": closing,
        "salaryRange": {"min": low, "max": low * 1.4, "currency": "USD", "interval": "per-year-salary"},
        "salaryDescription": "<div>Where you fall in the range depends on experience.</div>",
        "salaryDescriptionPlain": "Where you fall in the range depends on experience.",
        "hostedUrl": f"https://jobs.lever.co/{token}/{key}",
        "applyUrl": f"https://jobs.lever.co/{token}/{key}/apply",
    }


def _ashby_row(rng: random.Random, employer: str, token: str, number: int) -> dict[str, object]:
    about, duties, needs, closing = _words(rng, employer)
    city, region, country = rng.choice(_PLACES)
    low = rng.randint(120, 240) * 1_000
    key = f"{rng.getrandbits(32):08x}-0000-4000-9000-{number:012d}"
    address = {"postalAddress": {"addressLocality": city, "addressRegion": region, "addressCountry": country}}
    pay = {
        "compensationType": "Salary",
        "interval": "1 YEAR",
        "currencyCode": "USD",
        "minValue": low,
        "maxValue": low * 1.4,
    }
    tier = {
        "id": "t1",
        "tierSummary": f"${low // 1000}K+",
        "components": [{"id": "c1", "summary": f"${low // 1000}K+", **pay}],
    }
    return {
        "id": key,
        "title": rng.choice(_TITLES),
        "department": "Engineering",
        "team": "Models",
        "employmentType": "FullTime",
        "location": city,
        "secondaryLocations": [
            {"location": "Remote - US", "address": {"postalAddress": {"addressCountry": "United States"}}}
        ],
        "address": address,
        "isRemote": True,
        "workplaceType": rng.choice(("Remote", "Hybrid", "OnSite", None)),
        "publishedAt": _posted(rng).isoformat(timespec="milliseconds"),
        "isListed": True,
        "jobUrl": f"https://jobs.ashbyhq.com/{token}/{key}",
        "applyUrl": f"https://jobs.ashbyhq.com/{token}/{key}/application",
        "descriptionHtml": (
            f"<p>{about}</p><h2>What you will do</h2><ul>{_bullets(duties)}</ul>"
            f"<h2>What you bring</h2><ul>{_bullets(needs)}</ul><p>{closing}</p>"
        ),
        "descriptionPlain": f"{about}\n\n{closing}",
        "shouldDisplayCompensationOnJobPostings": True,
        "compensation": {"compensationTiers": [tier], "summaryComponents": [pay]},
    }
