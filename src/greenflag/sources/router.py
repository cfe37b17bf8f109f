"""The router: which board a pasted link is, and which boards a careers page leads to."""

from __future__ import annotations

import html as html_module
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from greenflag.errors import InputError
from greenflag.model import Board
from greenflag.ports import Connector
from greenflag.sources.ashby import Ashby
from greenflag.sources.greenhouse import Greenhouse
from greenflag.sources.lever import Lever
from greenflag.sources.starter import starter_name
from greenflag.sources.terms import check_terms

CONNECTORS: dict[str, Connector] = {
    connector.system: connector for connector in (Greenhouse(), Lever(), Lever(eu=True), Ashby())
}
MAX_HTML = 20_000_000  # characters of a page that are searched for links; the largest of 90 saved ones has 3 million

# Systems that greenflag cannot read as boards; their pages are filled in by scripts, so they are no `page` either.
_UNREAD = (
    ("Workday", re.compile(r"(?:^|\.)(?:myworkdayjobs|myworkdaysite|workday)\.com$")),
    ("SmartRecruiters", re.compile(r"(?:^|\.)smartrecruiters\.com$")),
    ("Workable", re.compile(r"(?:^|\.)workable\.com$")),
    ("Rippling", re.compile(r"^ats\.rippling\.com$")),
    ("Gem", re.compile(r"^jobs\.gem\.com$")),
    ("Eightfold", re.compile(r"(?:^|\.)eightfold\.ai$")),
    ("Oracle Recruiting", re.compile(r"(?:^|\.)(?:oraclecloud\.com|taleo\.net)$")),
    ("SAP SuccessFactors", re.compile(r"(?:^|\.)(?:successfactors\.(?:com|eu)|sapsf\.(?:com|eu))$")),
    ("UKG", re.compile(r"(?:^|\.)(?:ultipro\.com|ukg\.com|ukg\.net)$")),
    ("Dayforce", re.compile(r"(?:^|\.)dayforcehcm\.com$")),
    ("Paylocity", re.compile(r"(?:^|\.)paylocity\.com$")),
    ("Paycom", re.compile(r"(?:^|\.)paycomonline\.net$")),
    ("ADP", re.compile(r"(?:^|\.)adp\.com$")),
    ("Jobvite", re.compile(r"(?:^|\.)jobvite\.com$")),
)
_LINK = re.compile(
    r"(?:https?:)?//((?:job-boards|boards|boards-api|api)(?:\.eu)?\.greenhouse\.io|(?:jobs|api)(?:\.eu)?\.lever\.co|"
    r"(?:jobs|api)\.ashbyhq\.com)/([^\s\"'<>()\\`]{1,300})",
    re.IGNORECASE,
)


def route(url: str) -> Board:
    """Return the board that a link, a folder's path or a board id (``ashby:acme``) means.

    A link of no known system is a ``page``; its board may still be found inside it with ``find_board_links``.

    Raises:
        NotAllowedError: the terms of the link's host forbid reading it; the message says what to do instead.
        InputError: neither a link nor a folder, or a board of a system that greenflag does not read yet.
    """
    given = url.strip().strip("<>\"'").strip()
    if not given:
        raise InputError("no address given: paste the link of a job board, a careers page or a posting.")
    system, _, token = given.partition(":")
    if system in CONNECTORS and token and not token.startswith("//"):
        return _board(CONNECTORS[system], token, given)
    if given.lower().startswith(("http://", "https://")):
        return _route_link(given)
    folder = _folder(given)
    if folder is not None:
        return folder
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", given):
        raise InputError(f"{given[:200]!r}: only http and https addresses and folders can be read.")
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?", given):  # a link without its https://
        return _route_link(f"https://{given}")
    raise InputError(
        f"{given[:200]!r} is no address and no folder. Paste the link of the board, or give a folder's path."
    )


def find_board_links(html: str) -> tuple[Board, ...]:
    """Return the boards that a page's HTML links to, embeds or loads, the one named most often first."""
    text = html_module.unescape(html[:MAX_HTML].replace("\\u002F", "/").replace("\\/", "/"))
    counts: dict[str, int] = {}
    boards: dict[str, Board] = {}
    for host, path in _LINK.findall(text):
        link = f"https://{host}/{path}"
        for connector in CONNECTORS.values():
            token = connector.route(link)
            if token is not None:
                board = _board(connector, token, link)
                boards[board.id] = board
                counts[board.id] = counts.get(board.id, 0) + 1
    return tuple(sorted(boards.values(), key=lambda board: -counts[board.id]))


def _route_link(url: str) -> Board:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    if not host or not url.isprintable():
        raise InputError(f"{url[:200]!r} is no address that can be read: copy it again from the browser.")
    check_terms(url)
    for connector in CONNECTORS.values():
        token = connector.route(url)
        if token is not None:
            return _board(connector, token, url)
    for system, hosts in _UNREAD:
        if hosts.search(host):
            raise InputError(
                f"{url[:200]}: this is {system}, whose boards greenflag does not read yet. Open the posting in your "
                "browser and give greenflag the saved page or the pasted text (greenflag read -)."
            )
    address = urldefrag(url).url
    return Board(id=f"page:{address}", system="page", token=address, employer_name="", url=address)


def _board(connector: Connector, token: str, given: str) -> Board:
    page = connector.page(token)
    checked = connector.route(page)
    if checked is None or unquote(checked) != unquote(token):
        raise InputError(f"{given[:200]!r}: {token[:100]!r} is no board name of {connector.system}.")
    name = starter_name(connector.system, checked) or _name_of(checked)
    return Board(f"{connector.system}:{checked}", connector.system, checked, name, connector.page(checked))


def _name_of(token: str) -> str:
    """Return a board's token as a name for people, until a posting tells the real one."""
    words = re.sub(r"[-_\s]+", " ", unquote(token)).strip()
    return words.title() if words.islower() else words


def _folder(given: str) -> Board | None:
    try:
        if given.lower().startswith("file:"):
            given = re.sub(r"^/(?=[A-Za-z]:)", "", unquote(urlsplit(given).path))  # file:///C:/jobs is C:/jobs
        path = Path(given).expanduser()
        if path.is_dir():
            path = path.resolve()
            return Board(f"folder:{path}", "folder", str(path), "", path.as_uri())
        is_file = path.is_file()
    except (OSError, ValueError, RuntimeError):  # too long, a NUL in it, or a home that is not known
        return None
    if is_file:
        raise InputError(
            f"{given[:200]}: this is a file. Read it with `greenflag read`, or give the folder it lies in."
        )
    return None
