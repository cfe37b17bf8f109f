"""The employer's name in the address of a posting: its board's token, or its own domain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from greenflag.errors import RecordsError

_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov"})  # "acme.co.uk"
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LEADING = frozenset({"www", "jobs", "careers", "apply", "boards", "api"})
SHORTEST = 3  # letters; less is a code


@dataclass(frozen=True, slots=True)
class _Sites:
    in_path: dict[str, tuple[str, ...]]
    in_host: dict[str, tuple[str, ...]]


@cache
def _sites() -> _Sites:
    path = Path(__file__).with_name("sites.toml")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_Sites)
    except (OSError, msgspec.DecodeError) as error:
        raise RecordsError(f"{path.name}: {error}") from error


def name_in(url: str) -> str:
    """Return the name that a posting's address carries, run together in lower case; "" for none.

    ``https://job-boards.greenhouse.io/acmehealth/jobs/1``, ``https://acme-health.wd5.myworkdayjobs.com/Careers`` and
    ``https://careers.acmehealth.com/job/1`` all give ``acmehealth``.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().rstrip(".").split(".")
    except ValueError:
        return ""
    if len(host) < 2 or not host[-1].isalpha():
        return ""
    site = ".".join(host[-2:])
    path = [*parts.path.split("/"), *parse_qs(parts.query).get("for", ())]  # "embed/job_board?for=acme"
    for kept, told in ((_sites().in_host, host[:-2]), (_sites().in_path, path)):
        if site in kept and (found := _first(told, kept[site])):
            return found
    if site in _sites().in_path or site in _sites().in_host:
        return ""
    own = host[-3] if len(host) > 2 and host[-2] in _SECOND_LEVEL and len(host[-1]) == 2 else host[-2]
    return _plain(own)


def _first(parts: list[str], leading: tuple[str, ...]) -> str:
    """Return the first part that is a name: no word that leads to it, no number."""
    for part in map(str.lower, map(unquote, parts)):
        words = [word for word in _NOT_WORD.split(part) if word not in leading and word not in _LEADING]
        joined = "".join(words)
        if joined and part not in leading and not joined.isdigit():
            return _plain(joined)
    return ""


def _plain(text: str) -> str:
    joined = _NOT_WORD.sub("", text.lower())
    return joined if len(joined) >= SHORTEST else ""
