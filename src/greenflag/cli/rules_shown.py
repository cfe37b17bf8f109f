"""How an explanation of a line is drawn: the text in rows, and under it each target with its modifiers and scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console

from greenflag.cli.screen import hang, said
from greenflag.web.words import COLOUR_WORDS, STANCES, clue_words, plain

if TYPE_CHECKING:
    from greenflag.clues.scope import Span
    from greenflag.clues.workbench import Explanation, Heard, SentenceRead, Tried

MARGIN = 5  # columns left of the drawing, for the number of a target
LEGEND = "(-1-) clause  === target  ~~~ modifier  ... its scope  xxx cut off by | its stop"
_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]|$")
WHY = {
    "target": "its target is not found",
    "unless": "`unless` silences it",
    "preceded_by": "`preceded_by` is not found before the target",
    "needs": "`needs` is found neither in the sentence nor in the heading above",
    "except": "`except`: another sense of the words",
    "header_only": "the target is not in a header line",
    "near": "`near` is not found in the clause",
    "heading": "a heading or field over other text says nothing itself",
    "weak": "it is weak, and the clause is read by",
}


def show_explanation(screen: Console, explained: Explanation) -> None:
    """Print why each rule said what it said of a text; plain text, as wide as the screen."""
    hang(screen, "", said(LEGEND))
    for number, sentence in enumerate(explained.sentences, start=1):
        _show_sentence(screen, explained.text, sentence, number)
    reading = explained.reading
    screen.print()
    hang(
        screen,
        "Reading: ",
        said(f"{reading.stance} ({COLOUR_WORDS[reading.colour].lower()}): {STANCES[reading.stance]}"),
    )
    for clue in reading.clues:
        hang(
            screen, "  ", said(f'{clue.kind} ({clue_words(clue)}), {clue.assertion}, by {clue.rule_id}: "{clue.quote}"')
        )
    for facet in reading.facets:
        hang(screen, "  ", said(f"{facet.name}: {facet.value}{f' ({facet.note})' if facet.note else ''}"))


def _show_sentence(screen: Console, text: str, sentence: SentenceRead, number: int) -> None:
    start, end = sentence.span
    bounds = ", ".join(f"clause {n} {a}-{b}" for n, (a, b) in enumerate(sentence.clauses, start=1))
    screen.print()
    hang(screen, f"Sentence {number}: ", said(f"characters {start}-{end}; {bounds}"))
    on_target = [tried for tried in sentence.tried if tried.target]
    for row in _drawn(text, sentence, on_target, screen.width - MARGIN):
        screen.print(row, soft_wrap=True)
    if not sentence.tried:
        screen.print("  No rule has a stem in it, so none was tried.")
    for count, tried in enumerate(on_target, start=1):
        _show_tried(screen, text, tried, f" {count:>2}  ")
    untouched = [tried.rule.id for tried in sentence.tried if not tried.target]
    if untouched:
        hang(screen, "  -  ", said(f"silent, {WHY['target']}: {', '.join(untouched)}"))


def _show_tried(screen: Console, text: str, tried: Tried, lead: str) -> None:
    pad = " " * MARGIN
    start, end = tried.target or (0, 0)
    words = _shown(text[start:end])
    hang(screen, lead, said(f'{tried.rule.id} on "{words}" ({start}-{end}, clause {tried.clause + 1})'))
    for heard in tried.modifiers:
        hang(screen, pad, said(_modifier(text, heard)))
    hang(screen, pad, said(_outcome(tried)))


def _modifier(text: str, heard: Heard) -> str:
    words = _shown(text[slice(*heard.span)].strip())
    if heard.cut is None:
        return f'~ {heard.id} "{words}": {heard.effect} ({heard.where})'
    stop = _WORD_OR_MARK.findall(_shown(text[heard.cut :]))[0]
    return f'x {heard.id} "{words}": {heard.effect} ({heard.where}), cut off by its stop at {heard.cut} "{stop}"'


def _outcome(tried: Tried) -> str:
    """Return in one line what became of a target."""
    held = f"{tried.assertion}{', future too' if tried.future else ''}"
    words = f' "{_shown(tried.words)}"' if tried.words else ""
    if tried.outcome == "speaks":
        return f"-> SPEAKS: {held} = {tried.kind}{f'; decided by the answer{words}' if words else ''}"
    if tried.outcome == "merged":
        return f"-> SPEAKS: {held} = {tried.kind}, but told already by {tried.words}"
    if tried.outcome == "other_sense":
        why = WHY["except"] + words if words else WHY["needs"]
        return f"-> other sense: {why}"
    if tried.outcome == "reads":
        return f"-> silent: {held} is not among what it reads ({', '.join(_read_as(tried))})"
    return f"-> silent: {WHY[tried.outcome]}{f' {tried.words}' if tried.outcome == 'weak' else words}"


def _read_as(tried: Tried) -> Iterator[str]:
    return (assertion for assertion, kind in tried.rule.reads.items() if kind != "silent")


def _drawn(text: str, sentence: SentenceRead, tried: list[Tried], width: int) -> Iterator[str]:
    """Yield the rows of a sentence, each with its clauses and targets drawn below it."""
    start, end = sentence.span
    shown = [_shown(character) for character in text[start:end]]
    tracks = [
        ("", _clause_track(sentence)),
        *((f" {n:>2}", _target_track(t, start, end)) for n, t in enumerate(tried, 1)),
    ]
    for begin, stop in _rows(shown, width):
        yield (" " * MARGIN + "".join(shown[begin:stop])).rstrip()
        for label, track in tracks:
            marks = "".join(
                mark * cell_len(char) for mark, char in zip(track[begin:stop], shown[begin:stop], strict=True)
            )
            if marks.strip():
                yield f"{label:<{MARGIN}}{marks.rstrip()}"


def _rows(shown: list[str], width: int) -> Iterator[Span]:
    """Yield bounds of rows that fit a width, cut at blanks where there are any."""
    begin = at = columns = 0
    while at < len(shown):
        columns += cell_len(shown[at])
        at += 1
        if columns >= width and at < len(shown):
            blank = next((n for n in range(at, begin + width // 2, -1) if shown[n - 1] == " "), at)
            yield begin, blank
            begin = at = blank
            columns = 0
    if begin < at:
        yield begin, at


def _clause_track(sentence: SentenceRead) -> list[str]:
    start, end = sentence.span
    track = [" "] * (end - start)
    for number, (a, b) in enumerate(sentence.clauses, start=1):
        inside = f"{number}".center(max(0, b - a - 2), "-")[: max(0, b - a - 2)]
        for at, mark in enumerate(f"({inside})"[: b - a], start=a - start):
            track[at] = mark
    return track


def _target_track(tried: Tried, start: int, end: int) -> list[str]:
    """Return a mark a character: the target, the modifiers, and how far each reaches before its target or a stop."""
    track = [" "] * (end - start)
    a, b = tried.target or (start, start)

    def draw(span: Span, mark: str) -> None:
        for at in range(max(span[0], start), min(span[1], end)):
            track[at - start] = mark

    for heard in tried.modifiers:
        if heard.where == "before":
            draw((heard.span[1], a if heard.cut is None else heard.cut), ".")
        elif heard.where == "after":
            draw((b if heard.cut is None else heard.cut, heard.span[0]), ".")
    for cut_off, same in groupby(sorted(tried.modifiers, key=_in_force), key=_in_force):
        for heard in same:
            draw(heard.span, "~" if cut_off else "x")
            if heard.cut is not None:
                draw((heard.cut, heard.cut + 1), "|")
    draw((a, b), "=")
    return track


def _in_force(heard: Heard) -> bool:
    return heard.cut is None


def _shown(text: str) -> str:
    """Return text with each character in its place: what steers a screen becomes a blank."""
    return "".join(" " if character in "\n\r\t" else plain(character) or " " for character in text)
