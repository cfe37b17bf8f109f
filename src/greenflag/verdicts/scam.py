"""Is it a scam? What a posting asks, promises and hides, read sentence by sentence by ``scam_signs.toml``.

text --words--> sentences --signs, what turns them off--> signs seen \\
mail, address --contact.py--> signs seen                               worst of each code --> Verdict
pay --wage--> signs seen                                              /

"yes" is a thing that no honest employer does, "maybe" means: verify first. A note tells what was seen and judges no
firm.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, Literal

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

from greenflag.errors import RuleError
from greenflag.model import Posting, Reason, Verdict, VerdictAnswer
from greenflag.verdicts import contact
from greenflag.verdicts.scam_advice import advice_for
from greenflag.verdicts.score import clamped, verdict

__all__ = ["SIGNALS", "advice_for", "judge_scam"]

SIGNALS: Final = (
    "pay_for_sponsorship", "training_fee", "upfront_payment_or_cheque", "identity_harvest", "fake_experience",
    "multiple_registration", "guaranteed_sponsorship", "guaranteed_placement", "bench_and_market",
    "third_party_no_employer", "lookalike_domain", "off_platform_chat", "salary_too_good", "evasive_on_authorization",
    "visa_holders_only", "copied_posting", "urgency", "personal_email", "no_client_named",
)  # fmt: skip

# One decisive sign is "yes"; one warning or two weak signs are "maybe"; a weak one alone stays "no".
POINTS: Final = {"decisive": 1.0, "warning": 0.4, "weak": 0.2}
YES_AT, MAYBE_AT = POINTS["decisive"], POINTS["warning"]

READ_CHARS = 60_000  # of a text
SENTENCE_CHARS = 420  # a longer one is cut there; a sign is not spread wider
APART = "\n" * 8  # title and text: more blanks than FAR_CHARS, so that no sign reaches over them
FAR_CHARS = 6  # blanks between two sentences that are read together
WIDE = 100  # added to a reach: both ways at once
AROUND_CHARS = 300  # before and after: what softens a sign often stands in the next sentence
SHORTEST_ANSWER = 30  # "Do I pay for it? No."
GOES_ON = 4  # sentences that a warning may go on for
MOST_SENTENCES = 120  # that hold a rare stem; so that a text made of stems is still read in linear time
MOST_LOOKS = 6  # at one sign in one sentence
TOO_SHORT_WORDS = 5
QUOTE_CHARS = 240
QUOTES = 2  # of each code; more do not convince more
FAR_ABOVE = 2.5  # times the wage of OFLC level IV: above it pay is not what the market pays

A_YEAR = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2_080, "unknown": 0}
_FOLDS = (("’", "'"), ("‘", "'"), ("´", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("‑", "-"), ("\xa0", " "))
_STOPS = (b". ", b"! ", b"? ", b"; ", "• ".encode(), "… ".encode())
_SHORTENED = (b" rs", b" mr", b"mrs", b" ms", b" dr", b"inc", b"e.g", b"i.e", b" no", b"u.s", b" st", b" vs", b"(rs")
_BLANK = b" \t\r\n.;-*"
_DENIED_NEXT = re.compile(r"\W*(?:no\b[.,!:]|(?:that|this) (?:isn't|is not|wasn't)|not (?:here|with us)|never[.!])")
# 10 to 39,999 dollars: most sums of postings are salaries, at which no sign looks
_SMALL = rb"(?:[1-3]?\d(?:\.\d)?k|\d{2,3}(?!\d|,\d|k|\.\dk)|[1-3]?\d,?\d{3})(?!\d|,\d)"
_SMALL_SUM = re.compile(
    rb"\$ ?" + _SMALL + rb"|usd ?" + _SMALL + rb"|usd(?<=[^\d,][1-3]\d,\d{3} usd)|usd(?<=[^\d,][1-9],\d{3} usd)"
    rb"|usd(?<=[^\d,]\d{3} usd)|usd(?<=[^\d,]\d{4} usd)"
)
_MACRO = re.compile(r"\{([a-z_]+)\}")
_NO = re.compile(
    r"\b(?:no(?!n-| (?:later|matter|longer|sooner|one knows|interview|experience))"
    r"|not(?! only|\w| later| be(?:fore|long)| until)|never|nobody|none|nothing|without|neither|nor|free(?:ly)?|zero"
    r"|cannot|avoid|isn't|aren't|wasn't|won't|don't|doesn't|didn't|can't|couldn't|wouldn't|needn't|mustn't|shouldn't"
    r"|haven't|hasn't|0)\b"
)
_CONTRAST = re.compile(
    r"\b(?:but|yet|until|unless|however|instead|only|except|otherwise|whereas|although|though|rather)\b"
    r"|[;:]|, (?:and |so )?(?:you|we|it|they|the|this|please|just)\b|\s-\s|\. "
)


class _Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: str
    reads: bool


class _Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    weight: Literal["decisive", "warning", "weak"]
    note: str
    why: str
    near: tuple[str, ...]
    act: str
    example: tuple[_Example, ...]
    also: tuple[str, ...] = ()
    unless: str = ""
    around: str = ""
    needs: tuple[str, ...] = ()
    deniable: bool = True
    reach: int = 1
    least: int = 1
    law: tuple[str, ...] = ()


class _Together(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    with_: tuple[str, ...] = msgspec.field(name="with")
    why: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    guard: dict[str, str]
    words: dict[str, str]
    rare: dict[str, tuple[str, ...]]
    sign: tuple[_Sign, ...]
    together: tuple[_Together, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A sign made ready: its patterns compiled, the classes of rare words near which it is looked for as a bit mask."""

    sign: _Sign
    near: int
    needs: int
    act: re.Pattern[str]
    also: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    around: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Book:
    """All signs, and the finder of the rare words around which a text is looked at."""

    file: _File
    signs: tuple[_Ready, ...]
    finder: BytesAhoCorasick
    bits: tuple[int, ...]
    dollars: tuple[int, ...]
    guards: dict[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One sign as it was seen."""

    code: str
    points: float
    note: str
    quote: str
    law: tuple[str, ...] = ()


def judge_scam(posting: Posting, own_domains: Collection[str] = (), wage_top: int | None = None) -> Verdict:
    """Return whether a posting is a scam: "yes", "maybe" (verify first), "no", or "unknown" where there is no text.

    ``own_domains`` are known to be the employer's; ``wage_top`` is the yearly wage of OFLC level IV for the role.
    """
    seen = list(_read(f"{posting.title}{APART}{posting.text}"))
    seen += [_Seen(one.code, POINTS[one.weight], one.note, one.quote) for one in contact.signs(posting, own_domains)]
    seen += _pay(posting, wage_top)
    reasons = _reasons(seen)
    if not reasons and len(posting.text.split(maxsplit=TOO_SHORT_WORDS)) < TOO_SHORT_WORDS:
        return verdict("scam", "unknown", (Reason("too_little_text", 0.0, "there is no text to judge by"),))
    answer: VerdictAnswer = "no"
    if any(reason.points >= YES_AT for reason in reasons):
        answer = "yes"
    elif clamped(reasons) >= MAYBE_AT:
        answer = "maybe"
    return verdict("scam", answer, reasons)


def _reasons(seen: list[_Seen]) -> tuple[Reason, ...]:
    """Return one reason a code, of its heaviest signs, in the order of SIGNALS."""
    by_code: dict[str, list[_Seen]] = {}
    for one in seen:
        by_code.setdefault(one.code, []).append(one)
    raised = {pair.code for pair in _book().file.together if pair.code in by_code and by_code.keys() & set(pair.with_)}
    reasons = []
    for code in SIGNALS:
        if found := sorted(by_code.get(code, ()), key=lambda one: -one.points):
            notes = dict.fromkeys(one.note for one in found)
            quotes = list(dict.fromkeys(f'"{one.quote}"' for one in found))[:QUOTES]
            law = dict.fromkeys(f"law:{entry}" for one in found for entry in one.law)
            points = YES_AT if code in raised else found[0].points
            reasons.append(Reason(code, points, "; ".join(list(notes)[:QUOTES]), (*quotes, *law)))
    return tuple(reasons)


def _pay(posting: Posting, wage_top: int | None) -> Iterator[_Seen]:
    pay = posting.salary
    least = (pay.minimum or pay.maximum or 0.0) * A_YEAR[pay.period] if pay and pay.currency == "USD" else 0.0
    if wage_top and least > FAR_ABOVE * wage_top:
        note = f"pays at least ${least:,.0f} a year, more than {FAR_ABOVE} times the wage of the most experienced"
        yield _Seen("salary_too_good", POINTS["warning"], note, pay.text.strip() if pay else "")


# ------------------------------------------------------------------------------------------------ reading the text
#
# The text is read as bytes: to lower them is quick and moves no offset, so that a quote is cut where a sign was seen.


def _read(text: str) -> Iterator[_Seen]:
    """Yield the signs of a text, sentence by sentence."""
    raw = text[:READ_CHARS].encode("utf-8", "replace")
    low = raw.lower()
    book, told = _book(), 0
    hits = book.finder.find_matches_as_indexes(low, overlapping=True)
    hits = [hit for hit in hits if hit[0] not in book.dollars or _SMALL_SUM.match(low, hit[1])]
    for word, _, _ in hits:
        told |= book.bits[word]
    signs = [ready for ready in book.signs if ready.near & told and ready.needs & told == ready.needs]
    wanted = 0
    for ready in signs:
        wanted |= ready.near
    places: dict[tuple[int, int], int] = {}
    bounds = (0, 0)
    for word, at, _ in hits:
        if book.bits[word] & wanted:
            if at >= bounds[1]:
                if len(places) == MOST_SENTENCES:
                    break
                bounds = _sentence(low, at)
            places[bounds] = places.get(bounds, 0) | book.bits[word]
    for (start, end), held in places.items():
        place = _Place(raw, low, start, end)
        for ready in signs:
            if ready.near & held and (quote := place.shows(ready)):
                yield _Seen(ready.sign.code, POINTS[ready.sign.weight], ready.sign.note, quote, ready.sign.law)


class _Place:
    """A sentence with what stands around it. A way of 3 reads it with the two after it, -3 with the two before it."""

    def __init__(self, raw: bytes, low: bytes, start: int, end: int) -> None:
        self.raw, self.low = raw, low
        self.spans = {1: (start, end)}
        self.windows: dict[int, str] = {}
        self.held: dict[tuple[str, int], bool] = {}
        self.told: bool | None = None

    def shows(self, ready: _Ready) -> str:
        """Return the words in which the sentence shows a sign; "" for none."""
        reach = ready.sign.reach
        if reach > 1 and not self.may_hold(ready, WIDE + reach):
            return ""
        for way in (1,) if reach == 1 else (1, reach, -reach):
            if (way == 1 or self.span(way) != self.spans[1]) and self.may_hold(ready, way):
                window = self.window(way)
                if not _stands(ready, window):
                    continue
                if self.told is None:
                    self.told = _told(self.low, self.spans[1][0], self.window(1))
                start, end = self.span(way)
                near = _plain(self.low[max(0, start - AROUND_CHARS) : end + AROUND_CHARS])
                off = ready.around is not None and ready.around.search(near)
                if off or _book().guards["near"].search(near):
                    continue
                if _DENIED_NEXT.match(_plain(self.low[end : end + SHORTEST_ANSWER])):
                    continue
                if not self.told and (way == 1 or not _book().guards["warning"].search(window)):
                    return self.raw[slice(*self.span(way))].decode("utf-8", "ignore")[:QUOTE_CHARS].strip()
        return ""

    def may_hold(self, ready: _Ready, way: int) -> bool:
        """Tell whether all patterns of a sign are in a window; several signs ask the same, and are told at once."""
        for pattern in (*ready.also, ready.act):
            key = pattern.pattern, way
            if key not in self.held:
                self.held[key] = pattern.search(self.window(way)) is not None
            if not self.held[key]:
                return False
        return True

    def window(self, way: int) -> str:
        if way not in self.windows:
            self.windows[way] = _plain(self.low[slice(*self.span(way))])
        return self.windows[way]

    def span(self, way: int) -> tuple[int, int]:
        if way not in self.spans:
            if way > WIDE:
                self.spans[way] = self.span(WIDE - way)[0], self.span(way - WIDE)[1]
            else:
                self.spans[way] = _span(self.low, *self.spans[1], way)
        return self.spans[way]


def _plain(low: bytes) -> str:
    """Return lowered bytes as text with plain quotes and dashes."""
    text = low.decode("utf-8", "ignore")
    if not text.isascii():
        text = text.lower()
        for odd, plain in _FOLDS:  # quicker than str.translate
            text = text.replace(odd, plain)
    return text


def _told(low: bytes, start: int, sentence: str) -> bool:
    """Tell whether a sentence warns of fraud, or goes on telling of it: "They sell visas for a fee."."""
    guards = _book().guards
    for _ in range(GOES_ON):
        if guards["warning"].search(sentence):
            return True
        if not start or not guards["goes_on"].match(sentence):
            return False
        start, end = _before(low, start)
        sentence = _plain(low[start:end])
    return False


def _span(low: bytes, start: int, end: int, reach: int) -> tuple[int, int]:
    """Return the bounds of a sentence with those after it (or before it, for a negative reach)."""
    most = max(abs(reach) * SENTENCE_CHARS // 2, SENTENCE_CHARS)
    for _ in range(abs(reach) - 1):
        if reach > 0:
            at = end
            while at < len(low) and low[at] in _BLANK:
                at += 1
            if at >= len(low) or at - end > FAR_CHARS:
                break
            after = _sentence(low, at)[1]
            if after - start > most:
                break
            end = after
        else:
            before, stop = _before(low, start)
            if not stop or start - stop > FAR_CHARS or end - before > most:
                break
            start = before
    return start, end


def _before(low: bytes, start: int) -> tuple[int, int]:
    """Return the bounds of the sentence before the one that starts there; (0, 0) for none."""
    at = start - 1
    while at >= 0 and low[at] in _BLANK:
        at -= 1
    return _sentence(low, at) if at >= 0 else (0, 0)


def _sentence(low: bytes, at: int) -> tuple[int, int]:
    """Return the bounds of the sentence at a place; one that is too long is cut there."""
    least, most = max(0, at - SENTENCE_CHARS // 2), min(len(low), at + SENTENCE_CHARS // 2)
    start = low.rfind(b"\n", least, at) + 1 or least
    end = low.find(b"\n", at, most)
    end = end if end >= 0 else most
    for stop in _STOPS:
        cut = low.rfind(stop, start, at)
        while cut > start and low.endswith(_SHORTENED, max(0, cut - 3), cut):
            cut = low.rfind(stop, start, cut)
        start = cut + len(stop) if cut >= start else start
        cut = low.find(stop, at, end)
        while cut >= 0 and low.endswith(_SHORTENED, max(0, cut - 3), cut):
            cut = low.find(stop, cut + 1, end)
        end = cut + 1 if cut >= 0 else end
    return start, max(end, at + 1)


def _stands(ready: _Ready, window: str) -> bool:
    """Tell whether a sign whose patterns are all in the window is neither turned off nor denied."""
    if ready.unless is not None and ready.unless.search(window):
        return False
    if ready.sign.least > 1:
        return len({match.lastgroup for match in ready.act.finditer(window)}) >= ready.sign.least
    acts = islice(ready.act.finditer(window), MOST_LOOKS)
    return not ready.sign.deniable or any(not _denied(window, act.start(), act.end()) for act in acts)


def _denied(window: str, start: int, end: int) -> bool:
    """Tell whether a "no", "not" or "never" reaches the match: from before it in its clause, or within it."""
    clause = 0
    for contrast in _CONTRAST.finditer(window, 0, start):
        clause = contrast.end()
    return _NO.search(window, clause, end) is not None


@cache
def _book() -> _Book:
    path = Path(__file__).with_name("scam_signs.toml")
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=_File)
        masks = {name: 1 << number for number, name in enumerate(file.rare)}
        signs = []
        for sign in file.sign:
            if sign.code not in SIGNALS:
                raise RuleError(f"{path.name}: {sign.code}: no signal is called so")
            near = sum({masks[name] for name in sign.near})
            act, *also = (re.compile(_filled(one, file.words), re.DOTALL) for one in (sign.act, *sign.also))
            unless, around = (
                re.compile(_filled(off, file.words), re.DOTALL) if off else None for off in (sign.unless, sign.around)
            )
            needs = sum({masks[name] for name in sign.needs})
            signs.append(_Ready(sign, near, needs, act, tuple(also), unless, around))
        guards = {name: re.compile(_filled(pattern, file.words)) for name, pattern in file.guard.items()}
    except (OSError, msgspec.MsgspecError, re.error, KeyError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    words: dict[str, int] = {}
    for name, stems in file.rare.items():
        for stem in stems:
            words[stem] = words.get(stem, 0) | masks[name]
    dollars = tuple(number for number, word in enumerate(words) if word in ("$", "usd"))
    finder = BytesAhoCorasick([word.encode() for word in words], implementation=Implementation.DFA)
    return _Book(file, tuple(signs), finder, tuple(words.values()), dollars, guards)


def _filled(pattern: str, words: dict[str, str]) -> str:
    """Return a pattern with its {words} filled in, those within them too."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda macro: f"(?:{words[macro[1]]})", pattern)
    return pattern
