"""What makes two spellings in the government's files one legal entity.

Case, punctuation, accents, "and" (USCIS drops the &), a leading "The", the spelling of the legal form (Inc, Inc.,
Incorporated), the abbreviations that USCIS used through FY2021, and a "d/b/a ..." after the name do not make another
entity; another legal form does (``Acme Inc`` and ``Acme LLC`` are two). The files give no number that would tell
namesakes apart before FY2024 Q4, so two companies that file under exactly one name are one entity here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

SHORT_FORMS = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
    "national association": "na",
    "limited liability company": "llc",
    "limited liability partnership": "llp",
    "limited partnership": "lp",
    "public benefit corporation": "pbc",
    "professional corporation": "pc",
}
LEGAL_FORMS = frozenset({"inc", "corp", "co", "ltd", "llc", "llp", "lp", "na", "pbc", "pc", "plc", "pllc", "pa"})
# Seen in the USCIS files of FY2014-FY2021 far more often than after, when names were no longer shortened.
# "assoc", "tech", "med" and "dev" are left out: each stands for more than one word.
ABBREVIATIONS = {
    "svcs": "services", "svc": "services", "intl": "international", "ctr": "center", "grp": "group",
    "mgmt": "management", "mgt": "management", "hosp": "hospital", "sch": "school", "inst": "institute",
    "instit": "institute", "solns": "solutions", "assocs": "associates", "fdn": "foundation", "engrg": "engineering",
    "techs": "technologies", "syss": "systems", "sys": "systems", "natl": "national", "insur": "insurance",
    "univ": "university", "dept": "department",
}  # fmt: skip

# "Acme Inc d/b/a Bolt", "ACME INC D B A BOLT", "Acme, Inc. (fka Ajax)": what follows is another name of the same entity
_OTHER_NAME = re.compile(
    r"[\s,(]+(?:d\W{0,2}b\W{0,2}a|doing business as|f\W{0,2}k\W{0,2}a|formerly(?: known as)?)[\s:/.]+", re.IGNORECASE
)
_LAST_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_LONG_FORM = re.compile(r"\b(" + "|".join(sorted(SHORT_FORMS, key=len, reverse=True)) + r")\b")
_APOSTROPHES = re.compile("['’`´]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LETTERS_APART = re.compile(r"\b[a-z](?: [a-z]\b)+")


def split_names(filed: str) -> tuple[str, str]:
    """Return the legal name in a name as filed, and the trade or former name that follows it ("" for none)."""
    legal, *others = _OTHER_NAME.split(filed, maxsplit=1)
    return (legal.strip(" ,("), others[0].strip(" ,()")) if others and legal.strip(" ,(") else (filed.strip(), "")


@lru_cache(maxsize=250_000)  # each name of a file is asked for twice; a full year has 65,000
def entity_key(name: str) -> str:
    """Return the key under which spellings of one legal entity meet: lower-case words with one blank between.

    Empty when the name holds no Latin letter or digit.
    """
    legal = split_names(name)[0]
    shorter = _LAST_BRACKETS.sub("", legal)
    if shorter != legal and (key := _key(shorter)) != without_form(key):
        return key  # "Acme Institute, Inc. (AI)", but never "Acme (Americas), Inc."
    return _key(legal)


def _key(legal: str) -> str:
    text = legal.casefold().replace("&", " and ")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()
    text = _LETTERS_APART.sub(lambda found: found.group().replace(" ", ""), text)  # "l l c", "u s a"
    text = _LONG_FORM.sub(lambda found: SHORT_FORMS[found.group()], text)
    words = [ABBREVIATIONS.get(word, word) for word in text.split() if word != "and"]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def without_form(key: str) -> str:
    """Return an entity key without the legal forms at its end; the whole key when nothing else is left."""
    words = key.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def employer_id(key: str, name: str) -> str:
    """Return the stable id of an entity: its key as a slug, or a hash of the name when the key is empty."""
    return key.replace(" ", "-") or "x-" + hashlib.sha256(name.encode()).hexdigest()[:12]
