"""What a posting is about: the rank of the job, the years it asks for, the ML problems, the employer's industry.

title, text --phrases--> mentions --lists weigh half--> problems, industry, rank
text --"year"--> years
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from greenflag.errors import RuleError
from greenflag.model import Posting

READ_CHARS = 20_000  # of a text
TITLE_CHARS = 300  # of a title; a longer one is a whole advertisement
MOST_PROBLEMS, MOST_INDUSTRIES = 3, 2  # a posting with more is about everything, which tells nothing
ENOUGH = 2.0  # different phrases of a problem, or mentions of an industry: one may be a passing word
IN_TITLE = 3.0  # mentions that one in the title is worth when problems are put in order
IN_LIST = 0.5  # of a mention: "NLP, computer vision or robotics" names what one may know, not what one will do
LIST_COMMAS, LIST_NAMES = 2, 3  # from here a sentence that asks, or that names so many different things, is a list
REACH = 160  # bytes before and after a phrase; a line of a real posting is often a whole page
QUOTE = 160  # bytes
SELF_REACH = 80  # bytes before an industry in which "we are a" stands
YEARS_REACH = 30  # characters before "years" in which their number stands
YEARS_QUOTE_CHARS = 80  # after the years; enough to see what they are asked of
MOST_YEARS = 20  # asked; "more than 70 years" is the age of the firm
TITLE_BARS = 2  # "Acme | ML Engineer | INTERNS": from so many bars on, a title lists several jobs

_LETTERS, _PLURAL = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789"), ord("s")
_AROUND = " \t\r-*•·"  # a quote: the marks of a bullet
_ASKS = (  # parts of words that a sentence has which asks or lists; plain "in" is ten times as fast as a pattern
    *(b"experience", b"knowledge", b"familiar", b"understanding", b"proficien", b"background", b"expertise", b"skill"),
    *(b"degree", b"such as", b"e.g", b"etc", b"includ", b" like ", b"technique", b"method", b" area", b" tools"),
    *(b"technologies", b"industries", b"sectors", b" field", b"one or more", b"a few"),
)
# What stands before an industry where an employer tells what it is: "Acme is the leading ". "’" ends in \x99.
_SELF = re.compile(
    rb"[ '\x99](?:are|re|is|as)(?: proud to be)? (?:an?|the|one of (?:the|America's))\b[^.,;:!?\n]{0,48}$"
)
_NOT_SELF = re.compile(
    rb"\b(?:role|position|plus|this|there|experience|job|it|such|opportunity|who|candidate)\b", re.IGNORECASE
)
_YEARS = re.compile(
    r"(?<![\d.,$])(\d{1,2})\s*(?:\+|plus)?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?(?:years?|yrs?)\b(?! ago)", re.IGNORECASE
)
_ASKED = re.compile(
    r"experience|industry|professional|hands[- ]on|building|developing|working|background", re.IGNORECASE
)
_ALTERNATIVE = re.compile(r"[\s.]*(?:/|\bor\b|&|\bto\b|–|,)\s*", re.IGNORECASE)
# A text speaks of many ranks (of colleagues, of whom one reports to); only what one looks for is the rank of the job.
_SOUGHT_BEFORE = re.compile(
    r"\b(?:this is|this|as|for|seek(?:ing|s)?|hir(?:ing|e)|need|is|join (?:us|our team) as)"
    r"(?: an?| our(?: \w+)?)?(?: \w+)?[ (]+$",
    re.IGNORECASE,
)
_SOUGHT_AFTER = re.compile(
    r"[- ](?:[\w/&+()-]+ ){0,4}?"
    r"(?:role|position|job|opportunity|engineer|scientist|researcher|developer|analyst|architect)\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"s?(?: (?:are|is))?(?: also)? (?:welcome|encouraged|eligible|considered|to apply)", re.IGNORECASE
)

_LADDER = (
    *("intern", "new graduate", "junior", "mid", "senior", "lead", "staff", "principal"),
    *("manager", "director", "executive"),
)
# Which of several ranks a title means: "Senior Manager" is a manager, and an intern in a senior team is an intern.
_WEIGHTIEST = ("intern", "new graduate", *reversed(_LADDER[2:]))


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a posting tells. ``quote`` stands word for word in its title or text."""

    name: str
    quote: str


@dataclass(frozen=True, slots=True)
class About:
    """What a posting is about; ``problems`` are the most mentioned first, ``years`` None where none are asked."""

    seniority: Told | None
    years: int | None
    years_quote: str
    problems: tuple[Told, ...]
    industry: tuple[Told, ...]


def about(posting: Posting) -> About:
    """Return the rank, the asked years, the ML problems and the industry that a posting's own words tell.

    A problem needs a mention in the title or two different phrases in the text; an industry two mentions, or one
    sentence in which the employer says what it is.
    """
    text = posting.text[:READ_CHARS]
    found: dict[str, list[_Mention]] = {"problem": [], "industry": [], "rank": []}
    several = posting.title.count("|") >= TITLE_BARS
    for mention in _mentions("title", posting.title[:TITLE_CHARS]):
        if not (several and (mention.phrase.only_in_title or mention.phrase.name == "intern")):
            found[mention.phrase.kind].append(mention)
    for mention in _mentions("text", text):
        found[mention.phrase.kind].append(mention)
    years, quote = asked_years(text)
    return About(
        _rank_in_title(found["rank"]) or _rank_in_text(found["rank"]),
        years or None,
        quote[1:-1],
        tuple(_problems(found["problem"])),
        tuple(_industries(found["industry"])),
    )


# --------------------------------------------------------------------------- years


def asked_years(text: str) -> tuple[int, str]:
    """Return the most years that the text asks for, with the words as a quote; of alternatives the fewest."""
    asked: list[tuple[int, str]] = []
    last_end = 0
    for years, start, end in _numbers_of_years(text):
        before = text[max(0, start - 40) : start].rpartition("\n")[2]
        after = text[start : end + YEARS_QUOTE_CHARS].partition("\n")[0]
        if years > MOST_YEARS or not (_ASKED.search(before) or _ASKED.search(after)):
            continue
        whole_words = after.rpartition(" ")[0] if len(after) > YEARS_QUOTE_CHARS else after
        this = (years, f'"{whole_words.strip()}"')
        between = text[last_end:start]
        if asked and " or " in between and "\n" not in between and len(between) < YEARS_QUOTE_CHARS:
            asked[-1] = min(asked[-1], this)
        else:
            asked.append(this)
        last_end = end
    return max(asked, default=(0, ""))


def _numbers_of_years(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each "5+ years" with where it stands. The word is sought first: a pattern over a whole text is slow."""
    low = text.encode("utf-8", "surrogatepass").lower()
    ends: list[int] = []
    for word in (b"year", b"yr"):
        at = low.find(word)
        while at >= 0:
            ends.append(at)
            at = low.find(word, at + 1)
    after, after_byte = 0, 0
    for byte in sorted(ends):
        after += len(low[after_byte:byte].decode("utf-8", "surrogatepass"))
        after_byte = byte
        start = max(0, after - YEARS_REACH)
        for match in _YEARS.finditer(text[start : after + len("years ago") + 1]):
            if match.start() + start <= after < match.end() + start:
                yield int(match.group(1)), match.start() + start, match.end() + start


# --------------------------------------------------------------------------- phrases and where they stand

_Kind = Literal["problem", "industry", "rank", "mute"]
_Place = Literal["title", "text"]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: tuple[str, ...]
    text: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mute: tuple[str, ...]
    problem: dict[str, _Words]
    industry: dict[str, tuple[str, ...]]
    rank: dict[str, _Words]


class _Phrase(NamedTuple):
    words: str
    kind: _Kind
    name: str
    only_in_title: bool = False


class _Mention(NamedTuple):
    """Where a phrase stands, in bytes: most texts hold a "•" or a "’", and bytes are read several times as fast."""

    phrase: _Phrase
    place: _Place
    source: bytes
    start: int
    end: int

    def words(self, start: int, end: int) -> str:
        return self.source[start:end].decode("utf-8", "ignore")


class _Known(NamedTuple):
    finder: BytesAhoCorasick
    meant: tuple[
        tuple[bool, tuple[_Phrase, ...]], ...
    ]  # of each: may any ending follow; one phrase may mean two things


@cache
def _file() -> _File:
    path = Path(__file__).with_name("about.toml")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError) as error:
        raise RuleError(f"{path.name}: {error}") from error


def _phrases(place: _Place) -> Iterator[_Phrase]:
    file = _file()
    yield from (_Phrase(words, "mute", "") for words in file.mute)
    for name, problem in file.problem.items():
        yield from (_Phrase(words, "problem", name) for words in problem.text)
        if place == "title":
            yield from (_Phrase(words, "problem", name, only_in_title=True) for words in problem.title)
    for name, several in file.industry.items():
        yield from (_Phrase(words, "industry", name) for words in several)
    for name, rank in file.rank.items():
        yield from (_Phrase(words, "rank", name) for words in (rank.title if place == "title" else rank.text))


@cache
def _known(place: _Place) -> _Known:
    meant: dict[str, list[_Phrase]] = {}
    for phrase in _phrases(place):
        meant.setdefault(phrase.words, []).append(phrase)
    finder = BytesAhoCorasick(
        [words.rstrip("*").encode() for words in meant],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.DFA,
    )
    return _Known(finder, tuple((words.endswith("*"), tuple(phrases)) for words, phrases in meant.items()))


def _mentions(place: _Place, text: str) -> Iterator[_Mention]:
    finder, meant = _known(place)
    source = text.encode("utf-8", "replace")
    low = source.lower().replace(b"-", b" ") + b"\n"  # so that each phrase has a neighbour on both sides
    last_name, last_end = "", 0
    for index, start, end in finder.find_matches_as_indexes(low):
        if low[start - 1] in _LETTERS:
            continue
        stem, phrases = meant[index]
        if low[end] in _LETTERS:
            if stem:
                while low[end] in _LETTERS:
                    end += 1
            elif low[end] != _PLURAL or low[end + 1] in _LETTERS:
                continue
            else:
                end += 1
        name = phrases[0].name
        # "natural language processing (NLP)" is one mention, not two.
        again = name == last_name and low[last_end:start] == b" ("
        last_name, last_end = name, end
        if name and not again:
            for phrase in phrases:
                yield _Mention(phrase, place, source, start, end)


def _sentence(one: _Mention) -> tuple[int, int]:
    """Return where the sentence around a mention begins and ends, or the whole words in its reach."""
    source, start, end = one.source, one.start, one.end
    floor, roof = max(0, start - REACH), end + REACH
    first = source.rfind(b"\n", floor, start) + 1
    first = source.rfind(b". ", first or floor, start) + 2 if b". " in source[first or floor : start] else first
    if not first and floor:
        first = source.find(b" ", floor, start) + 1 or start
    last = source.find(b"\n", end, roof)
    stop = source.find(b". ", end, roof if last < 0 else last)
    last = stop if stop >= 0 else last
    if last < 0:
        last = len(source) if roof >= len(source) else max(source.rfind(b" ", end, roof), end)
    return first, last


def _is_list(sentence: bytes, names: int) -> bool:
    if names >= LIST_NAMES:
        return True
    if sentence.count(b",") + sentence.count(b"/") < LIST_COMMAS:
        return False
    low = sentence.lower()
    return any(words in low for words in _ASKS)


class _Weights:
    """What mentions of one kind weigh: less in a sentence that lists what one may know."""

    def __init__(self, mentions: list[_Mention]) -> None:
        self._mentions = mentions
        self._known: list[tuple[int, int, float]] = []  # from, to, weight

    def of(self, one: _Mention) -> float:
        if one.place == "title":
            return 1.0
        for first, last, weight in reversed(self._known):
            if first <= one.start < last:
                return weight
        first, last = _sentence(one)
        names = {other.phrase.name for other in self._mentions if first <= other.start < last and other.place == "text"}
        weight = IN_LIST if _is_list(one.source[first:last], len(names)) else 1.0
        self._known.append((first, max(last, one.end), weight))
        return weight


def _quote(one: _Mention) -> str:
    """Return the words in a title, or the sentence in a text; of a long one the whole words around its mention."""
    if one.place == "title":
        return one.words(one.start, one.end)
    start, stop = _sentence(one)
    if stop - start > QUOTE:
        spare = (QUOTE - (one.end - one.start)) // 2
        if one.start - start > spare:
            start = one.source.find(b" ", one.start - spare, one.start) + 1 or one.start
        if stop - one.end > spare:
            stop = max(one.source.rfind(b" ", one.end, one.end + spare), one.end)
    return one.words(start, stop).strip(_AROUND)


def _by_name(mentions: list[_Mention]) -> dict[str, list[_Mention]]:
    found: dict[str, list[_Mention]] = {}
    for one in mentions:
        found.setdefault(one.phrase.name, []).append(one)
    return found


def _problems(mentions: list[_Mention]) -> Iterator[Told]:
    """Yield the problems, the most mentioned first."""
    weights = _Weights(mentions)
    enough: list[tuple[float, str, _Mention]] = []
    for name, found in _by_name(mentions).items():
        in_title = found[0].place == "title"
        if not in_title and len({one.phrase.words for one in found}) < ENOUGH:
            continue
        weighed = sorted(((weights.of(one), one) for one in found), key=lambda one: -one[0])
        phrases: dict[str, float] = {}
        for weight, one in weighed:
            phrases.setdefault(one.phrase.words, weight)
        if in_title or sum(phrases.values()) >= ENOUGH:
            total = sum(weight for weight, _ in weighed) + in_title * IN_TITLE
            enough.append((total, name, weighed[0][1]))
    enough.sort(key=lambda one: -one[0])
    for _, name, one in enough[:MOST_PROBLEMS]:
        yield Told(name, _quote(one))


def _industries(mentions: list[_Mention]) -> Iterator[Told]:
    """Yield the industries; one that the employer says to be its own stands before those that it only mentions."""
    weights = _Weights(mentions)
    enough: list[tuple[bool, float, str, _Mention]] = []
    for name, found in _by_name(mentions).items():
        plain = next((one for one in found if _says_itself(one)), None)
        if plain is None and len(found) < ENOUGH:
            continue
        weighed = [weights.of(one) for one in found]
        if plain or sum(weighed) >= ENOUGH:
            best = plain or found[weighed.index(max(weighed))]
            enough.append((plain is None, -sum(weighed), name, best))
    enough.sort(key=lambda one: one[:2])
    for _, _, name, one in enough[:MOST_INDUSTRIES]:
        yield Told(name, _quote(one))


def _says_itself(one: _Mention) -> bool:
    before = one.source[max(0, one.start - SELF_REACH) : one.start]
    if one.place == "title" or not (b" is " in before or b"re " in before or b" as " in before):
        return False
    return _SELF.search(before) is not None and _NOT_SELF.search(before.rpartition(b"\n")[2]) is None


# --------------------------------------------------------------------------- ranks


def _rank_in_title(mentions: list[_Mention]) -> Told | None:
    """Return the weightiest rank of a title; of alternatives ("Senior/Staff") the lower, which is enough to apply."""
    best: _Mention | None = None
    last: _Mention | None = None
    for one in mentions:
        name = one.phrase.name
        if one.place == "text":
            break
        if last is not None and _ALTERNATIVE.fullmatch(one.words(last.end, one.start)):
            lower = _LADDER.index(name) < _LADDER.index(last.phrase.name)
            best = one if best is last and lower else best
        elif best is None or _WEIGHTIEST.index(name) < _WEIGHTIEST.index(best.phrase.name):
            best = one
        last = one
    return Told(best.phrase.name, _quote(best)) if best is not None else None


def _rank_in_text(mentions: list[_Mention]) -> Told | None:
    """Return the rank that the text plainly seeks: "looking for a senior engineer", "new grads are welcome"."""
    for one in mentions:
        if one.place == "title":
            continue
        before = one.words(max(0, one.start - 40), one.start).rpartition("\n")[2]
        after = one.words(one.end, one.end + 60).partition("\n")[0]
        sought = _SOUGHT_AFTER.match(after) and _SOUGHT_BEFORE.search(before)
        welcome = one.phrase.name == "new graduate" and _WELCOME.match(after)
        this = one.phrase.words == "internship" and before.lower().endswith("this ")
        if sought or welcome or this:
            return Told(one.phrase.name, _quote(one))
    return None
