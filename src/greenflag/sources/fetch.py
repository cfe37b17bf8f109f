"""Fetching, politely: the only module that opens a socket.

    url --terms--> allowed? --host's turn--> robots? --GET, retries--> answer --redirects, by hand--> Fetched

One request is in flight per host, with a gap between two; a host that asks for rest gets it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import random
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx2
from protego import Protego

from greenflag.errors import FetchError, InputError, NotAllowedError
from greenflag.ports import Fetched, Progress
from greenflag.sources.terms import check_terms

GAP_SECONDS = 0.5  # a pace that 3,121 Greenhouse boards in a row did not mind (measured by others, 2026-09)
MAX_GAP_SECONDS = 30.0  # a host that still answers 429 at this pace is given up by its retries
CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0  # Lever took 10 s for 85 postings
DEADLINE_SECONDS = 300.0  # for one address with all its retries: a drip of bytes must not hold up an update
MAX_REST_SECONDS = 120.0  # a longer rest is not slept through: the host is left alone for this run
MAX_BYTES = 50_000_000  # decoded; the largest real answer (Google's feed of every role) has 20 MB
PIECE_BYTES = 16_000_000  # of a large file, asked for at one go
MAX_ROBOTS_BYTES = 5_000_000  # ten times what RFC 9309 asks a reader to take
TRIES = 4
ROBOTS_NAME = "greenflag"  # the name that robots.txt rules for us would use
MAX_REDIRECTS = 5
FAILURES_TO_REST = 3  # requests in a row that failed with all their retries: the host is down, ask no more for a while
DOWN_REST_SECONDS = 600.0
_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}  # worth another try
_ADVICE = {
    401: "the site asks for a login: save the page from your browser and read the file",
    403: "the site refuses programs: save the page from your browser and read the file",
    404: "nothing is there: check the address; a board that stays away has moved or closed",
    410: "it is gone: a board that stays away has moved or closed",
}


@dataclass(slots=True)
class _Host:
    name: str
    gap: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0  # on the fetcher's clock: when the next request may go
    failures: int = 0
    robots: Protego | None = None
    robots_failure: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx2.Headers
    body: bytes


class PoliteFetcher:
    """A ports.Fetcher for real hosts; safe to share between threads; close it, or use it in a ``with`` block.

    ``contact`` (an address or page, printable ASCII) is told to the hosts; empty says nothing of the person.
    ``via`` sends an origin elsewhere, e.g. ``{"https://api.lever.co": "http://127.0.0.1:8000/api.lever.co"}``,
    robots.txt with it. ``sleep`` and ``clock`` (seconds, never running backwards) are given by tests.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        gap_seconds: float = GAP_SECONDS,
        tries: int = TRIES,
        deadline_seconds: float = DEADLINE_SECONDS,
        read_seconds: float = READ_SECONDS,
        max_bytes: int = MAX_BYTES,
        via: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.user_agent = _user_agent(contact)
        self._gap, self._tries, self._deadline, self._max_bytes = gap_seconds, tries, deadline_seconds, max_bytes
        self._via = dict(via or {})
        self._sleep, self._clock = sleep, clock
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = threading.Lock()
        # gzip only: its decoder can be stopped at a size, so a bomb costs no memory
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
        self._client = httpx2.Client(headers=headers, timeout=httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS))

    def __enter__(self) -> PoliteFetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return what is at an http(s) address, or status 304 when the validators show that nothing is new.

        ``url`` of the answer is the last address after redirects.

        Raises:
            NotAllowedError: the host's terms or its robots.txt forbid the address.
            FetchError: no usable answer after the retries; the message says what to do.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        at, answer = self._follow(url, headers)
        return _fetched(at, answer, conditional=bool(headers))

    def download(self, url: str, path: Path, progress: Progress | None = None) -> int:
        """Write a large file to ``path``, in pieces, and return its bytes; a download that broke off is gone on with.

        What is there lies beside it as ``path.part`` with the host's mark of the version (``path.etag``): a file that
        changed meanwhile is begun anew. Pieces are requests like any other, with turns, retries and rests.

        Raises:
            NotAllowedError: the host's terms or its robots.txt forbid the address.
            FetchError: no usable answer after the retries; what was written stays for the next time.
        """
        part, mark = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.etag")
        etag = mark.read_text(encoding="utf-8") if mark.exists() and part.exists() else ""
        done = part.stat().st_size if etag else 0
        total = done + 1
        while done < total:
            headers = {"Range": f"bytes={done}-{done + PIECE_BYTES - 1}", "Accept-Encoding": "identity"}
            at, answer = self._follow(url, headers | ({"If-Range": etag} if etag else {}))
            if answer.status not in (200, 206):
                _fetched(at, answer, conditional=False)
            if answer.status == 200:  # the whole file: the host takes no ranges, or it has another version now
                done = 0
            total = _total_bytes(answer) or done + len(answer.body)
            etag = answer.headers.get("etag", "")
            with part.open("r+b" if done else "wb") as file:
                file.seek(done)
                file.write(answer.body)
            mark.write_text(etag, encoding="utf-8")
            done += len(answer.body)
            if not answer.body and done < total:
                raise FetchError(f"{url}: the host sent nothing from byte {done:,} on. Try again later.")
            if progress:
                progress(done, total, path.name)
        os.replace(part, path)
        mark.unlink(missing_ok=True)
        return done

    def _follow(self, url: str, headers: dict[str, str]) -> tuple[str, _Answer]:
        """Return the last address after redirects, and its answer."""
        at = url
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(at, headers)
            if answer.status not in _REDIRECTS:
                return at, answer
            at = _next_address(at, answer)
        raise FetchError(
            f"{url}: more than {MAX_REDIRECTS} redirects, the last to {at}. Give the final address instead."
        )

    def _ask(self, url: str, headers: dict[str, str]) -> _Answer:
        _check_address(url)
        check_terms(url)
        host = self._host(url)
        with host.lock:
            self._check_robots(host, url)
            return self._send(host, url, headers, self._max_bytes)

    def _host(self, url: str) -> _Host:
        origin = _origin(url)
        with self._hosts_lock:
            return self._hosts.setdefault(origin, _Host(origin, self._gap))

    def _check_robots(self, host: _Host, url: str) -> None:
        if host.robots is None and not host.robots_failure:
            self._read_robots(host)
        if host.robots_failure:
            raise FetchError(
                f"{url}: not asked, for {host.robots_failure}. A host whose robots.txt cannot be read is left alone "
                "for this run: check the network and try again later."
            )
        if host.robots is not None and not host.robots.can_fetch(url, ROBOTS_NAME):
            raise NotAllowedError(
                f"{url}: {host.name}/robots.txt does not allow programs there. Open it in your browser and give "
                "greenflag the saved page or the pasted text (greenflag read -)."
            )

    def _read_robots(self, host: _Host) -> None:
        """Read a host's robots.txt once: 4xx means that all is allowed, no answer that nothing is (RFC 9309)."""
        at = f"{host.name}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._send(host, at, {}, MAX_ROBOTS_BYTES)
                if answer.status not in _REDIRECTS:
                    break
                at = _next_address(at, answer)
                check_terms(at)
        except FetchError as error:
            host.robots_failure = str(error).rstrip(".")
            return
        if answer.status >= 500:
            host.robots_failure = f"{at} answered {answer.status}"
            return
        host.robots = Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")
        host.gap = max(host.gap, host.robots.crawl_delay(ROBOTS_NAME) or 0.0)

    def _send(self, host: _Host, url: str, headers: dict[str, str], max_bytes: int) -> _Answer:
        """Send a request, and again after a passing failure, until an answer, the last try or the deadline.

        The host's lock is held meanwhile: nobody else asks a host that is being retried.
        """
        started = self._clock()
        for tried in range(1, self._tries + 1):
            self._wait_turn(host, url)
            rest = min(2.0**tried, 30.0) * random.uniform(0.5, 1.0)  # spread out, lest all come back at once
            try:
                answer = self._once(url, headers, max_bytes, started)
            except httpx2.TransportError as error:
                failure = f"{type(error).__name__}: {error}".rstrip(": ")
            else:
                if answer.status not in _PASSING:
                    host.failures = 0
                    return answer
                failure = f"answered {answer.status}"
                asked = _retry_after(answer.headers)
                rest = rest if asked is None else asked
                if answer.status == 429:
                    host.gap = min(host.gap * 2, max(MAX_GAP_SECONDS, host.gap))
            finally:
                host.free_at = self._clock() + host.gap
            host.free_at = self._clock() + max(rest, host.gap)
            if rest > MAX_REST_SECONDS or self._clock() + rest - started > self._deadline:
                break
        host.failures += 1
        if host.failures >= FAILURES_TO_REST:
            host.free_at = self._clock() + max(DOWN_REST_SECONDS, rest)
        raise FetchError(f"{url}: {failure} ({tried} tries). Nothing was changed; try again later.")

    def _wait_turn(self, host: _Host, url: str) -> None:
        pause = host.free_at - self._clock()
        if pause > MAX_REST_SECONDS:
            raise FetchError(
                f"{url}: not asked, for {host.name} wants or needs {pause:,.0f} s of rest. Try again after that."
            )
        if pause > 0:
            self._sleep(pause)

    def _once(self, url: str, headers: dict[str, str], max_bytes: int, started: float) -> _Answer:
        with self._client.stream("GET", self._mapped(url), headers=headers) as response:
            size, parts = 0, []
            for part in _decoded(response, url):
                size += len(part)
                if size > max_bytes:
                    raise FetchError(f"{url}: more than {max_bytes:,} bytes, the most that is read of one address.")
                if self._clock() - started > self._deadline:
                    raise FetchError(f"{url}: not done after {self._deadline:,.0f} s. Try again later.")
                parts.append(part)
            return _Answer(response.status_code, response.headers, b"".join(parts))

    def _mapped(self, url: str) -> str:
        origin = _origin(url)
        target = self._via.get(origin)
        if target is None:
            return url
        parts = urlsplit(url)
        return target.rstrip("/") + urlunsplit(("", "", parts.path or "/", parts.query, ""))


def _user_agent(contact: str) -> str:
    if not (contact.isascii() and contact.isprintable()):
        raise InputError(f"contact {contact!r}: only printable ASCII can be sent; give an address or leave it empty.")
    try:
        release = version("greenflag")
    except PackageNotFoundError:  # run from a source tree that is not installed
        release = "0"
    return f"greenflag/{release} (a job seeker's own machine; personal use{'; ' + contact if contact else ''})"


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        httpx2.URL(url)
    except (ValueError, httpx2.InvalidURL):
        fine = False
    if not fine:
        raise FetchError(f"{url[:200]!r} is no http or https address.")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def _next_address(url: str, answer: _Answer) -> str:
    """Return where an answer sends on to; a page from outside may not send greenflag into this machine's network."""
    target = urljoin(url, answer.headers.get("location", ""))
    _check_address(target)
    if target == url:
        raise FetchError(f"{url}: redirects to itself (status {answer.status}).")
    if _is_private(target) and not _is_private(url):
        raise FetchError(f"{url}: redirects into this machine's own network ({target}), which is not followed.")
    return target


def _is_private(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:  # a name
        return False


def _decoded(response: httpx2.Response, url: str) -> Iterator[bytes]:
    """Yield the body in parts of at most 1 MB, whatever a small compressed part unfolds to."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        yield from response.iter_raw(65_536)
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise FetchError(f"{url}: answered in an encoding that was not asked for ({encoding[:40]}).")
    unpack = zlib.decompressobj(wbits=31)
    try:
        for part in response.iter_raw(65_536):
            while part:
                yield unpack.decompress(part, 1_000_000)
                part = unpack.unconsumed_tail
        yield unpack.flush()
    except zlib.error as error:
        raise httpx2.RemoteProtocolError(f"damaged gzip: {error}") from error
    if not unpack.eof and response.status_code == 200:
        raise httpx2.RemoteProtocolError("the gzip answer is cut off")


def _total_bytes(answer: _Answer) -> int:
    """Return the whole size that an answer to a range tells (``bytes 0-99/1234``), or 0."""
    told = answer.headers.get("content-range", "").rpartition("/")[2]
    return int(told) if answer.status == 206 and told.isascii() and told.isdigit() else 0


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Return the seconds of rest that an answer asks for; a date counts from the answer's own Date, not our clock."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        return max(0.0, (parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("date", ""))).total_seconds())
    except (TypeError, ValueError):
        return None


def _fetched(url: str, answer: _Answer, *, conditional: bool) -> Fetched:
    if answer.status not in ({200, 304} if conditional else {200}):
        advice = _ADVICE.get(answer.status, "try again later, or open it in your browser")
        raise FetchError(f"{url}: answered {answer.status}; {advice}.")
    body = answer.body if answer.status == 200 else b""
    return Fetched(
        url=url,
        status=answer.status,
        body=body,
        content_type=answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        body_hash=hashlib.sha256(body).hexdigest() if answer.status == 200 else "",
    )
