"""The reader: targets, the scope around them, and the clue that both amount to.

text --stems--> sentences worth reading --targets--> scope --> clues with exact quotes
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ahocorasick_rs import AhoCorasick

from greenflag.clues.lines import LineIndex, index_lines, is_bullet, joined_bounds, section_of
from greenflag.clues.rules import CompiledRule, RuleSet
from greenflag.clues.scope import Held, hold
from greenflag.clues.sentences import clauses, sentences
from greenflag.model import Clue, Kind

_STRONG = "sponsorship.sponsor"  # a clause that says "sponsor" is read by that word; weak rules leave it alone
MAX_SENTENCE = 700  # characters: a longer "sentence" is read in windows around its targets
MAX_HITS = 60  # sentences read of one posting: hostile text repeats a word without end
MAX_TARGETS = 6  # targets of one rule read in one sentence
PRECEDING_CHARS = 160  # how far back "we cannot do so" may look for what it means
QUOTE_CHARS = 360  # a longer sentence is quoted around the clause that matters

# One character for one, so that offsets stay those of the posting's own text. Abbreviations lose their dots, which
# would end a modifier's scope.
_PLAIN = (
    ("’", "'"), ("‘", "'"), ("`", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("‑", "-"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("_", " "), ("*", " "), ("\t", " "), ("İ", "I"),
    ("►", "•"), ("●", "•"), ("▪", "•"), ("e.g.", "e g "), ("i.e.", "i e "), ("D.C.", "DC  "), ("a.k.a.", "a k a "),
)  # fmt: skip
_US = re.compile(
    r"\bU\.\s?S\.?(?:A\.)?(?=\s+(?:[a-z(]|Citizen|Person|Gov|Dep|Nation|Law|Perm|Work|Export|Mili|Fed|Army|Air|Navy|"
    r"Green|Resid|Based))|\bU\.\s?S\.?A?(?=[^.A-Za-z])"
)
_HEADER = re.compile(r"\|.*\||^.{0,300}\b(?:onsite|on-site|remote|full[- ]?time|interns?)\b.{0,300}$", re.IGNORECASE)
_ANSWER = re.compile(
    r"\s*[-*•·:]?\s*(?:(?P<no>no|none|not available|unavailable|not offered|n/?a|false)|(?P<yes>yes|available|true))\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:(?:visas?|work|employment|immigration|sponsorship|h-?1-?b|information|status|requirements?|policy|eligib\w+|"
    r"availab\w+|authori[sz]ation|support|offered|provided|eligible|for|of|this|position|role|us|and|&|/|or|:|\?)[\s:?]*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A sentence in which at least one stem stands, with the rules to try on it."""

    start: int
    end: int
    rules: frozenset[int]


class Reader:
    """Reads texts by one set of rules. Holds no state of a text."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        words: dict[str, list[int]] = {}
        for number, compiled in enumerate(rules.rules):
            for stem in compiled.rule.stems:
                words.setdefault(stem, []).append(number)
        long = [stem for stem in words if len(stem) > 4]
        self._stems = [words[stem] for stem in long]
        self._finder = AhoCorasick(long)
        self._words = {stem: users for stem, users in words.items() if len(stem) <= 4}
        short = "|".join(sorted(map(re.escape, self._words), key=len, reverse=True))
        self._word = re.compile(rf"(?<![a-z0-9])(?:{short})(?![a-z0-9])") if short else None

    def clues(self, text: str, *, title: bool = False) -> list[Clue]:
        """Return the clues of a text in reading order; ``text[clue.start:clue.end] == clue.quote`` for each.

        With ``title`` the text is a posting's title: its clues carry line 0 and offsets in the title.
        """
        plain = _plain(text)
        index = index_lines(plain)
        found: list[Clue] = []
        for hit in self._hits(plain, index):
            found += self._read_sentence(text, plain, index, hit, title)
        return _merged(found)

    def _hits(self, plain: str, index: LineIndex) -> Iterator[_Hit]:
        """Yield the sentences that hold a stem, in reading order."""
        places = sorted(self._places(plain.lower()))
        known: dict[tuple[int, int], list[tuple[int, int]]] = {}
        at, count = 0, 0
        while at < len(places) and count < MAX_HITS:
            start, end = self._sentence_at(plain, index, places[at][0], known)
            users: set[int] = set()
            while at < len(places) and places[at][0] < max(end, start + 1):
                users.update(places[at][1])
                at += 1
            count += 1
            yield _Hit(start, end, frozenset(users))

    def _places(self, low: str) -> Iterator[tuple[int, list[int]]]:
        for stem, start, _ in self._finder.find_matches_as_indexes(low, overlapping=True):
            yield start, self._stems[stem]
        if self._word:
            for match in self._word.finditer(low):
                yield match.start(), self._words[match.group()]

    def _sentence_at(
        self, plain: str, index: LineIndex, offset: int, known: dict[tuple[int, int], list[tuple[int, int]]]
    ) -> tuple[int, int]:
        block = joined_bounds(index, index.number(offset))
        if block not in known:
            known[block] = sentences(plain, *block)
        begin, stop = next(((a, b) for a, b in known[block] if a <= offset < b), (offset, offset))
        if stop - begin > MAX_SENTENCE:
            return max(begin, offset - MAX_SENTENCE // 2), min(stop, offset + MAX_SENTENCE // 2)
        return begin, stop

    def _read_sentence(self, text: str, plain: str, index: LineIndex, hit: _Hit, title: bool) -> list[Clue]:
        parts = clauses(plain, hit.start, hit.end)
        found: list[tuple[CompiledRule, Kind, Held, tuple[int, int], tuple[int, int]]] = []
        for number in sorted(hit.rules):
            compiled = self._rules.rules[number]
            for match in islice(compiled.target.finditer(plain, hit.start, hit.end), MAX_TARGETS):
                clause = next((part for part in parts if part[0] <= match.start() < part[1]), (hit.start, hit.end))
                read = self._read_target(compiled, plain, index, (hit.start, hit.end), clause, match.span())
                if read:
                    found.append((compiled, *read, match.span(), clause))
        spoken_for = {clause for compiled, _, _, _, clause in found if compiled.rule.id == _STRONG}
        found = [item for item in found if not (item[0].rule.weak and item[4] in spoken_for)]
        kinds = {kind for _, kind, _, _, _ in found}
        return [
            self._clue(
                text, plain, index, compiled, kind, held, target,
                clause if len(kinds) > 1 or hit.end - hit.start > QUOTE_CHARS else (hit.start, hit.end), title,
            )
            for compiled, kind, held, target, clause in found
        ]  # fmt: skip

    def _read_target(
        self,
        compiled: CompiledRule,
        plain: str,
        index: LineIndex,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        target: tuple[int, int],
    ) -> tuple[Kind, Held] | None:
        rule = compiled.rule
        if compiled.exclude and _overlaps(compiled.exclude, plain, sentence, target):
            return ("other_sense", Held("mentioned", False, ())) if rule.tells_other_sense else None
        if rule.header_only and not _HEADER.search(plain, *index.bounds(index.number(target[0]))):
            return None
        context = _context(plain, index, sentence)
        if compiled.needs and not compiled.needs.search(context):
            return ("other_sense", Held("mentioned", False, ())) if rule.tells_other_sense else None
        if compiled.unless and compiled.unless.search(plain, *sentence):
            return None
        before = plain[max(0, sentence[0] - PRECEDING_CHARS) : sentence[0]]
        if compiled.preceded_by and not compiled.preceded_by.search(before):
            return None
        if compiled.near and not compiled.near.search(plain[clause[0] : clause[1]]):
            return None
        held = hold(plain, sentence, clause, target, self._rules.modifiers[rule.topic])
        if rule.topic == "sponsorship":
            answered = _answered(plain, index, sentence, target, held)
            if answered is None:
                return None
            held = answered
        kind = rule.reads.get(held.assertion, "silent")
        if kind == "silent":
            return None
        if held.future and rule.future and held.assertion in {"negated", "affirmed"} and kind != "offer":
            kind = rule.future
        return kind, held

    def _clue(
        self,
        text: str,
        plain: str,
        index: LineIndex,
        compiled: CompiledRule,
        kind: Kind,
        held: Held,
        target: tuple[int, int],
        bounds: tuple[int, int],
        title: bool,
    ) -> Clue:
        start, end = _quoted(plain, bounds, target)
        number = index.number(target[0])
        quote = plain[start:end]
        claim = compiled.rule.claim
        if compiled.rule.topic == "sponsorship":
            claim = next((name for name, pattern in self._rules.claims if pattern.search(quote)), claim)
        return Clue(
            rule_id=compiled.rule.id,
            topic=compiled.rule.topic,
            kind=kind,
            claim=claim,
            assertion=held.assertion,
            line=0 if title else number,
            start=start,
            end=end,
            quote=text[start:end],
            section="title" if title else section_of(index, number),
            modifiers=held.words,
        )


def _plain(text: str) -> str:
    """Return a text in as many characters, easier to match: straight quotes and dashes, abbreviations without dots."""
    for printed, plain in _PLAIN:
        text = text.replace(printed, plain)
    if "U.S" in text or "U. S" in text:
        text = _US.sub(lambda match: match.group().replace(".", "").replace(" ", "").ljust(len(match.group())), text)
    return text


def _overlaps(pattern: re.Pattern[str], plain: str, sentence: tuple[int, int], target: tuple[int, int]) -> bool:
    return any(m.start() < target[1] and m.end() > target[0] for m in pattern.finditer(plain, *sentence))


def _context(plain: str, index: LineIndex, sentence: tuple[int, int]) -> str:
    """Return the sentence, with the short line above it (a heading) that may name what it speaks of."""
    number = index.number(sentence[0])
    above = index.line(number - 1) if number > 1 else ""
    if not above.strip() and number > 2:
        above = index.line(number - 2)
    head = above if len(above) <= 60 and not is_bullet(above) else ""
    return f"{head}\n{plain[sentence[0] : sentence[1]]}"


def _answered(
    plain: str, index: LineIndex, sentence: tuple[int, int], target: tuple[int, int], held: Held
) -> Held | None:
    """Return how a field or heading is held by its answer: "Visa Sponsorship" over "No", or over a paragraph.

    A heading without a bullet over a sentence of its own says nothing itself: None.
    """
    number = index.number(target[0])
    line = plain[slice(*index.bounds(number))]
    whole_line = len(line.strip()) <= (sentence[1] - sentence[0]) + 12
    if held.assertion != "affirmed" or not whole_line or not _FIELD.match(line.strip(" *_#:-•·?")):
        return held
    below = next(
        (index.line(n) for n in range(number + 1, min(number + 3, len(index.starts) + 1)) if index.line(n).strip()), ""
    )
    answer = _ANSWER.match(below)
    if answer and answer.group("no"):
        return Held("negated", held.future, (*held.words, answer.group("no")))
    if answer:
        return held
    if is_bullet(line) or _HEADER.search(line):
        return held
    if line.rstrip().endswith((":", "?")):
        return None if below and len(below) > 25 else Held("question", False, held.words)
    return None if len(below) > 60 and not is_bullet(below) else held


def _quoted(plain: str, bounds: tuple[int, int], target: tuple[int, int]) -> tuple[int, int]:
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
    """Return the clues in reading order, one for each kind and stretch of text."""
    kept: dict[tuple[int, int, Kind], Clue] = {}
    for clue in sorted(found, key=lambda c: (c.start, -c.end)):
        kept.setdefault((clue.start, clue.end, clue.kind), clue)
    return list(kept.values())
