"""The workbench for rules: whether they keep what their examples promise, and why each says what it says of a line.

line --a reader that is listened to--> sentences, clauses, tried rules, modifiers and stops --> Explanation
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from greenflag.clues import read
from greenflag.clues.lines import joined_bounds
from greenflag.clues.passage import Passage, make_passage
from greenflag.clues.reader import ASKED_AS_FIELDS, MAX_READ, STRONG, Found, Reader, Silence
from greenflag.clues.rules import FOLDER, CompiledRule, Effect, Example, Rule, RuleSet, load_rules
from greenflag.clues.scope import Held, Span, around, hold, weigh
from greenflag.clues.sentences import clauses, sentences
from greenflag.model import Assertion, Clue, Kind, Posting, Reading

Outcome = Literal["speaks", "other_sense", "merged"] | Silence
_HELD: frozenset[Outcome] = frozenset({"speaks", "merged", "reads", "weak", "heading"})  # where scope was looked at


@dataclass(frozen=True, slots=True)
class Heard:
    """A modifier's words near a target, at ``span``; ``cut`` is where a stop ends their scope, or None."""

    id: str
    effect: Effect
    where: Literal["before", "after", "sentence"]
    span: Span
    cut: int | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was tried on a target (None: no target was found), and why it spoke or stayed silent.

    ``words`` are those that decided: of ``unless`` or ``except``, the answer below a field, or the rule that speaks
    instead. ``assertion``, ``future`` and ``modifiers`` tell the scope, where it was looked at.
    """

    rule: Rule
    outcome: Outcome
    target: Span | None
    clause: int
    words: str = ""
    kind: Kind | None = None
    assertion: Assertion | None = None
    future: bool = False
    modifiers: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """A sentence and its clauses, by their bounds in the text; without a stem in it no rule was tried."""

    span: Span
    clauses: tuple[Span, ...]
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text, how each of its sentences was read, and the reading that came of it."""

    text: str
    sentences: tuple[SentenceRead, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Failure:
    """A promise that is not kept: of a rule's example, or (``rule_id`` empty) of a check of ``file``."""

    file: str
    rule_id: str
    line: str
    wanted: str
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many promises were looked at, and which are not kept."""

    rules: int
    examples: int
    checks: int
    failures: tuple[Failure, ...]


def all_rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """Return every rule, in the order in which they are tried."""
    return tuple(compiled.rule for compiled in load_rules(folder).rules)


def check_rules(folder: Path = FOLDER) -> Checked:
    """Read every example of every rule and every check of every file, and return what is not read as promised.

    Raises:
        RuleError: a rule file is wrong.
    """
    rules = load_rules(folder)
    reader = Reader(rules)
    examples = [("", compiled.rule.id, example) for compiled in rules.rules for example in compiled.rule.example]
    checks = [(file, "", check) for file, check in rules.checks]
    failures = []
    for file, rule_id, promise in (*examples, *checks):
        found = tuple(reader.clues(promise.line))
        if not _is_kept(rule_id, promise, found):
            failures.append(Failure(file, rule_id, promise.line, promise.reads, found))
    return Checked(len(rules.rules), len(examples), len(checks), tuple(failures))


def _is_kept(rule_id: str, promise: Example, found: tuple[Clue, ...]) -> bool:
    """Tell whether a line is read as promised; "silent" binds the rule alone, or all of them in a check."""
    if promise.reads == "silent":
        return all(c.kind == "other_sense" or (rule_id and c.rule_id != rule_id) for c in found)
    return promise.reads in {clue.kind for clue in found}


def explain(posting: Posting) -> Explanation:
    """Return why each rule says what it says of a posting's text; its title is left aside."""
    text = posting.text[:MAX_READ]
    passage = make_passage(text)
    listener = _Listener(load_rules())
    kept = listener.clues(text)
    seen = [SentenceRead(s.span, s.clauses, tuple(_settled(t, kept) for t in s.tried)) for s in listener.sentences]
    seen += [s for s in _all_sentences(passage) if not any(_overlap(s.span, other.span) for other in seen)]
    return Explanation(text, tuple(sorted(seen, key=lambda s: s.span)), read(posting))


class _Listener(Reader):
    """A reader that keeps what it does to each sentence."""

    def __init__(self, rules: RuleSet) -> None:
        super().__init__(rules)
        self.sentences: list[SentenceRead] = []
        self._silent: list[tuple[CompiledRule, Silence, Span]] = []

    def stay_silent(self, compiled: CompiledRule, why: Silence, at: Span) -> None:
        self._silent.append((compiled, why, at))

    def read_sentence(self, passage: Passage, sentence: Span, rules: list[int]) -> list[tuple[Found, Span]]:
        self._silent = []
        found = super().read_sentence(passage, sentence, rules)
        parts = tuple(clauses(passage.plain, *sentence))
        spoken: list[tuple[CompiledRule, Outcome, Span, Kind | None]] = [
            (one.compiled, "other_sense" if one.kind == "other_sense" else "speaks", one.target, one.kind)
            for one, _ in found
        ]
        heard = {(compiled.rule.id, target) for compiled, _, target, _ in spoken}
        silent = [(c, why, at, None) for c, why, at in self._silent if (c.rule.id, at) not in heard]
        order = {self._rules.rules[number].rule.id: number for number in rules}
        events = sorted([*spoken, *silent], key=lambda event: (order[event[0].rule.id], event[2]))
        tried = tuple(self._tried(passage, sentence, parts, *event) for event in events)
        self.sentences.append(SentenceRead(sentence, parts, tried))
        return found

    def _tried(
        self,
        passage: Passage,
        sentence: Span,
        parts: tuple[Span, ...],
        compiled: CompiledRule,
        outcome: Outcome,
        at: Span,
        kind: Kind | None,
    ) -> Tried:
        if outcome == "target":
            return Tried(compiled.rule, outcome, None, 0)
        number = next((n for n, part in enumerate(parts) if part[0] <= at[0] < part[1]), 0)
        if outcome not in _HELD:
            return Tried(compiled.rule, outcome, at, number, _deciding(compiled, outcome, passage, sentence, at), kind)
        held, answer = self._held(compiled, passage, sentence, parts[number], at)
        return Tried(
            compiled.rule,
            outcome,
            at,
            number,
            STRONG if outcome == "weak" else answer,
            kind,
            held.assertion if held else None,
            bool(held and held.future),
            self._heard(compiled, passage, sentence, parts[number], at),
        )

    def _held(
        self, compiled: CompiledRule, passage: Passage, sentence: Span, clause: Span, target: Span
    ) -> tuple[Held | None, str]:
        """Return how a target is held, and the answer below it that decided so, if one did."""
        modifiers = self._rules.modifiers[compiled.rule.topic]
        marks = around(passage.plain, sentence, modifiers)
        held = hold(passage.plain, clause, target, modifiers, marks)
        if compiled.rule.topic not in ASKED_AS_FIELDS:
            return held, ""
        answered = passage.answered(sentence, target, held)
        return answered, " ".join(answered.words[len(held.words) :]) if answered else ""

    def _heard(
        self, compiled: CompiledRule, passage: Passage, sentence: Span, clause: Span, target: Span
    ) -> tuple[Heard, ...]:
        modifiers = self._rules.modifiers[compiled.rule.topic]
        whole = [m for m in modifiers if m.modifier.where == "sentence"]
        beside = [m for m in modifiers if m.modifier.where != "sentence"]
        found = (*weigh(passage.plain, sentence, sentence, whole), *weigh(passage.plain, clause, target, beside))
        heard = (Heard(m.modifier.id, m.modifier.effect, m.modifier.where, span, cut) for m, span, cut in found)
        return tuple(sorted(heard, key=lambda one: one.span))


def _deciding(compiled: CompiledRule, outcome: Outcome, passage: Passage, sentence: Span, target: Span) -> str:
    """Return the words of ``unless`` or ``except`` that silence a rule or give its target another sense."""
    if compiled.unless and outcome == "unless":
        match = compiled.unless.search(passage.plain, *sentence)
        return match.group() if match else ""
    if compiled.exclude and outcome in {"except", "other_sense"}:
        spans = (match.span() for match in compiled.exclude.finditer(passage.plain, *sentence))
        return next((passage.plain[slice(*span)] for span in spans if _overlap(span, target)), "")
    return ""


def _settled(tried: Tried, kept: list[Clue]) -> Tried:
    """Return a trial as it ended: a clue that says no more than another about the same stretch is not told twice."""
    if tried.outcome != "speaks" or tried.target is None:
        return tried
    start, end = tried.target
    here = [clue for clue in kept if clue.start < end and start < clue.end]
    if any(clue.rule_id == tried.rule.id and clue.kind == tried.kind for clue in here):
        return tried
    instead = next((clue.rule_id for clue in here if clue.kind in {tried.kind, "offer_limited"}), "another clue")
    return Tried(
        tried.rule, "merged", tried.target, tried.clause, instead, tried.kind, tried.assertion, tried.future,
        tried.modifiers,
    )  # fmt: skip


def _all_sentences(passage: Passage) -> Iterator[SentenceRead]:
    """Yield every sentence of a text, without what the rules make of it."""
    blocks = dict.fromkeys(joined_bounds(passage.index, n) for n in range(1, len(passage.index.starts) + 1))
    for block in blocks:
        for sentence in sentences(passage.plain, *block):
            yield SentenceRead(sentence, tuple(clauses(passage.plain, *sentence)), ())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
