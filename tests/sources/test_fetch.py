import gzip
import itertools
import threading
import zlib
from collections.abc import Iterator

import pytest
from tests.sources.replay import ReplayServer, Reply

from greenflag.errors import FetchError, InputError, NotAllowedError
from greenflag.sources import fetch
from greenflag.sources.fetch import DOWN_REST_SECONDS, PoliteFetcher

HOST = "jobs.acme.example"
PAGE = f"https://{HOST}/board"
ROBOTS = f"https://{HOST}/robots.txt"


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def fetcher(server: ReplayServer, time: Time) -> Iterator[PoliteFetcher]:
    via = server.mapped(HOST, "other.example", "www.linkedin.com")
    with PoliteFetcher(via=via, sleep=time.sleep, clock=time.clock) as fetcher:
        yield fetcher


def test_an_answer_carries_its_bytes_hash_and_validators(server, fetcher):
    server.put(PAGE, "hello", headers={"Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT", "Content-Type": "text/plain"})
    answer = fetcher.get(PAGE)
    assert (answer.status, answer.body, answer.content_type) == (200, b"hello", "text/plain")
    assert answer.etag
    assert answer.last_modified == "Mon, 02 Nov 2026 10:00:00 GMT"
    assert len(answer.body_hash) == 64


def test_an_unchanged_page_is_not_sent_again(server, fetcher):
    server.put(PAGE, "hello", headers={"Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"})
    first = fetcher.get(PAGE)
    by_tag = fetcher.get(PAGE, etag=first.etag)
    by_date = fetcher.get(PAGE, last_modified=first.last_modified)
    assert [by_tag.status, by_date.status] == [304, 304]
    assert by_tag.body == b""
    server.put(PAGE, "hello again")
    assert fetcher.get(PAGE, etag=first.etag).body == b"hello again"


def test_it_says_honestly_who_it_is(server, fetcher):
    server.put(PAGE, "hello")
    fetcher.get(PAGE)
    sent = server.asked[-1].headers["user-agent"]
    assert sent.startswith("greenflag/")
    assert "personal use" in sent
    with PoliteFetcher(contact="jobs@me.example") as named:
        assert "jobs@me.example" in named.user_agent
    with pytest.raises(InputError, match="printable"):
        PoliteFetcher(contact="a\r\nX-Evil: 1")


def test_robots_are_asked_once_and_obeyed(server, fetcher):
    server.put(ROBOTS, "User-agent: *\nDisallow: /private\n\nUser-agent: greenflag\nDisallow: /board\n")
    server.put(PAGE, "hello")
    server.put(f"https://{HOST}/private", "ours to read, by the group that names us")
    for _ in range(2):
        with pytest.raises(NotAllowedError, match=r"robots\.txt does not allow"):
            fetcher.get(PAGE)
    assert fetcher.get(f"https://{HOST}/private").status == 200
    assert server.statuses(ROBOTS) == [200]
    assert server.statuses(PAGE) == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_may_be_read(server, fetcher, status):
    server.put(ROBOTS, "", status=status)
    server.put(PAGE, "hello")
    assert fetcher.get(PAGE).body == b"hello"


def test_a_host_whose_robots_cannot_be_read_is_left_alone(server, fetcher):
    server.put(ROBOTS, "", status=503)
    server.put(PAGE, "hello")
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt.*503"):
            fetcher.get(PAGE)
    assert server.statuses(ROBOTS) == [503] * 4
    assert server.statuses(PAGE) == []


def test_robots_may_be_elsewhere_on_the_host(server, fetcher):
    server.put(ROBOTS, "", status=301, headers={"Location": "/rules.txt"})
    server.put(f"https://{HOST}/rules.txt", "User-agent: *\nDisallow: /board")
    with pytest.raises(NotAllowedError):
        fetcher.get(PAGE)


def test_requests_to_one_host_keep_their_distance(server, fetcher, time):
    server.put(PAGE, "hello")
    for _ in range(3):
        fetcher.get(PAGE)
    assert time.slept == [0.5, 0.5, 0.5]  # after robots.txt and between the pages


def test_a_crawl_delay_widens_the_distance(server, fetcher, time):
    server.put(ROBOTS, "User-agent: *\nCrawl-delay: 3\n")
    server.put(PAGE, "hello")
    for _ in range(3):
        fetcher.get(PAGE)
    assert time.slept[1:] == [3, 3]


def test_one_request_is_in_flight_per_host(server):
    page = f"https://{HOST}/slow"
    server.put(page, "hello", delay_seconds=0.05)
    with PoliteFetcher(via=server.mapped(HOST), gap_seconds=0) as fetcher:
        threads = [threading.Thread(target=fetcher.get, args=(page,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = [asked.at for asked in server.asked if asked.key.endswith("/slow")]
    assert len(times) == 4
    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.045


@pytest.mark.parametrize(
    ("headers", "rest"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Date": "Tue, 03 Nov 2026 10:00:00 GMT", "Retry-After": "Tue, 03 Nov 2026 10:00:20 GMT"}, 20),
    ],
)
def test_a_host_gets_the_rest_that_it_asks_for(server, fetcher, time, headers, rest):
    server.put(PAGE, "hello")
    server.queue(PAGE, Reply(b"", 429, headers, etag=False), Reply(b"", 503, headers, etag=False))
    assert fetcher.get(PAGE).body == b"hello"
    assert time.slept == [0.5, pytest.approx(rest), pytest.approx(rest)]


def test_too_many_requests_double_the_distance(server, fetcher, time):
    server.put(PAGE, "hello")
    server.queue(PAGE, Reply(b"", 429, {"Retry-After": "0"}), Reply(b"", 429, {"Retry-After": "0"}))
    fetcher.get(PAGE)
    fetcher.get(PAGE)
    assert time.slept == [0.5, 1.0, 2.0, 2.0]


def test_a_long_rest_is_not_slept_through(server, fetcher, time):
    server.put(PAGE, "hello")
    server.queue(PAGE, Reply(b"", 429, {"Retry-After": "3600"}))
    with pytest.raises(FetchError, match="answered 429"):
        fetcher.get(PAGE)
    with pytest.raises(FetchError, match=r"wants or needs 3,600 s of rest"):
        fetcher.get(f"https://{HOST}/other")
    assert sum(time.slept) < 5
    assert server.statuses(PAGE) == [429]


def test_passing_failures_are_tried_again_with_growing_rests(server, fetcher, time):
    server.put(PAGE, "hello")
    server.queue(PAGE, Reply(b"", 503), Reply(b"", 500), Reply(b"x" * 500, cut_at=100))
    assert fetcher.get(PAGE).body == b"hello"
    one, two, three = time.slept[1:]
    assert 1 <= one <= 2 <= two <= 4 <= three <= 8


def test_a_failure_that_stays_is_told_with_what_to_do(server, fetcher):
    server.put(PAGE, "", status=502)
    with pytest.raises(FetchError, match=r"jobs\.acme\.example/board: answered 502 \(4 tries\).*try again later"):
        fetcher.get(PAGE)
    server.put(PAGE, "", status=404)
    with pytest.raises(FetchError, match="nothing is there: check the address"):
        fetcher.get(PAGE)
    server.put(PAGE, "", status=304)
    with pytest.raises(FetchError, match="answered 304"):
        fetcher.get(PAGE)


def test_a_host_that_is_down_is_not_asked_for_every_board(server, fetcher, time):
    for number in range(3):
        server.put(f"{PAGE}/{number}", "", status=503)
        with pytest.raises(FetchError, match="4 tries"):
            fetcher.get(f"{PAGE}/{number}")
    with pytest.raises(FetchError, match="needs 600 s of rest"):
        fetcher.get(f"{PAGE}/3")
    time.now += DOWN_REST_SECONDS
    server.put(f"{PAGE}/3", "up again")
    assert fetcher.get(f"{PAGE}/3").body == b"up again"


def test_a_silent_host_ends_at_the_time_limit(server):
    server.put(PAGE, "hello", delay_seconds=0.6)
    with (
        PoliteFetcher(
            via=server.mapped(HOST), gap_seconds=0, read_seconds=0.1, tries=2, sleep=lambda _: None
        ) as fetcher,
        pytest.raises(FetchError, match=r"ReadTimeout.*2 tries"),
    ):
        fetcher.get(PAGE)


def test_a_drip_of_bytes_ends_at_the_deadline(server, time):
    server.put(PAGE, "hello " * 50_000, packed=False)
    ticks = iter(range(0, 100_000, 30))
    with (
        PoliteFetcher(
            via=server.mapped(HOST), deadline_seconds=60, sleep=lambda _: None, clock=lambda: float(next(ticks))
        ) as fetcher,
        pytest.raises(FetchError, match="not done after 60 s"),
    ):
        fetcher.get(PAGE)


def test_nobody_at_the_address_is_a_fetch_error(time):
    with (
        PoliteFetcher(sleep=time.sleep, clock=time.clock) as fetcher,
        pytest.raises(FetchError, match="check the network"),
    ):
        fetcher.get("http://127.0.0.1:9/board")


def test_a_body_over_the_limit_is_not_read_to_its_end(server, time):
    server.put(PAGE, b"x" * 3_000_000, packed=False)
    bomb = gzip.compress(b"\0" * 60_000_000)
    server.put(f"{PAGE}/bomb", bomb, packed=False, headers={"Content-Encoding": "gzip"})
    via = server.mapped(HOST)
    with PoliteFetcher(via=via, max_bytes=1_000_000, sleep=time.sleep, clock=time.clock) as fetcher:
        for page in (PAGE, f"{PAGE}/bomb"):
            with pytest.raises(FetchError, match="more than 1,000,000 bytes"):
                fetcher.get(page)


def test_damaged_gzip_is_tried_again(server, fetcher):
    server.put(PAGE, "hello")
    packed = gzip.compress(b"hello " * 100)
    server.queue(
        PAGE,
        Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"}, packed=False),
        Reply(packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"}, packed=False),
    )
    assert fetcher.get(PAGE).body == b"hello"
    server.put(PAGE, zlib.compress(b"x"), headers={"Content-Encoding": "br"}, packed=False)
    with pytest.raises(FetchError, match="not asked for"):
        fetcher.get(PAGE)


def test_redirects_are_followed_and_each_host_asked_for_its_robots(server, fetcher):
    server.put(PAGE, "", status=302, headers={"Location": "https://other.example/new"})
    server.put("https://other.example/new", "", status=308, headers={"Location": "/newer?x=1"})
    server.put("https://other.example/newer", "hello")
    answer = fetcher.get(PAGE)
    assert (answer.body, answer.url) == (b"hello", "https://other.example/newer?x=1")
    assert server.statuses("https://other.example/robots.txt") == [404]


def test_a_redirect_does_not_lead_past_the_rules(server, fetcher):
    for number, target in enumerate(
        ("https://www.linkedin.com/jobs/1", "ftp://other.example/x", "http://127.0.0.1:1/x", "http://localhost/x", "")
    ):
        server.put(f"{PAGE}/{number}", "", status=302, headers={"Location": target})
        with pytest.raises(FetchError):
            fetcher.get(f"{PAGE}/{number}")
    server.put("https://other.example/robots.txt", "User-agent: *\nDisallow: /")
    server.put(PAGE, "", status=302, headers={"Location": "https://other.example/new"})
    with pytest.raises(NotAllowedError):
        fetcher.get(PAGE)
    assert all("linkedin" not in asked.key for asked in server.asked)


def test_redirects_in_a_circle_end(server, fetcher):
    server.put(PAGE, "", status=302, headers={"Location": f"{PAGE}/b"})
    server.put(f"{PAGE}/b", "", status=302, headers={"Location": PAGE})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.get(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/jobs/view/1",
        "https://de.linkedin.com/jobs/view/1",
        "https://lnkd.in/x",
        "https://www.indeed.com/viewjob?jk=1",
        "https://uk.indeed.com/x",
        "https://www.indeed.co.uk/x",
        "https://wellfound.com/jobs/1",
        "https://angel.co/x",
        "https://www.glassdoor.de/x",
        "https://www.glassdoor.co.in/x",
        "https://www.ziprecruiter.com/x",
        "https://api.smartrecruiters.com/v1/companies/x/postings",
        "https://acme.bamboohr.com/careers/list",
        "https://acme.breezy.hr/p/1",
        "https://WWW.LinkedIn.com./jobs",
    ],
)
def test_closed_sites_are_never_asked(fetcher, url):
    with pytest.raises(NotAllowedError, match=r"pasted text"):
        fetcher.get(url)


@pytest.mark.parametrize("url", ["https://linkedin.github.io", "https://indeed.engineering", "https://notlinkedin.com"])
def test_other_hosts_with_such_a_word_are_not_closed(url):
    from greenflag.sources.terms import check_terms

    check_terms(url)


@pytest.mark.parametrize(
    "url", ["", "acme.example", "ftp://acme.example/x", "https://", "https://a:99999/", "http://[::1"]
)
def test_what_is_no_address_is_told(fetcher, url):
    with pytest.raises(FetchError, match="no http or https address"):
        fetcher.get(url)


WHOLE = bytes(range(256)) * 10


def piece(begin: int, end: int, version: str = '"v1"', body: bytes = WHOLE) -> Reply:
    headers = {"Content-Range": f"bytes {begin}-{end - 1}/{len(body)}", "ETag": version}
    return Reply(body=body[begin:end], status=206, headers=headers, etag=False)


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(fetch, "PIECE_BYTES", 1_000)


def test_a_large_file_is_downloaded_in_pieces(server, fetcher, tmp_path, small_pieces):
    server.queue(PAGE, piece(0, 1_000), piece(1_000, 2_000), piece(2_000, 2_560))
    seen: list[tuple[int, int]] = []
    assert fetcher.download(PAGE, tmp_path / "lca.xlsx", lambda done, total, _: seen.append((done, total))) == 2_560
    assert (tmp_path / "lca.xlsx").read_bytes() == WHOLE
    assert seen == [(1_000, 2_560), (2_000, 2_560), (2_560, 2_560)]
    assert [path.name for path in tmp_path.iterdir()] == ["lca.xlsx"]
    asked = [request.headers.get("range") for request in server.asked if "range" in request.headers]
    assert asked == ["bytes=0-999", "bytes=1000-1999", "bytes=2000-2999"]


def test_a_download_that_broke_off_is_gone_on_with(server, fetcher, tmp_path, small_pieces):
    server.queue(PAGE, piece(0, 1_000), Reply(status=404, etag=False))
    with pytest.raises(FetchError, match="answered 404"):
        fetcher.download(PAGE, tmp_path / "lca.xlsx")
    assert not (tmp_path / "lca.xlsx").exists()
    server.queue(PAGE, piece(1_000, 2_000), piece(2_000, 2_560))
    assert fetcher.download(PAGE, tmp_path / "lca.xlsx") == 2_560
    assert (tmp_path / "lca.xlsx").read_bytes() == WHOLE
    assert server.asked[-2].headers["if-range"] == '"v1"'


def test_a_file_that_changed_meanwhile_is_begun_anew(server, fetcher, tmp_path, small_pieces):
    server.queue(PAGE, piece(0, 1_000), Reply(status=404, etag=False))
    with pytest.raises(FetchError):
        fetcher.download(PAGE, tmp_path / "lca.xlsx")
    server.queue(PAGE, Reply(body=b"another file", headers={"ETag": '"v2"'}, etag=False))
    assert fetcher.download(PAGE, tmp_path / "lca.xlsx") == 12
    assert (tmp_path / "lca.xlsx").read_bytes() == b"another file"


def test_a_host_without_ranges_sends_the_whole_file(server, fetcher, tmp_path):
    server.put(PAGE, WHOLE)
    assert fetcher.download(PAGE, tmp_path / "hub.csv") == 2_560
    assert (tmp_path / "hub.csv").read_bytes() == WHOLE
