"""Rules and modifiers: what a rule file may say, and the checks that refuse a wrong one.

A rule names a *target*, the thing spoken of; it never holds the verb or the "not" around it, else scope could not
see them. A modifier says how the words around a target hold it. Both carry examples, and those are tests.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from greenflag import geography
from greenflag.errors import RuleError
from greenflag.model import Assertion, Kind, Topic

FOLDER = Path(__file__).parent / "rules"
GEOGRAPHY = Path(geography.__file__).parent
FLAGS = re.IGNORECASE
Effect = Literal[
    "negated", "no", "limited", "exception", "future", "question", "preferred", "need", "welcome", "not_required",
    "must",
]  # fmt: skip


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line, and the kind that the rule must read it as, or ``silent``.

    A ``check`` of a file is the same for all rules together: what one line must read as, whoever reads it.
    """

    line: str
    reads: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that postings speak of, and what each way of holding it means.

    ``stems`` are lower-case strings of which a line must hold one before the rule is tried (a stem of at most four
    characters must stand as a word). Patterns may hold a word of the file's ``[word]`` table as ``{word}``. ``needs``
    must be found in the sentence or the heading above it, ``near`` in the clause, ``preceded_by`` shortly before the
    target; ``unless`` in the sentence silences the rule; ``except`` around the target is another sense, read as
    ``other_sense`` where ``tells_other_sense`` says so. ``future`` is what is read when the words cover the future. A
    ``weak`` rule leaves a clause alone that ``sponsorship.sponsor`` has read.
    """

    id: str
    topic: Topic
    stems: tuple[str, ...]
    target: str
    reads: dict[Assertion, Kind | Literal["silent"]]
    why: str
    example: tuple[Example, ...]
    needs: str = ""
    near: str = ""
    unless: str = ""
    preceded_by: str = ""
    exclude: str = msgspec.field(default="", name="except")
    tells_other_sense: bool = False
    future: Kind | None = None
    claim: str = ""
    header_only: bool = False
    weak: bool = False
    case_matters: bool = False
    blind_spots: tuple[str, ...] = ()


class Modifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that change how a target is held.

    ``where``: ``before`` or ``after`` the target within ``reach`` characters of the same clause, or anywhere in the
    ``sentence``. ``stop`` between modifier and target ends its scope.
    """

    id: str
    effect: Effect
    where: Literal["before", "after", "sentence"]
    pattern: str
    topics: tuple[Topic, ...]
    reach: int = 90
    stop: str = ""
    why: str = ""


class _RuleFile(msgspec.Struct, forbid_unknown_fields=True):
    word: dict[str, str] = {}
    rule: tuple[Rule, ...] = ()
    modifier: tuple[Modifier, ...] = ()
    claim: dict[str, str] = {}
    only: str = ""
    check: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its patterns compiled."""

    rule: Rule
    target: re.Pattern[str]
    needs: re.Pattern[str] | None
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    preceded_by: re.Pattern[str] | None
    exclude: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class CompiledModifier:
    """A modifier with its patterns compiled."""

    modifier: Modifier
    pattern: re.Pattern[str]
    stop: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules and modifiers, by topic, with the version that readings are stored under; checks with their file."""

    rules: tuple[CompiledRule, ...]
    modifiers: dict[Topic, tuple[CompiledModifier, ...]]
    claims: tuple[tuple[str, re.Pattern[str]], ...]
    only: tuple[re.Pattern[str], ...]
    checks: tuple[tuple[str, Example], ...]
    version: str

    def names_in(self, quote: str) -> tuple[str, ...]:
        """Return the visas and statuses that words name, as claims, in the order of the table."""
        return tuple(name for name, pattern in self.claims if pattern.search(quote))

    def keeps_to_names(self, words: str) -> bool:
        """Tell whether words keep help to the visas that they name."""
        return any(pattern.search(words) for pattern in self.only)


@lru_cache(maxsize=4)
def load_rules(folder: Path = FOLDER) -> RuleSet:
    """Return the rules of a folder of TOML files.

    Raises:
        RuleError: a file, rule or key is wrong; all three are named.
    """
    rules: list[CompiledRule] = []
    modifiers: list[CompiledModifier] = []
    claims: list[tuple[str, re.Pattern[str]]] = []
    only: list[re.Pattern[str]] = []
    checks: list[tuple[str, Example]] = []
    for path in sorted(folder.glob("*.toml")):
        data = path.read_bytes()
        try:
            content = msgspec.toml.decode(data, type=_RuleFile)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise RuleError(f"{path.name}: {error}") from error
        rules += [_compile_rule(path.name, rule, content.word) for rule in content.rule]
        modifiers += [
            CompiledModifier(
                m, _pattern(path.name, m.id, "pattern", m.pattern), _optional(path.name, m.id, "stop", m.stop)
            )
            for m in content.modifier
        ]
        claims += [(name, _pattern(path.name, name, "claim", pattern)) for name, pattern in content.claim.items()]
        only += [_pattern(path.name, "only", "only", content.only)] if content.only else []
        checks += [(path.name, check) for check in content.check]
    ids = [compiled.rule.id for compiled in rules]
    if twice := {i for i in ids if ids.count(i) > 1}:
        raise RuleError(f"{folder.name}: rule {min(twice)}: the id is used twice")
    topics: dict[Topic, tuple[CompiledModifier, ...]] = {}
    for topic in {compiled.rule.topic for compiled in rules}:
        topics[topic] = tuple(m for m in modifiers if topic in m.modifier.topics)
    return RuleSet(tuple(rules), topics, tuple(claims), tuple(only), tuple(checks), _version(folder))


def _version(folder: Path) -> str:
    """Return a hash of all that decides a reading: the rules, the other tables of this room, its code, the places."""
    room = Path(__file__).parent
    files = {*folder.glob("*.toml"), *room.glob("*.toml"), *room.glob("*.py"), *GEOGRAPHY.glob("*.csv")}
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _compile_rule(file: str, rule: Rule, words: dict[str, str]) -> CompiledRule:
    if not any(e.reads == "silent" for e in rule.example) or all(e.reads == "silent" for e in rule.example):
        raise RuleError(f"{file}: rule {rule.id}: needs an example that it reads and one it must stay silent on")
    if any(stem != stem.lower() for stem in rule.stems) or not rule.stems:
        raise RuleError(f"{file}: rule {rule.id}: stems: needs lower-case strings, at least one")

    def optional(key: str, source: str) -> re.Pattern[str] | None:
        return _optional(file, rule.id, key, _with_words(source, words))

    return CompiledRule(
        rule,
        _pattern(file, rule.id, "target", _with_words(rule.target, words), 0 if rule.case_matters else FLAGS),
        optional("needs", rule.needs),
        optional("near", rule.near),
        optional("unless", rule.unless),
        optional("preceded_by", rule.preceded_by),
        optional("except", rule.exclude),
    )


def _with_words(source: str, words: dict[str, str]) -> str:
    """Return a pattern with the words of its file's ``[word]`` table in place of their names in braces."""
    for name, pattern in words.items():
        source = source.replace(f"{{{name}}}", f"(?:{pattern})")
    return source


def _optional(file: str, owner: str, key: str, source: str) -> re.Pattern[str] | None:
    return _pattern(file, owner, key, source) if source else None


def _pattern(file: str, owner: str, key: str, source: str, flags: int = FLAGS) -> re.Pattern[str]:
    try:
        return re.compile(source, flags)
    except re.error as error:
        raise RuleError(f"{file}: {owner}: {key}: not a regular expression: {error}") from error
