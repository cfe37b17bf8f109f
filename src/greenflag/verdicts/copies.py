"""Is it a copy? Postings that are one job shown twice, one job in many cities, or one text under many names.

    text --fold--> lines --less the employer's boilerplate--> body --MinHash--> candidates --Jaccard, exact--> groups

A sketch only proposes: every pair that ends up in one group was compared shingle by shingle.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import eq
from typing import Literal

from rensa import RMinHash

from greenflag.geography import STATES, printed_country, state_code

Kind = Literal["same", "places", "employers", "mass"]

MASS = 8  # employers, titles or places with one text; a job in a few cities is usual, so are two boards and an agency
# Jaccard of shingles: of two bodies under one title (2 of some 45 pairs from 0.80 to 0.85 were wrong, 0 of 175 above),
# and of texts where title or employer do not speak for them, or boilerplate is still in them. See docs/decisions/0011.
ALIKE_AT, EQUAL_AT = 0.85, 0.9
SHORT_WORDS = 40  # a text below has too few shingles to tell an edit from another job; it must be equal
TITLE_CHARACTERS = 300
MOST_CHARACTERS = 200_000  # of a text; the longest of 33,000 real ones has 19,000, and what follows tells no new job

# A line stands under so many titles of an employer, and in over half of them: it says nothing of the one job.
BOILERPLATE_TITLES = 3
BOILERPLATE_SHARE = 0.5
BOILERPLATE_ANYWAY = 10  # titles: large employers have boilerplate by country and department, far below half

SLOTS, BAND, SEED = 64, 4, 1  # 16 bands of 4 meet in all but one of 200,000 pairs of 0.85
LONG_WORD = 7  # letters
SLACK = 0.15  # three standard deviations of a sketch of 64 slots: what looks further below is not compared
PLACE_WORDS = 3  # more in one part of a place are no name of a place; what boards print there is often a sentence
BUCKET, TRIES = 64, 16  # the most texts kept for one band, and compared with one text: keeps hostile input linear
NEAR_LENGTH, NEAR_WORDS = 0.25, 0.7  # of a length, and of all words: well below what makes a copy
CHUNK = 4_096  # texts sketched at one go

_BULLETS, _TYPOGRAPHY = "•·●▪", "’‘“”„«»–—−…\xa0\u200b®™"
# ASCII letters and digits stay, and all bytes of other letters; line and clause ends part lines, the rest words.
_PLAIN = bytes(b if b >= 128 or chr(b).isalnum() else 10 if b in b"\n.!?:;" else 32 for b in range(256))
_WORDS = re.compile(r"\w+")

_ADDRESS = re.compile(r"\bhttps?://\S+|\b(?:www\.)?[\w-]+\.(?:com|io|co|ai|org|net)\b\S*")
_GENDERS = re.compile(r"[(\[]?\b[mfwdhxvi](?:\s?[/|]\s?(?:[mfwdhxvi]|div|divers|all|nb)\b\*?)+[)\]]?|\ball genders\b")
_NUMBERED = re.compile(
    r"(?:#|\b(?:req(?:uisition)?|job ?id|ref|jr|id)\b[\s.:#-]*)[\s#]*[a-z]{0,3}[-_]?\d[\w-]*"
    r"|\b(?:[a-z]{1,4}-\d{4,}|\d{5,}-)[\w-]*"
)
_REQUISITION = re.compile(r"(?!20\d\d$)[a-z]{0,4}\d{4,}[a-z]?")
_JOINED = re.compile(r"\b(front|back|full|pre|post|multi|on|off|co)[\s-]+(end|stack|sales|site|op|time)\b")
_NOISE = frozenset(
    """a an the and of for in at to with or us usa uk eu emea remote remotely hybrid onsite anywhere worldwide wfh based
    multiple locations location relocation fulltime hiring urgent now immediate opening role position job""".split()  # noqa: SIM905
)
_SAME_WORD = {
    "sr": ("senior",), "snr": ("senior",), "jr": ("junior",), "mgr": ("manager",), "dev": ("developer",),
    "eng": ("engineer",), "engr": ("engineer",), "engineering": ("engineer",), "swe": ("software", "engineer"),
    "ml": ("machine", "learning"), "vp": ("vice", "president"),
    "i": ("1",), "ii": ("2",), "iii": ("3",), "iv": ("4",), "v": ("5",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What of a posting is compared. ``employer`` is a key, one for all spellings of a name; "" when unknown."""

    posting_id: str
    employer: str
    title: str
    places: tuple[str, ...]
    text: str
    first_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Postings that belong together, the first seen first.

    ``same``: one job on several boards, or posted again. ``places``: one job in several places, to be folded into one.
    ``employers``: one text under several employers, to be shown and never merged. ``mass``: one text under ``MASS``
    employers, or an employer's one text under as many titles or in as many places.
    """

    kind: Kind
    posting_ids: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """A text made ready: the words of its title, of the whole text, and of the body without boilerplate."""

    given: Text
    title: str
    whole: str
    body: str = ""


def copies(texts: Iterable[Text]) -> tuple[Group, ...]:
    """Return the groups of copies among postings; the same for any order of the input.

    A posting is in one group of kind ``same`` or ``places`` at most; ``employers`` and ``mass`` may overlap these.
    Of several texts with one ``posting_id`` the first seen counts. A posting without a text is in no group.
    """
    reads = _read(texts)
    blocks = _blocks(reads)
    likeness = _Likeness(chain((read.whole for read in reads), (read.body for block in blocks for read in block)))
    groups = [*_jobs(blocks, likeness), *_shared_texts(reads, likeness)]
    place = {read.given.posting_id: number for number, read in enumerate(reads)}
    return tuple(sorted(groups, key=lambda group: (place[group.posting_ids[0]], group.kind, group.posting_ids)))


# --------------------------------------------------------------------------- reading


def near_texts(one: Text, others: Iterable[Text]) -> list[Text]:
    """Return, of many texts, those that may be a copy of one: about as long, and mostly of the same words."""
    words = set(one.text.split())
    near = []
    for other in others:
        if other.posting_id != one.posting_id and abs(len(other.text) - len(one.text)) <= NEAR_LENGTH * len(one.text):
            others_words = set(other.text.split())
            if len(words & others_words) >= NEAR_WORDS * len(words | others_words):
                near.append(other)
    return near


def _read(texts: Iterable[Text]) -> list[_Read]:
    """Return the texts in the order that decides everything after, with their boilerplate taken off."""
    folded: dict[str, str] = {}
    seen: set[str] = set()
    reads: list[_Read] = []
    for text in sorted(texts, key=_age):
        if text.posting_id not in seen:
            seen.add(text.posting_id)
            whole = folded.get(text.text)
            if whole is None:
                whole = folded[text.text] = _fold(text.text)
            reads.append(_Read(text, _title_key(text), whole))
    by_employer: defaultdict[str, list[_Read]] = defaultdict(list)
    for read in reads:
        by_employer[read.given.employer].append(read)
    for employer, theirs in by_employer.items():
        common = _boilerplate(theirs) if employer else frozenset()
        bodies: dict[str, str] = {}
        for read in theirs:
            if read.whole not in bodies:
                bodies[read.whole] = _without(read.whole, common) or read.whole
            read.body = bodies[read.whole]
    return reads


def _age(text: Text) -> tuple[bool, float, str, str, str, str, tuple[str, ...]]:
    seen = text.first_seen
    age = seen.timestamp() if seen else 0.0
    return seen is None, age, text.posting_id, text.employer, text.title, text.text, text.places


def _fold(text: str) -> str:
    """Return the words of each line or sentence, one a line."""
    text = text[:MOST_CHARACTERS].lower()
    if not text.isascii():
        for sign in _BULLETS:
            text = text.replace(sign, "\n")
        for sign in _TYPOGRAPHY:
            text = text.replace(sign, " ")
    plain = text.encode("utf-8", "replace").translate(_PLAIN).decode("utf-8")
    return "\n".join([" ".join(words) for line in plain.split("\n") if (words := line.split())])


def _boilerplate(reads: list[_Read]) -> frozenset[str]:
    """Return the lines that most titles of one employer share: about us, benefits, equal opportunity.

    Titles are counted, not postings: one job in fifty cities is no boilerplate.
    """
    by_title: defaultdict[str, set[str]] = defaultdict(set)
    for read in reads:
        by_title[read.title].add(read.whole)
    if len(by_title) < BOILERPLATE_TITLES:
        return frozenset()
    titles: Counter[str] = Counter()
    for wholes in by_title.values():
        titles.update({line for whole in wholes for line in whole.split("\n")})
    least = max(BOILERPLATE_TITLES, min(len(by_title) * BOILERPLATE_SHARE, BOILERPLATE_ANYWAY))
    return frozenset(line for line, count in titles.items() if count >= least)


def _without(whole: str, common: frozenset[str]) -> str:
    return "\n".join(line for line in whole.split("\n") if line not in common) if common else whole


def _title_key(text: Text) -> str:
    """Return the words of a title that tell one job from another, in one order: levels stay, places and numbers go.

    "" is a title that names no job, but only its employer, or where it is.
    """
    title = _NUMBERED.sub(" ", _GENDERS.sub(" ", _ADDRESS.sub(" ", text.title[:TITLE_CHARACTERS].lower())))
    words = _WORDS.findall(_JOINED.sub(r"\1\2", title))
    beside = _NOISE | _place_words(text.places) | frozenset(text.employer.split())
    kept = [
        same if same.isdigit() or len(same) < 5 or same.endswith("ss") else same.removesuffix("s")
        for word in words
        if word not in beside and not _REQUISITION.fullmatch(word)
        for same in _SAME_WORD.get(word, (word,))
    ]
    return " ".join(sorted(kept))


@lru_cache(maxsize=CHUNK)
def _place_words(places: tuple[str, ...]) -> frozenset[str]:
    words: set[str] = set()
    for place in places:
        for part in _PARTS.split(place.lower()):
            if len(named := _WORDS.findall(part)) <= PLACE_WORDS:
                words.update(named)
    states = [name for code, name in STATES.items() if code.lower() in words]
    return frozenset(words.union(*(name.lower().split() for name in states)))


# --------------------------------------------------------------------------- groups


def _blocks(reads: list[_Read]) -> list[list[_Read]]:
    """Return the reads that may be one job: those of one employer and title."""
    blocks: defaultdict[tuple[str, str], list[_Read]] = defaultdict(list)
    for read in reads:
        if read.whole:
            blocks[read.given.employer, read.title].append(read)
    return [block for block in blocks.values() if len(block) > 1]


def _jobs(blocks: list[list[_Read]], likeness: _Likeness) -> Iterator[Group]:
    """Yield the groups within blocks. Where employer or title says nothing, texts must be nearly equal."""
    for block in blocks:
        at_least = ALIKE_AT if block[0].given.employer and block[0].title else EQUAL_AT
        for job in likeness.groups(block, [read.body for read in block], at_least):
            places = _places(job)
            ids = tuple(read.given.posting_id for read in job)
            yield Group("places" if places > 1 else "same", ids)
            if places >= MASS:
                yield Group("mass", ids)


def _shared_texts(reads: list[_Read], likeness: _Likeness) -> Iterator[Group]:
    """Yield whole texts that several employers have, or one employer under many titles."""
    told = [read for read in reads if read.whole]
    for sharing in likeness.groups(told, [read.whole for read in told], EQUAL_AT):
        ids = tuple(read.given.posting_id for read in sharing)
        by_employer: defaultdict[str, list[_Read]] = defaultdict(list)
        for read in sharing:
            by_employer[read.given.employer].append(read)
        if len(by_employer) > 1:
            yield Group("mass" if len(by_employer) >= MASS else "employers", ids)
        if len(by_employer) < MASS:
            for theirs in by_employer.values():
                if len({read.title for read in theirs}) >= MASS:
                    yield Group("mass", tuple(read.given.posting_id for read in theirs))


def _places(job: list[_Read]) -> int:
    """Return in how many places a job is; places printed together, and boards that name a country alone, are one."""
    named = [_named(read.given.places) for read in job]
    return max(1, _apart([towns for towns, _ in named]), _apart([countries for _, countries in named]))


def _apart(sets: Iterable[frozenset[str]]) -> int:
    """Return how many sets are left when those that share a member are put together."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for names in filter(None, sets):
        for name in names:
            above.setdefault(name, name)
        first, *others = (top(name) for name in names)
        for other in others:
            above[top(other)] = top(first)
    return sum(name == over for name, over in above.items())


@lru_cache(maxsize=CHUNK)
def _named(places: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the towns and the countries that are printed; a town stands first and is no state or country."""
    towns, countries = set(), set()
    for place in places:
        parts = [[word for word in _WORDS.findall(part) if word not in _AREA] for part in _PARTS.split(place.lower())]
        names = [" ".join(word for word in words if not word.isdigit()) for words in parts]
        states = [bool(state_code(name)) or name.upper() in STATES for name in names]
        town = ""
        for number, name in enumerate(names):
            if not town and name and (name == "new york" or any(states[number + 1 :])):
                town = name
            elif states[number]:
                countries.add("United States")
            elif (country := "United States" if name in ("us", "usa") else printed_country(name)) != name:
                countries.add(country)
            else:
                town = town or name
        towns.add(town)
    return frozenset(towns - {""}), frozenset(countries)


_PARTS = re.compile(r"[,;()/|]| - | or | and | & ")
_AREA = frozenset(("greater", "metropolitan", "metro", "area", "city", "region", "bay", "hq", "office")) | frozenset(
    ("remote", "hybrid", "onsite", "anywhere", "telecommute", "full", "time", "only")
)


# --------------------------------------------------------------------------- likeness


class _Likeness:
    """Which texts are alike. Sketches and shares are kept: a body is often the whole text and is compared again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._numbers = {text: number for number, text in enumerate(self._texts)}
        self._sketches: list[bytes] = []
        self._shares: dict[tuple[int, int], float] = {}
        for start in range(0, len(self._texts), CHUNK):
            tokens = [_sampled(text) for text in self._texts[start : start + CHUNK]]
            rows = RMinHash.digest_matrix_from_token_sets(tokens, SLOTS, SEED).to_rows()
            self._sketches += [bytes([slot & 255 for slot in row]) for row in rows]

    def groups(self, reads: Sequence[_Read], texts: Sequence[str], at: float) -> Iterator[list[_Read]]:
        """Yield groups of two or more reads whose texts are like that of the group's first.

        Each text is compared with the first of each group that came before, never along a chain, so that all of a
        group are like one text.
        """
        numbers = [self._numbers[text] for text in texts]
        leaders = dict(self._leaders(dict.fromkeys(numbers), at))
        groups: defaultdict[int, list[_Read]] = defaultdict(list)
        for read, number in zip(reads, numbers, strict=True):
            groups[leaders[number]].append(read)
        yield from (group for group in groups.values() if len(group) > 1)

    def _leaders(self, numbers: Iterable[int], at_least: float) -> Iterator[tuple[int, int]]:
        """Yield for each text the number of the first one before it that it is like, or its own."""
        first: dict[bytes, int] = {}  # by band; a list for each would keep the garbage collector busy
        more: dict[bytes, list[int]] = {}
        for number in numbers:
            leader, sketch = number, self._sketches[number]
            if not _is_short(self._texts[number]):
                bands = [sketch[at : at + BAND] + bytes((at,)) for at in range(0, SLOTS, BAND)]
                if met := [band for band in bands if band in first]:
                    shared = Counter(other for band in met for other in (first[band], *more.get(band, ())))
                    for other, _ in sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:TRIES]:
                        if self._share(number, other, at_least) >= at_least:
                            leader = other
                            break
                if leader == number:
                    for band in bands:
                        if band not in first:
                            first[band] = number
                        elif len(kept := more.setdefault(band, [])) < BUCKET:
                            kept.append(number)
            yield number, leader

    def _share(self, one: int, other: int, at_least: float) -> float:
        """Return the share of shingles that both texts have, or 0 where the sketches are far below ``at_least``."""
        found = self._shares.get((one, other))
        if found is None:
            if sum(map(eq, self._sketches[one], self._sketches[other])) < (at_least - SLACK) * SLOTS:
                return 0.0
            found = self._shares[one, other] = share(self._texts[one], self._texts[other])
        return found


def share(one: str, other: str) -> float:
    """Return the Jaccard similarity of two folded texts: which part of all their shingles both have.

    A line that both have counts with all its words, wherever it stands, so that most of two copies need no shingles.
    """
    lines, other_lines = dict.fromkeys(one.split("\n")), dict.fromkeys(other.split("\n"))
    common = lines.keys() & other_lines.keys()
    equal = sum([line.count(" ") + 1 for line in common])
    these = _shingles([line for line in lines if line not in common])
    those = _shingles([line for line in other_lines if line not in common])
    both = len(these & those)
    return (equal + both) / (equal + len(these) + len(those) - both)


def _shingles(lines: list[str]) -> set[tuple[str, ...]]:
    words = " ".join(lines).split()
    return {*zip(words, words[1:], words[2:], strict=False), tuple(words[-2:])}


def _is_short(text: str) -> bool:
    return text.count(" ") + text.count("\n") + 1 < SHORT_WORDS


def _sampled(text: str) -> list[str]:
    """Return the shingles that a sketch is made of: those that begin with a long word, about a third."""
    words = text.split()
    found = [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False) if len(a) >= LONG_WORD]
    return found or words
