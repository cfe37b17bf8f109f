"""The reader: targets, the scope around them, and the clue that both amount to.

text --stems--> sentences worth reading --targets--> scope --> clues with exact quotes
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ahocorasick_rs import BytesAhoCorasick

from greenflag.clues.lines import joined_bounds, section_of
from greenflag.clues.passage import Passage, make_passage
from greenflag.clues.rules import CompiledRule, RuleSet
from greenflag.clues.scope import Held, Mark, Span, around, hold
from greenflag.clues.sentences import clauses, sentences
from greenflag.model import Clue, Kind, Topic

STRONG = "sponsorship.sponsor"  # a clause that says "sponsor" is read by that word; weak rules leave it alone
WORD_CHARS = 4  # a stem of at most so many characters must stand as a word: "opt" is no "option"
MAX_SENTENCE = 600  # characters: a longer "sentence" is read in windows around its targets
MAX_HITS = 30  # sentences read of one posting: hostile text repeats a word without end
MAX_SPENT = 9_000  # characters of the sentences read: twice the most of 33,000 real postings
MAX_READ = 200_000  # characters read of a text: ten times the longest real posting
STRETCH = 16_000  # characters searched for stems at a time
LONGEST_STEM = 64  # characters
MAX_TARGETS = 3  # targets of one rule read in one sentence
QUOTE_CHARS = 360  # a longer sentence is quoted around the clause that matters
ASKED_AS_FIELDS = {"sponsorship", "clearance"}  # topics of form fields, whose answer may stand on the next line
NAMING = {"sponsorship", "authorization"}  # topics whose quotes are looked through for the visas that they name
NOT_SPONSORED = {"ead", "student"}  # "no sponsorship, EAD only" is a refusal of sponsorship, not of the EAD
_OTHER_SENSE = Held("mentioned", False, ())
Silence = Literal[
    "target", "unless", "preceded_by", "needs", "except", "header_only", "near", "heading", "reads", "weak",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A target that was read: by which rule, as what, and where it stands."""

    compiled: CompiledRule
    kind: Kind
    held: Held
    target: Span
    clause: Span


class Reader:
    """Reads texts by one set of rules. Holds no state of a text.

    The workbench listens in at ``read_sentence`` and ``stay_silent``.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        users: dict[str, list[int]] = {}
        for number, compiled in enumerate(rules.rules):
            for stem in compiled.rule.stems:
                users.setdefault(stem, []).append(number)
        self._stems = list(users)
        self._users = [users[stem] for stem in self._stems]
        self._finder = BytesAhoCorasick([stem.encode() for stem in self._stems])

    def clues(self, text: str, *, title: bool = False) -> list[Clue]:
        """Return the clues of a text in reading order; ``text[clue.start:clue.end] == clue.quote`` for each.

        With ``title`` the text is a posting's title: its clues carry line 0 and offsets in the title. Of a text longer
        than any posting only the first MAX_READ characters are read.
        """
        passage = make_passage(text[:MAX_READ])
        found: list[Clue] = []
        for sentence, rules in self._sentences(passage):
            quoted = self.read_sentence(passage, sentence, rules)
            found += [self._clue(passage, one, bounds, title) for one, bounds in quoted]
        return _merged(found)

    def _sentences(self, passage: Passage) -> Iterator[tuple[Span, list[int]]]:
        """Yield the sentences that hold a stem, in reading order, each with the rules to try on it."""
        known: dict[Span, list[Span]] = {}
        sentence: Span = (0, 0)
        rules: set[int] = set()
        count = spent = 0
        for place, users in self._places(passage.plain):
            if place < sentence[1]:
                rules.update(users)
                continue
            if rules:
                yield sentence, sorted(rules)
                count, spent = count + 1, spent + sentence[1] - sentence[0]
                if count == MAX_HITS or spent >= MAX_SPENT:
                    return
            sentence, rules = _sentence_at(passage, place, known), set(users)
        if rules:
            yield sentence, sorted(rules)

    def _places(self, plain: str) -> Iterator[tuple[int, list[int]]]:
        """Yield where the stems stand, in reading order, a stretch at a time: whoever has enough stops early.

        A stretch is searched as bytes, which is several times as fast.
        """
        for begin in range(0, len(plain), STRETCH):
            stretch = plain[begin : begin + STRETCH + LONGEST_STEM].encode("utf-8", "replace")
            hits = self._finder.find_matches_as_indexes(stretch.lower(), overlapping=True)
            place, last = begin, 0
            for at, end, stem in sorted((at, end, stem) for stem, at, end in hits):
                place, last = place + len(stretch[last:at].decode()), at
                if place >= begin + STRETCH:
                    break
                if end - at > WORD_CHARS or _is_word(plain, place, place + end - at):
                    yield place, self._users[stem]

    def stay_silent(self, compiled: CompiledRule, why: Silence, at: Span) -> None:
        """Hear why a rule that was tried says nothing of a target (of a sentence, where none was found)."""

    def read_sentence(self, passage: Passage, sentence: Span, rules: list[int]) -> list[tuple[Found, Span]]:
        """Return what the rules find in a sentence, each with the bounds of what is to be quoted."""
        parts = clauses(passage.plain, *sentence)
        marks: dict[Topic, tuple[Mark, ...]] = {}
        found = [
            one for number in rules for one in self._read_by(self._rules.rules[number], passage, sentence, parts, marks)
        ]
        spoken_for = {one.clause for one in found if one.compiled.rule.id == STRONG}
        for one in [one for one in found if one.compiled.rule.weak and one.clause in spoken_for]:
            self.stay_silent(one.compiled, "weak", one.target)
            found.remove(one)
        mixed = len({one.kind for one in found}) > 1 or sentence[1] - sentence[0] > QUOTE_CHARS
        return [(one, one.clause if mixed else sentence) for one in found]

    def _read_by(
        self,
        compiled: CompiledRule,
        passage: Passage,
        sentence: Span,
        parts: list[Span],
        marks: dict[Topic, tuple[Mark, ...]],
    ) -> Iterator[Found]:
        plain, rule = passage.plain, compiled.rule
        matches = list(islice(compiled.target.finditer(plain, *sentence), MAX_TARGETS))
        if not matches:
            return self.stay_silent(compiled, "target", sentence)
        if compiled.unless and compiled.unless.search(plain, *sentence):
            return self.stay_silent(compiled, "unless", matches[0].span())
        if compiled.preceded_by and not compiled.preceded_by.search(passage.before(matches[-1].start())):
            return self.stay_silent(compiled, "preceded_by", matches[-1].span())
        spoken_of = not compiled.needs or compiled.needs.search(passage.with_heading(sentence)) is not None
        other_sense = [m.span() for m in compiled.exclude.finditer(plain, *sentence)] if compiled.exclude else []
        for match in matches:
            target = match.span()
            clause = next((part for part in parts if part[0] <= target[0] < part[1]), sentence)
            if not spoken_of or any(start < target[1] and end > target[0] for start, end in other_sense):
                self.stay_silent(compiled, "except" if spoken_of else "needs", target)
                if rule.tells_other_sense:
                    yield Found(compiled, "other_sense", _OTHER_SENSE, target, clause)
                continue
            if rule.header_only and not passage.is_header(target[0]):
                self.stay_silent(compiled, "header_only", target)
                continue
            if compiled.near and not compiled.near.search(plain[clause[0] : clause[1]]):
                self.stay_silent(compiled, "near", target)
                continue
            modifiers = self._rules.modifiers[rule.topic]
            if rule.topic not in marks:
                marks[rule.topic] = around(plain, sentence, modifiers)
            held: Held | None = hold(plain, clause, target, modifiers, marks[rule.topic])
            if held and rule.topic in ASKED_AS_FIELDS:
                held = passage.answered(sentence, target, held)
            kind = _kind(compiled, held) if held else None
            if held and kind:
                yield Found(compiled, kind, held, target, clause)
            else:
                self.stay_silent(compiled, "reads" if held else "heading", target)

    def _clue(self, passage: Passage, found: Found, bounds: Span, title: bool) -> Clue:
        rule = found.compiled.rule
        start, end = _quoted(passage.plain, bounds, found.target)
        number = passage.index.number(found.target[0])
        quote = passage.plain[start:end]
        names = self._rules.names_in(quote) if rule.topic in NAMING else ()
        return Clue(
            rule_id=rule.id,
            topic=rule.topic,
            kind=found.kind,
            claim=next((n for n in names if n not in NOT_SPONSORED), rule.claim)
            if rule.topic == "sponsorship"
            else rule.claim,
            assertion=found.held.assertion,
            line=0 if title else passage.text.count("\n", 0, found.target[0]) + 1,
            start=start,
            end=end,
            quote=passage.text[start:end],
            section="title" if title else section_of(passage.index, number),
            modifiers=found.held.words,
            names=names,
            only=bool(names) and any(map(self._rules.keeps_to_names, (quote, *found.held.words))),
        )


def _is_word(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _kind(compiled: CompiledRule, held: Held) -> Kind | None:
    kind = compiled.rule.reads.get(held.assertion, "silent")
    if kind == "silent":
        return None
    if held.future and compiled.rule.future and held.assertion in {"negated", "affirmed"} and kind != "offer":
        return compiled.rule.future
    return kind


def _sentence_at(passage: Passage, offset: int, known: dict[Span, list[Span]]) -> Span:
    """Return the sentence that an offset lies in; ``known`` keeps the sentences of blocks already cut."""
    block = joined_bounds(passage.index, passage.index.number(offset))
    if block not in known:
        known[block] = sentences(passage.plain, *block)
    begin, stop = next(((a, b) for a, b in known[block] if a <= offset < b), (offset, offset))
    if stop - begin > MAX_SENTENCE:
        return max(begin, offset - MAX_SENTENCE // 2), min(stop, offset + MAX_SENTENCE // 2)
    return begin, stop


def _quoted(plain: str, bounds: Span, target: Span) -> Span:
    """Return the bounds of the quote: the sentence or clause, cut at blanks around the target when it is very long."""
    start, end = bounds
    if end - start > QUOTE_CHARS:
        start = max(start, target[0] - QUOTE_CHARS // 2)
        end = min(end, target[1] + QUOTE_CHARS // 2)
        while start > bounds[0] and not plain[start - 1].isspace():
            start -= 1
        while end < bounds[1] and not plain[end].isspace():
            end += 1
    while start < end and plain[start] in " \t\n,;:|(-":
        start += 1
    while end > start and plain[end - 1] in " \t\n,;|(":
        end -= 1
    return start, end


def _merged(found: list[Clue]) -> list[Clue]:
    """Return the clues in reading order, one for each kind and stretch of text; a reservation takes its offer along."""
    kept: dict[tuple[int, int, Kind], Clue] = {}
    for clue in sorted(found, key=lambda c: (c.start, -c.end)):
        kept.setdefault((clue.start, clue.end, clue.kind), clue)
    limited = {(clue.start, clue.end) for clue in found if clue.kind == "offer_limited"}
    return [c for c in kept.values() if c.kind != "offer" or (c.start, c.end) not in limited]
