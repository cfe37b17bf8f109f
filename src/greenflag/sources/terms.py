"""Hosts that programs may not read: their terms or policies say so, whatever robots.txt allows."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from greenflag.errors import NotAllowedError

_JOB_BOARD = (
    "Use the site's own job-alert e-mails to hear of jobs, then give greenflag the employer's own posting: its board's "
    "address, the page saved from your browser, or the pasted text (greenflag read -)."
)
_EMPLOYER_BOARD = (
    "Open the posting in your browser and give greenflag the saved page or the pasted text (greenflag read -)."
)
_ENDING = r"\.(?:com|[a-z]{2}|com?\.[a-z]{2})"  # linkedin.com, de.indeed.com, glassdoor.co.uk; never linkedin.github.io

# (hosts, who it is and what forbids it, what to do instead); terms as read up to 2026-11-22
_FORBIDDEN = tuple(
    (re.compile(rf"(?:^|\.)(?:{hosts})$"), why, advice)
    for hosts, why, advice in (
        (rf"linkedin{_ENDING}|lnkd\.in", "LinkedIn's User Agreement (8.2) forbids copying by any program", _JOB_BOARD),
        (rf"indeed{_ENDING}", "Indeed's terms forbid reading by programs", _JOB_BOARD),
        (r"wellfound\.com|angel\.co", "Wellfound's terms forbid reading by programs", _JOB_BOARD),
        (rf"glassdoor{_ENDING}", "Glassdoor's terms forbid reading by programs", _JOB_BOARD),
        (rf"ziprecruiter{_ENDING}", "ZipRecruiter's terms forbid reading by programs", _JOB_BOARD),
        (
            r"api\.smartrecruiters\.com",
            "SmartRecruiters keeps this interface for its customers' own sites, and its robots.txt closes it",
            _EMPLOYER_BOARD,
        ),
        (r"bamboohr\.com", "BambooHR's terms forbid reading by programs", _EMPLOYER_BOARD),
        (r"breezy\.hr", "Breezy's terms forbid reading by programs", _EMPLOYER_BOARD),
    )
)


def check_terms(url: str) -> None:
    """Raise NotAllowedError, saying what to do instead, when the terms of the address's host forbid reading it."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    for hosts, why, advice in _FORBIDDEN:
        if hosts.search(host):
            raise NotAllowedError(f"{url}: {why}. {advice}")
