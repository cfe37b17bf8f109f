"""Scope: how the words around a target hold it, after ConText (Harkema et al. 2009).

target --modifiers in reach, on their side, before a stop--> effects --> assertion
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from greenflag.clues.rules import CompiledModifier, Effect
from greenflag.model import Assertion

Span = tuple[int, int]
Mark = tuple[int, Effect, str]  # where a modifier stands, what it does, and its words
Weighed = tuple[CompiledModifier, Span, int | None]  # a modifier, where its words stand, where a stop cuts them off


@dataclass(frozen=True, slots=True)
class Held:
    """How a target is held: the assertion, whether it covers the future, and the words that decided so."""

    assertion: Assertion
    future: bool
    words: tuple[str, ...]


def around(text: str, sentence: Span, modifiers: tuple[CompiledModifier, ...]) -> tuple[Mark, ...]:
    """Return the modifiers of a whole sentence: they hold every target in it alike."""
    return tuple(_marks(text, sentence, [m for m in modifiers if m.modifier.where == "sentence"], sentence))


def hold(
    text: str, clause: Span, target: Span, modifiers: tuple[CompiledModifier, ...], sentence_marks: tuple[Mark, ...]
) -> Held:
    """Return how the target at ``target`` is held by the modifiers beside it and by those of its sentence."""
    beside = [m for m in modifiers if m.modifier.where != "sentence"]
    marks = sorted((*sentence_marks, *_marks(text, clause, beside, target)))
    effects = frozenset(effect for _, effect, _ in marks)
    return Held(assertion(effects), "future" in effects, tuple(dict.fromkeys(words for _, _, words in marks)))


def assertion(effects: frozenset[Effect]) -> Assertion:
    """Return what the effects amount to.

    A question asserts nothing. "Not for every role" and "not ..., unless" leave a way. A need ("who require
    sponsorship") is welcome, refused, or only asked about, as the rest of the sentence says.
    """
    negated = bool(effects & {"negated", "no", "not_required"})
    if "question" in effects and not (negated and "need" not in effects):
        return "question"
    if negated:
        return "conditional" if effects & {"exception"} else "negated"
    if "need" in effects:
        if "welcome" not in effects:
            return "question"
        return "conditional" if effects & {"limited", "exception"} else "affirmed"
    if effects & {"limited", "exception"}:
        return "conditional"
    if "preferred" in effects and "must" not in effects:
        return "preferred"
    return "affirmed"


def weigh(text: str, clause: Span, target: Span, modifiers: Iterable[CompiledModifier]) -> Iterator[Weighed]:
    """Yield each modifier's words in reach of a target, those that a stop cuts off too, up to the first that hold it.

    ``clause`` is the whole sentence for modifiers of the sentence, which have no target of their own.
    """
    for compiled in modifiers:
        modifier = compiled.modifier
        if modifier.where == "sentence":
            begin, end = clause
        elif modifier.where == "before":
            begin, end = max(clause[0], target[0] - modifier.reach), target[0]
        else:
            begin, end = target[1], min(clause[1], target[1] + modifier.reach)
        window = text[begin:end]  # a slice, so that ^ and $ mean "right after" and "right before" the target
        for match in compiled.pattern.finditer(window):
            after = match.end() if modifier.where == "before" else 0
            between = window[after:] if modifier.where == "before" else window[: match.start()]
            stop = compiled.stop.search(between) if compiled.stop else None
            yield compiled, (begin + match.start(), begin + match.end()), stop and begin + after + stop.start()
            if stop is None:
                break


def _marks(text: str, clause: Span, modifiers: Iterable[CompiledModifier], target: Span) -> Iterator[Mark]:
    for compiled, (start, end), cut in weigh(text, clause, target, modifiers):
        if cut is None:
            yield start, compiled.modifier.effect, text[start:end].strip()
