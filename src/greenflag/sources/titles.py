"""Titles: is this the name of one job, or of a page about jobs?"""

from __future__ import annotations

import re

MAX_HEADING = 60  # characters of a section's heading
_ROLE = re.compile(
    r"\b(?:\w*engineer(?:ing)?|scientists?|research(?:er)?|developer|programmer|architect|analyst|statistician|"
    r"mathematician|physicist|manager|director|lead|head of|chief|president|vp|officer|principal|fellow(?:ship)?|"
    r"postdoc\w*|professor|lecturer|intern(?:ship)?|specialist|consultant|technician|technologist|administrator|"
    r"coordinator|associate|assistant|designer|scholar|resident|advocate|evangelist|strategist|recruiter|accountant|nurse|"
    r"representative|operator|mechanic|technical staff|mle|sre|swe|sde)s?\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:our|all|current|latest|open|available|job|career|explore|see|view|search|find|welcome to| )*"
    r"(?:careers?|jobs?|vacanc(?:y|ies)|openings?|opportunities|positions?|roles?|job ?(?:board|search)|karriere|"
    r"stellenangebote|offene stellen)(?: page| site| center| portal)?(?: (?:at|bei|with|in|@) .*)?|"
    r"(?:come )?(?:join|work (?:with|at|for)|life (?:at|with)|working at|grow with|apply (?:to|at)) .*|"
    r"(?:we.re|.* is) hiring.*|home(?: ?page)?|(?:general|speculative|spontaneous|open) application|initiativbewerbung|"
    r"talent (?:pool|community|network)|about(?: us| .*)?|our (?:people|team|company)|meet the team|"
    r"(?:page )?not found|(?:error )?\d{3}(?: .*)?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s+[|–—·:-]\s+|[|–—:]")
_HEADINGS = {
    "duties": (
        r"(?:key |main |your |core |essential |job )*(?:functions|duties|responsibilit\w+|tasks)|day[- ]to[- ]day|"
        r"what you(?:.ll| will) (?:do|be doing|work on|own|build|achieve)|(?:the|your) (?:role|mission|opportunity)\b|"
        r"you will\b|(?:about|in) (?:the|this) (?:role|job|position|opportunity)|"
        r"(?:job|role|position) (?:description|summary|overview)|(?:deine |ihre )?aufgaben"
    ),
    "requirements": (
        r"(?:key |minimum |basic |preferred |required |desired |job |position )*(?:requirements|qualifications|skills)|"
        r"(?:required|preferred|relevant) experience|education and experience|bonus points|what we need to see|"
        r"what (?:you(?:.ll)? (?:will )?(?:bring|need)|we(?:.re| are) looking for|we look for)|who you are|about you\b|"
        r"(?:what )?you (?:have|bring|are)\b|(?:nice|good)[- ]to[- ]haves?|must[- ]haves?|"
        r"your (?:profile|background|skills)|(?:dein |ihr |das )?(?:profil|anforderungen)\b"
    ),
    "offer": (
        r"(?:our |your )?(?:benefits|perks)|what we offer|we offer\b|compensation|pay (?:range|transparency)|salary|"
        r"why (?:join|work|you)|(?:das |was )?(?:bieten wir|wir bieten)"
    ),
}
_HEADING = {kind: re.compile(rf"\W*(?:{words})", re.IGNORECASE) for kind, words in _HEADINGS.items()}


def names_role(text: str) -> bool:
    """Return whether a text names an occupation, as the titles of single jobs do."""
    return _ROLE.search(text) is not None


def is_generic(title: str) -> bool:
    """Return whether a title is that of a careers page ("Careers at Acme", "Join us") and not of one job."""
    first = first_part(title).strip(" !.")
    return not first or (_GENERIC.fullmatch(first) is not None and not names_role(first))


def first_part(title: str) -> str:
    """Return a page title without what follows a dash, bar or colon: mostly the site's name."""
    return _BREAK.split(title.strip(), maxsplit=1)[0]


def job_sections(text: str) -> dict[str, str]:
    """Return the kinds of job section that a text has (duties, requirements, offer), each with its heading."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        if 0 < len(line) <= MAX_HEADING:
            for kind, heading in _HEADING.items():
                if kind not in found and heading.match(line):
                    found[kind] = line.strip()
    return found
