"""Scope: how the words around a target hold it, after ConText (Harkema et al. 2009).

target --modifiers in reach, on their side, before a stop--> effects --> assertion
"""

from __future__ import annotations

from dataclasses import dataclass

from greenflag.clues.rules import CompiledModifier, Effect
from greenflag.model import Assertion


@dataclass(frozen=True, slots=True)
class Held:
    """How a target is held: the assertion, whether it covers the future, and the words that decided so."""

    assertion: Assertion
    future: bool
    words: tuple[str, ...]


def hold(
    text: str,
    sentence: tuple[int, int],
    clause: tuple[int, int],
    target: tuple[int, int],
    modifiers: tuple[CompiledModifier, ...],
) -> Held:
    """Return how the target at ``target`` is held by the modifiers around it."""
    effects: set[Effect] = set()
    words: list[tuple[int, str]] = []
    for compiled in modifiers:
        found = _find(compiled, text, sentence, clause, target)
        if found:
            effects.add(compiled.modifier.effect)
            words.append((found[0], text[found[0] : found[1]].strip()))
    words.sort()
    return Held(assertion(frozenset(effects)), "future" in effects, tuple(dict.fromkeys(w for _, w in words)))


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


def _find(
    compiled: CompiledModifier,
    text: str,
    sentence: tuple[int, int],
    clause: tuple[int, int],
    target: tuple[int, int],
) -> tuple[int, int] | None:
    modifier, pattern, stop = compiled.modifier, compiled.pattern, compiled.stop
    if modifier.where == "sentence":
        begin, end = sentence
    elif modifier.where == "before":
        begin, end = max(clause[0], target[0] - modifier.reach), target[0]
    else:
        begin, end = target[1], min(clause[1], target[1] + modifier.reach)
    window = text[begin:end]  # a slice, so that ^ and $ mean "right after" and "right before" the target
    for match in pattern.finditer(window):
        between = window[match.end() :] if modifier.where == "before" else window[: match.start()]
        if stop is None or modifier.where == "sentence" or not stop.search(between):
            return begin + match.start(), begin + match.end()
    return None
