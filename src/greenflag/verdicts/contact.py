"""Do the addresses fit the employer? Mail and web domains against its name, its site and what is known as its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

from greenflag.model import Posting

READ_CHARS = 60_000  # of a text
MOST_ADDRESSES = 12
TYPOS, TYPO_LETTERS = 2, 8  # so many letters off; in a name shorter than that, one
SHORTEST = 5  # letters; shorter names resemble each other by chance

FREE_MAIL = frozenset((
    "gmail", "googlemail", "yahoo", "ymail", "rocketmail", "outlook", "hotmail", "live", "msn", "aol", "icloud",
    "me", "proton", "protonmail", "pm", "gmx", "mail", "zoho", "yandex", "rediffmail", "tutanota", "tuta",
    "fastmail", "inbox", "qq", "163", "hey", "hushmail",
))  # fmt: skip
# Hosts of boards and forms: an address there tells nothing of the employer.
BOARDS = frozenset((
    "greenhouse", "lever", "ashbyhq", "myworkdayjobs", "workday", "workable", "smartrecruiters", "icims", "jobvite",
    "bamboohr", "breezy", "recruitee", "teamtailor", "linkedin", "indeed", "glassdoor", "ziprecruiter", "dice",
    "monster", "wellfound", "angel", "ycombinator", "simplyhired", "google", "bit", "notion", "airtable", "typeform",
    "eightfold", "taleo", "oraclecloud", "ultipro", "paylocity", "adp", "successfactors", "applytojob", "jobs",
    "rippling", "gem", "pinpointhq", "personio", "jazzhr", "builtin", "handshake", "joinhandshake", "facebook",
    "twitter", "x", "github", "medium", "youtube", "example", "remoteok", "weworkremotely", "himalayas",
    "welcometothejungle", "otta", "arc", "turing", "hired", "hiring", "microsoft", "calendly", "zoom", "remotewlb",
))  # fmt: skip
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_ADDED = re.compile(
    r"(?:careers?|jobs?|hiring|hr|hrs|talents?|recruit\w*|people|onboarding|apply|offers?|staff|hire|employment|online"
    r"|portal|official|edu|gov)+"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,4}[a-z]{2,18})\b", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z][a-z+.-]*://)?(?:[^/?#@\s]*@)?([^/?#:\s]+)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LEGAL_FORM = re.compile(r"\b(?:inc|llc|llp|lp|ltd|corp|corporation|co|company|gmbh|plc|the|pvt|limited)\b")
# Digits, signs and Cyrillic letters that look like Latin ones
_LIKE = str.maketrans("013457@$|аеорсухіӏ", "oleastasiaeopcyxil")
_OFFICIAL = re.compile(r"(?:^|[-.])(?:gov|uscis|dhs|dol|ssa|irs)(?:[-.]|$)|(?:gov|uscis)$")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that an address, a line or the pay shows; ``law`` are the entries of visas/law that speak of it."""

    code: str
    weight: Literal["decisive", "warning", "weak"]
    note: str
    quote: str
    law: tuple[str, ...] = ()


def signs(posting: Posting, own_domains: Collection[str]) -> Iterator[Sign]:
    """Yield what the addresses of a posting show: free mail in a firm's name, domains that imitate the employer's."""
    written_to = _mails(posting.contact_email)[:1] if posting.contact_email else []
    mails = dict(written_to + (_mails(posting.text[:READ_CHARS]) if "@" in posting.text else []))
    if not (mails or own_domains or posting.url):
        return
    sites = {_site(_host(own)) for own in own_domains}
    known = {site for site in sites if site and _core(site) not in BOARDS}
    shown = _site(_host(posting.url))
    on_board = not shown or _core(shown) in BOARDS
    if not mails and (on_board or not known) and not _OFFICIAL.search(_core(shown)):
        return
    names = _names(posting.employer_name)
    if not on_board:
        if sign := _unlike(shown, posting.url, known, names):
            yield sign
        known = known or {shown}
    for address, host in mails.items():
        site = _site(host)
        if _core(site) in FREE_MAIL:
            if names and not known:
                note = "uses a free mail address and shows no site of its own"
                yield Sign("personal_email", "warning" if (address, host) in written_to else "weak", note, address)
        elif sign := _unlike(site, address, known, names):
            yield sign
        elif (address, host) in written_to and known and _strange(site, known, names):
            note = f"{site} has nothing of the employer's name or site"
            yield Sign("lookalike_domain", "weak", note, address)


def _unlike(site: str, shown: str, known: Iterable[str], names: Collection[str]) -> Sign | None:
    """Return what is wrong with a site beside those known as the employer's, or beside its name alone."""
    if site in known or _core(site) in BOARDS:
        return None
    if not site.endswith((".gov", ".mil")) and _OFFICIAL.search(_core(site)):
        return Sign("lookalike_domain", "warning", "the address looks like a government's and is none", shown)
    if "xn--" in site or not site.isascii():
        return Sign("lookalike_domain", "warning", "the domain holds letters that look like others", shown)
    core = _plain(_core(site))
    for own in known:
        if how := _imitates(core, _plain(_core(own))):
            return Sign("lookalike_domain", "warning", f"{site} is not {own}: {how}", shown)
    if not known and core not in names:
        for name in names:
            if len(name) >= SHORTEST and core.startswith(name) and _ADDED.fullmatch(core[len(name) :]):
                return Sign("lookalike_domain", "weak", "the domain is the employer's name with words added", shown)
    return None


def _imitates(core: str, own: str) -> str:
    """Return in what a domain's name is another's in disguise; "" if it is not."""
    if core == own:
        return "another ending or hyphen"
    if len(own) < SHORTEST:
        return ""
    if core.translate(_LIKE) == own.translate(_LIKE):
        return "letters that look alike"
    if own in core or (core in own and len(core) > SHORTEST):
        return "words added or left out"
    typos = TYPOS if len(own) >= TYPO_LETTERS else 1
    if DamerauLevenshtein.distance(core, own, score_cutoff=typos) <= typos:
        return "a few letters off"
    return ""


def _strange(site: str, known: Collection[str], names: Collection[str]) -> bool:
    """Tell whether a site shares nothing with those known, nor with a word of the employer's name."""
    core = _plain(_core(site))
    return site not in known and not any(core in name or name[:SHORTEST] in core for name in names)


def _names(employer_name: str) -> tuple[str, ...]:
    """Return an employer's name run together, with and without its legal form."""
    low = employer_name.lower()
    return tuple(dict.fromkeys(filter(None, (_plain(low), _plain(_LEGAL_FORM.sub(" ", low))))))


def _mails(text: str) -> list[tuple[str, str]]:
    """Return the first mail addresses of a text with their hosts."""
    found: list[tuple[str, str]] = []
    at = -1
    for _ in range(4 * MOST_ADDRESSES):  # signs that are no address are passed over, a text full of them is not read on
        at = text.find("@", at + 1)
        if at < 0 or len(found) == MOST_ADDRESSES:
            break
        around = _MAIL.finditer(text, max(0, at - 65), at + 90)
        found += [(one.group(), one[1].lower()) for one in around if one.start() <= at < one.end()]
    return found


def _host(url: str) -> str:
    """Return the host of an address, in small letters; "" for none."""
    match = _HOST.match(url.strip().lower())
    host = match[1].strip(".") if match else ""
    return host if "." in host else ""


def _site(host: str) -> str:
    """Return the part of a host that somebody registered: ``jobs.acme.co.uk`` gives ``acme.co.uk``."""
    parts = host.split(".")
    if len(parts) < 2:
        return ""
    size = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-size:])


def _core(site: str) -> str:
    return site.partition(".")[0]


def _plain(text: str) -> str:
    return _NOT_WORD.sub("", text)
