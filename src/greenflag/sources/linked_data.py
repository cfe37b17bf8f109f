"""Linked data: the schema.org objects of one type out of a page's JSON-LD scripts.

scripts --values--> JSON, mended where it is cheap --walk--> objects, references filled in
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

MAX_SCRIPT = 5_000_000  # characters; real JobPosting scripts have up to 40,000
MAX_NODES = 200_000  # objects and lists looked at in one page
MAX_DEPTH = 100  # levels; real ones have up to 8
MAX_FOUND = 2_000  # objects returned of one page
_WRAPPING = re.compile(r"(?:[\s;,>]|//|/\*|\*/|<!--|-->|<!\[CDATA\[|\]\]>|<!\]\]>)*")
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(\s*[}\]])', re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)  # raw line breaks and tabs inside strings are common

Node = dict[str, object]


def find_nodes(scripts: tuple[str, ...], type_name: str) -> tuple[list[Node], list[str]]:
    """Return the objects of a type in reading order, and what is wrong with scripts that name it.

    A reference such as ``{"@id": "#org"}`` one level below a found object is replaced by the object that it means.
    """
    found: list[Node] = []
    named: dict[str, Node] = {}
    wrong: list[str] = []
    budget = MAX_NODES
    for number, script in enumerate(scripts, 1):
        try:
            values = _values(script)
        except (ValueError, RecursionError) as error:
            if type_name in script:
                wrong.append(f"its JSON-LD script {number} names {type_name} and is not JSON: {_brief(error)}")
            continue
        for node in _walk(values, type_name):
            budget -= 1
            if budget < 0 or len(found) >= MAX_FOUND:
                wrong.append(f"its JSON-LD is larger than {MAX_NODES:,} objects; the rest was not read")
                return [_filled(node, named) for node in found], wrong
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > 1:
                named.setdefault(identity, node)
            if is_type(node, type_name):
                found.append(node)
    return [_filled(node, named) for node in found], wrong


def is_type(node: Node, type_name: str) -> bool:
    """Return whether an object is of a schema.org type, written as text or list, bare or with its address."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and re.split(r"[/#:]", kind)[-1] == type_name
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _values(script: str) -> list[object]:
    """Return the JSON values of a script; raise ValueError or RecursionError when even mending does not help."""
    if len(script) > MAX_SCRIPT:
        raise ValueError(f"longer than {MAX_SCRIPT:,} characters")
    try:
        return _decode(script)
    except ValueError as error:
        mended = _TRAILING_COMMA.sub(r"\1\2", html.unescape(script) if "&quot;" in script else script)
        if mended == script:
            raise
        try:
            return _decode(mended)
        except ValueError:
            raise error from None


def _decode(script: str) -> list[object]:
    """Return the values that follow each other in a script, past comment and CDATA marks."""
    values: list[object] = []
    at = 0
    while True:
        wrapping = _WRAPPING.match(script, at)
        at = wrapping.end() if wrapping else at
        if at >= len(script) or (values and script[at] not in "{["):
            return values
        value, at = _DECODER.raw_decode(script, at)
        values.append(value)


def _walk(values: list[object], type_name: str) -> Iterator[Node]:
    """Yield every object, outermost first, in reading order; what lies inside one of the type is its own affair."""
    waiting: list[tuple[object, int]] = [(value, 0) for value in reversed(values)]
    while waiting:
        value, depth = waiting.pop()
        inside: list[object] = []
        if isinstance(value, dict):
            yield value
            if not is_type(value, type_name):
                inside = list(value.values())
        elif isinstance(value, list):
            inside = value
        if depth < MAX_DEPTH:
            waiting.extend((item, depth + 1) for item in reversed(inside) if isinstance(item, dict | list))


def _filled(node: Node, named: dict[str, Node]) -> Node:
    return {key: _meant(value, named) for key, value in node.items()}


def _meant(value: object, named: dict[str, Node]) -> object:
    if isinstance(value, list):
        return [_meant(item, named) if isinstance(item, dict) else item for item in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        identity = value.get("@id")
        return named.get(identity, value) if isinstance(identity, str) else value
    return value


def _brief(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
