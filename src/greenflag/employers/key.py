"""From a name as printed or filed to a key that can be compared: words without the accidents of writing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from greenflag.employers.words import employers_with, words

_APOSTROPHES = re.compile("['’`´]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LETTERS_APART = re.compile(r"\b[a-z](?: [a-z]\b)+")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_OTHER_NAME = re.compile(
    r"[\s,(]+(?:d\W{0,2}b\W{0,2}a|t\W?/\W?a|doing business as|f\W{0,2}k\W{0,2}a|a\W{0,2}k\W{0,2}a"
    r"|formerly(?: known as)?)[\s:/.]+",
    re.IGNORECASE,
)
_EITHER_OR = re.compile(r"\s*/\s*(?![as]\b)|\s+\|\s+", re.IGNORECASE)  # "X/Twitter", never "A/S" or "w/a"
_BOARD_WORDS = re.compile(r"\s+(?:careers?|jobs|hiring|recruiting)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """A name to compare: its words, the same run together, and its legal form ("" for none).

    ``foreign`` is True when the form is one of another country.
    """

    words: tuple[str, ...]
    joined: str
    form: str
    foreign: bool

    @property
    def text(self) -> str:
        """The words with one blank between."""
        return " ".join(self.words)


def read_key(name: str) -> Key:
    """Return the key of one name (see ``spellings`` for names that hold several)."""
    text = name.casefold().replace("&", " and ")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()
    text = _LETTERS_APART.sub(lambda found: found.group().replace(" ", ""), text)
    text = text.replace("national association", "na").replace("public benefit corporation", "pbc")
    known = words()
    parts = [known.abbreviations.get(word, word) for word in text.split() if word != "and"]
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    forms: list[str] = []
    while len(parts) > 1 and (parts[-1] in known.forms or parts[-1] in known.foreign_forms):
        forms.insert(0, parts.pop())
    foreign = any(form in known.foreign_forms for form in forms) or forms == ["co", "ltd"]
    return Key(tuple(parts), "".join(parts), " ".join(forms), foreign)


def spellings(name: str) -> tuple[str, ...]:
    """Return the names that one printed or filed name holds, itself (without brackets) first.

    ``Acme Inc d/b/a Bolt``, ``Bolt/Acme``, ``Acme (Bolt)`` and ``Acme Careers`` hold more than one way to say it.
    """
    whole = _BOARD_WORDS.sub("", _BRACKETS.sub("", name)).strip() or name.strip()
    found = [whole, name.strip()]
    for splitter in (_OTHER_NAME, _EITHER_OR):
        parts = [part.strip(" ,()") for part in splitter.split(name)]
        if len(parts) > 1:
            found = [part for part in parts if part]
            break
    return tuple(dict.fromkeys(found))


def is_common(key_words: tuple[str, ...]) -> bool:
    """Tell whether several unrelated companies are likely to share these words.

    The rarest word decides. The limits grow with the number of words, since it takes luck to share them all; they
    were set on the names of the US files, see docs/decisions/0004.
    """
    limit = {1: 3, 2: 40}.get(len(key_words), 200)
    return min((employers_with(word) for word in key_words), default=limit + 1) > limit


def is_person_like(key: Key) -> bool:
    """Tell whether a name without a legal form may be a person's: a given name, alone or with one or two more."""
    return not key.form and len(key.words) <= 3 and key.words[0] in words().given_names
