import pytest

from greenflag.errors import InputError, NotAllowedError
from greenflag.sources.router import find_board_links, route

GREENHOUSE = [
    "https://boards.greenhouse.io/acmetides",
    "http://boards.greenhouse.io/acmetides/",
    "https://boards.greenhouse.io/acmetides/jobs/4100001?gh_src=abc",
    "https://boards.eu.greenhouse.io/acmetides",
    "https://job-boards.greenhouse.io/acmetides",
    "https://job-boards.greenhouse.io/acmetides/jobs/4100001",
    "https://job-boards.eu.greenhouse.io/acmetides/jobs/4100001",
    "https://boards.greenhouse.io/embed/job_board?for=acmetides",
    "https://boards.greenhouse.io/embed/job_board/js?for=acmetides&b=x",
    "https://boards.greenhouse.io/embed/job_app?for=acmetides&token=4100001",
    "https://boards-api.greenhouse.io/v1/boards/acmetides/jobs?content=true",
    "https://api.greenhouse.io/v1/boards/acmetides/jobs/1",
    " <https://Job-Boards.Greenhouse.io/acmetides> ",
    "job-boards.greenhouse.io/acmetides",
    "greenhouse:acmetides",
]
LEVER = [
    "https://jobs.lever.co/acmetides",
    "https://jobs.lever.co/acmetides?team=Research",
    "https://jobs.lever.co/acmetides/11111111-2222-4333-8444-555555555555/apply",
    "https://api.lever.co/v0/postings/acmetides?mode=json",
]
ASHBY = [
    "https://jobs.ashbyhq.com/Acme%20Ice",
    "https://jobs.ashbyhq.com/Acme%20Ice/11111111-2222-4333-8444-555555555555/application?utm=x",
    "https://jobs.ashbyhq.com/Acme%20Ice/embed?version=2",
    "https://api.ashbyhq.com/posting-api/job-board/Acme%20Ice?includeCompensation=true",
    "ashby:Acme Ice",
]


@pytest.mark.parametrize(
    ("url", "board_id"),
    [
        *((url, "greenhouse:acmetides") for url in GREENHOUSE),
        *((url, "lever:acmetides") for url in LEVER),
        *((url, "ashby:Acme%20Ice") for url in ASHBY),
        ("https://jobs.eu.lever.co/acmetides/1", "lever-eu:acmetides"),
        ("https://api.eu.lever.co/v0/postings/acmetides", "lever-eu:acmetides"),
    ],
)
def test_every_shape_of_link_leads_to_its_board(url, board_id):
    board = route(url)
    assert board.id == board_id == f"{board.system}:{board.token}"
    assert board.url.startswith("https://")
    assert board.url.endswith(board.token)
    assert route(board.url) == board


def test_a_board_is_named_as_the_starter_list_has_it_or_by_its_token():
    assert route("https://boards.greenhouse.io/wehrtyou").employer_name == "Hudson River Trading"
    assert route("https://jobs.lever.co/acme-tides").employer_name == "Acme Tides"
    assert route("https://jobs.ashbyhq.com/Acme%20Ice").employer_name == "Acme Ice"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://acme.example/careers?gh_jid=123#apply", "https://acme.example/careers?gh_jid=123"),
        ("https://careers.acme.example/jobs/1", "https://careers.acme.example/jobs/1"),
        ("acme.example/careers", "https://acme.example/careers"),
        ("https://boards.greenhouse.io/", "https://boards.greenhouse.io/"),
        ("https://jobs.ashbyhq.com", "https://jobs.ashbyhq.com"),
        ("https://jobs.acme.teamtailor.com/jobs/1-x", "https://jobs.acme.teamtailor.com/jobs/1-x"),
    ],
)
def test_any_other_link_is_a_page(url, address):
    board = route(url)
    assert (board.id, board.system, board.token, board.url) == (f"page:{address}", "page", address, address)


def test_a_folder_is_a_board_of_saved_answers(tmp_path, monkeypatch):
    (tmp_path / "jobs").mkdir()
    board = route(str(tmp_path / "jobs"))
    assert (board.system, board.token) == ("folder", str((tmp_path / "jobs").resolve()))
    monkeypatch.chdir(tmp_path)
    assert route("jobs") == board == route((tmp_path / "jobs").as_uri())


def test_a_file_is_told_to_be_read(tmp_path):
    (tmp_path / "job.html").write_text("x")
    with pytest.raises(InputError, match="this is a file"):
        route(str(tmp_path / "job.html"))


@pytest.mark.parametrize(
    "url", ["https://www.linkedin.com/jobs/view/1", "indeed.com/viewjob?jk=1", "https://acme.bamboohr.com/careers"]
)
def test_a_closed_site_is_refused_with_advice(url):
    with pytest.raises(NotAllowedError, match="greenflag read -"):
        route(url)


@pytest.mark.parametrize(
    ("url", "system"),
    [
        ("https://acme.wd5.myworkdayjobs.com/en-US/External/job/X/Y_R1", "Workday"),
        ("https://wd5.myworkdaysite.com/recruiting/acme/External", "Workday"),
        ("https://jobs.smartrecruiters.com/Acme/1", "SmartRecruiters"),
        ("https://apply.workable.com/acme/j/1", "Workable"),
        ("https://ats.rippling.com/acme/jobs/1", "Rippling"),
        ("https://acme.eightfold.ai/careers", "Eightfold"),
        ("https://eabc.fa.us2.oraclecloud.com/hcmUI/CandidateExperience", "Oracle Recruiting"),
        ("https://jobs.jobvite.com/acme/job/1", "Jobvite"),
    ],
)
def test_a_board_of_another_system_is_named_with_what_to_do(url, system):
    with pytest.raises(InputError, match=f"this is {system}.*saved page or the pasted text"):
        route(url)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "Anthropic", "ftp://acme.example/x", "mailto:jobs@acme.example", "https://", "http://[::1", "a\0b",
     "x" * 5_000, "greenhouse:../etc", "greenhouse:a/b", "ashby:a?b", "javascript:alert(1)", "https://acme.example/a\nb"],
)  # fmt: skip
def test_what_is_neither_link_nor_folder_is_told(text):
    with pytest.raises(InputError):
        route(text)


def test_the_boards_of_a_careers_page_are_found_the_most_named_first():
    page = r"""
    <script src="https://boards.greenhouse.io/embed/job_board/js?for=acmetides&amp;b=1"></script>
    <link href="https://job-boards.cdn.greenhouse.io/assets/x.css"><a href='https://boards.greenhouse.io'>powered by</a>
    <a href="//jobs.lever.co/acmesands/1"></a><a href="https://jobs.lever.co/acmesands/2"></a>
    <script>{"url":"https:\/\/jobs.ashbyhq.com\/Acme%20Ice\/embed","api":"https://boards-api.greenhouse.io/v1/boards/${t}/jobs",
    "other":"https:\u002F\u002Fjobs.eu.lever.co\u002Facmeeu","image":"https://app.ashbyhq.com/api/images/x"}</script>"""
    boards = find_board_links(page)
    assert [board.id for board in boards] == [
        "lever:acmesands",
        "greenhouse:acmetides",
        "ashby:Acme%20Ice",
        "lever-eu:acmeeu",
    ]


@pytest.mark.parametrize(
    "page", ["", "no links", "<a href='https://acme.example'>", "https://jobs.lever.co/" + "/" * 500_000]
)
def test_a_page_without_boards_has_none(page):
    assert find_board_links(page) == ()
