"""Resolving: from the name on a posting to the one legal entity it means, or to none.

    printed name --spellings, key--> alias? --> the entities behind the brand
                                     else   --> entities with a like name --> scored --> best, or none

A wrong sponsor costs an applicant more than a missing one: when in doubt the answer is none, and none never means
that the employer does not sponsor.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from greenflag.employers.aliases import Alias, known_aliases
from greenflag.employers.compare import compare, compare_site, is_told_apart, same_house
from greenflag.employers.corrections import Correction
from greenflag.employers.key import Key, read_key, spellings
from greenflag.employers.places import is_abroad, states_in
from greenflag.employers.site import name_in
from greenflag.employers.words import employers_with
from greenflag.model import EmployerMatch, Entity, Reason
from greenflag.ports import Records

# Of 36 brands 36 right and 0 wrong (25 right, 0 wrong by names alone, without aliases), among the brands' own names and
# among all 42,000 entities of a year; of 103 traps 0 accepted (benchmarks/employers.py, tests/employers, 2026-11-25).
ACCEPT_AT = 0.75
CLEAR_BY = 0.08  # less than lies between the same name (0.85) and a longer one (0.76) would let a namesake decide
ALIAS = 0.95
ALIAS_ELSEWHERE = -0.30  # a brand that is a common word, and no place of the posting is the brand's
ALIAS_UNPLACED = -0.15  # the same, and no state is told
SAME_STATE = 0.10
OTHER_STATE = -0.05  # a small filer elsewhere: half of those named only nearly the same were another company
ABROAD = -0.15
FEW_FILINGS = -0.12  # so that "St. Jude" is not the pharmacy of that name; a state or a form lifts it again
MANY_FILINGS = 0.10  # "Stryker" in Michigan is the one that filed hundreds of cases; a state or a form must agree too
MANY = 200  # cases in all years, ten times what any namesake filed
HOUSE_OF = 5  # entities that file under one name of their own; more are a franchise
CUT_SHORT = 6  # letters of a word that may be another's name
CUT_AT = 34  # characters: there USCIS cut names through FY2021
TEN_TIMES = 10  # postings rarely mean one that filed a tenth of what a namesake filed; only the same name survives it
INDEXED_UP_TO = 40  # a word in more names than this, here or in all US files, finds nothing by itself

SAME = ("name.same", "name.joined")

Candidate = tuple[Entity, tuple[Reason, ...]]


class Resolver:
    """Resolves names against one set of records; each distinct name and place is resolved once.

    ``aliases`` are by joined key; those shipped with greenflag unless others are given. ``corrections``, by the same
    key, are the user's own word and win over everything.
    """

    def __init__(
        self,
        records: Records,
        aliases: Mapping[str, Alias] | None = None,
        corrections: Mapping[str, Correction] | None = None,
    ) -> None:
        self._records = records
        self._corrections = corrections or {}
        self._aliases = known_aliases() if aliases is None else aliases
        self._answers: dict[tuple[str, frozenset[str], bool, str], EmployerMatch] = {}
        self._named: dict[str, Sequence[Entity]] = {}  # by word, as the records gave them
        self._keys: dict[str, tuple[tuple[str, Key], ...]] = {}  # of every name of an entity, by its id

    def prepare(self, printed_names: Iterable[str], urls: Iterable[str] = ()) -> None:
        """Ask the records for all that many names may mean at one go; resolving them one by one is then quick."""
        keys = [key for name in dict.fromkeys(printed_names) for key in map(read_key, spellings(name)) if key.joined]
        aliases = [alias for alias in map(self._alias, keys) if alias]
        sites = filter(None, map(name_in, urls))
        self._ask([*keys, *(read_key(name) for alias in aliases for name in alias.legal), *map(read_key, sites)])

    def resolve(self, printed_name: str, locations: Iterable[str] = (), url: str = "") -> EmployerMatch:
        """Return the employer that a printed name means, or a match with ``employer_id`` None.

        ``url`` is an address of the posting: the board's token or the domain in it may say more than the name does.
        ``score`` (0..1) is the clamped sum of the reasons' points. None is returned below ACCEPT_AT, and when the
        runner-up comes within CLEAR_BY. For a brand with several legal entities ``employer_id`` is the one that files
        most and ``legal_names`` holds all that are in the records, the best first; their figures are never summed.
        """
        locations = tuple(locations)
        states, abroad = states_in(locations), is_abroad(locations)
        keys = [key for key in map(read_key, spellings(printed_name)) if key.joined]
        site = name_in(url)
        if not any(site.startswith(key.joined) and site != key.joined for key in keys):
            site = ""  # it says no more than the name
        question = (printed_name, states, abroad, site)
        if question not in self._answers:
            self._answers[question] = self._resolve(printed_name, keys, states, abroad, site)
        return self._answers[question]

    def _ask(self, keys: Iterable[Key]) -> None:
        """Have the records say which entities the words of keys may mean, where they were not asked yet."""
        words = {word for key in keys for word in (key.joined, *key.words) if word not in self._named}
        if words:
            self._named.update(self._records.named(words))

    def _names_of(self, entity: Entity) -> tuple[tuple[str, Key], ...]:
        if entity.employer_id not in self._keys:
            parts = dict.fromkeys(part for filed in entity.names for part in spellings(filed))
            keyed = [(name, key) for name in parts if (key := read_key(name)).joined]
            ends = {spellings(filed)[-1] for filed in entity.names if len(filed) == CUT_AT}
            self._keys[entity.employer_id] = tuple(
                (name, key)
                for name, key in keyed
                if name not in ends or not any(_misleads(key, other) for _, other in keyed)
            )
        return self._keys[entity.employer_id]

    def _resolve(
        self, printed_name: str, keys: Sequence[Key], states: frozenset[str], abroad: bool, site: str
    ) -> EmployerMatch:
        corrected = next((self._corrections[key.joined] for key in keys if key.joined in self._corrections), None)
        if corrected:
            return self._by_correction(printed_name, corrected)
        aliases = list({id(alias): alias for alias in map(self._alias, keys) if alias}.values())
        if aliases:
            matches = [self._by_alias(printed_name, alias, states, abroad, site) for alias in aliases]
            return _clearest(printed_name, matches)
        scored: dict[str, Candidate] = {}
        for entity, why in self._like(keys, site):
            if entity.employer_id not in scored or _sum(why) > _sum(scored[entity.employer_id][1]):
                scored[entity.employer_id] = (entity, why)
        placed = [(entity, (*why, *_place(entity, why, states, abroad))) for entity, why in scored.values()]
        return _best(printed_name, self._weigh(placed))

    def _alias(self, key: Key) -> Alias | None:
        """Return the alias of a brand; a name with a legal form is a legal name and no brand."""
        return None if key.form else self._aliases.get(key.joined)

    def _by_correction(self, printed_name: str, correction: Correction) -> EmployerMatch:
        said = f"By your own word of {correction.said_on.isoformat()}"
        found = self.filed_as(correction.legal) if correction.legal else []
        if not found:
            what = (
                f"{correction.legal}, which these records do not hold" if correction.legal else "none of these records"
            )
            return EmployerMatch(printed_name, None, (), 0.0, (Reason("correction.none", 0.0, f"{said}: {what}."),))
        reason = Reason("correction", 1.0, f"{said}: {found[0].legal_name.rstrip('.')}.")
        return EmployerMatch(printed_name, found[0].employer_id, (found[0].legal_name,), 1.0, (reason,))

    def _by_alias(
        self, printed_name: str, alias: Alias, states: frozenset[str], abroad: bool, site: str
    ) -> EmployerMatch:
        found = list(dict.fromkeys(entity for legal in alias.legal for entity in self.filed_as(legal)))
        listed = ", ".join(alias.legal[:3])
        if not found:
            note = f"Known as {listed}, which these records do not hold."
            return EmployerMatch(printed_name, None, (), 0.0, (Reason("alias.absent", 0.0, note, (alias.source,)),))
        reasons = [Reason("alias", ALIAS, f"A brand of {found[0].legal_name.rstrip('.')}.", (alias.source,))]
        if site and any(read_key(name).joined == site for name in (*alias.brands, *alias.legal)):
            reasons.append(Reason("alias.site", 0.0, f"The posting's address says so too: {site}."))
        elif alias.near and not states and not abroad and self._dwarfs_namesakes(alias, found):
            note = "A common word, and the posting tells no state; but no namesake filed a tenth as much."
            reasons.append(Reason("alias.unplaced", ALIAS_UNPLACED, note))
        elif alias.near and not states & set(alias.near):
            note = f"A common word, and no place of the posting is in {', '.join(alias.near)}."
            reasons.append(Reason("alias.elsewhere", ALIAS_ELSEWHERE, note))
        if len(found) > 1:
            reasons.append(
                Reason("alias.family", 0.0, f"{len(found)} legal entities file for it; figures are not added.")
            )
        score = _score(reasons)
        accepted = score >= ACCEPT_AT
        return EmployerMatch(
            printed_name=printed_name,
            employer_id=found[0].employer_id if accepted else None,
            legal_names=tuple(entity.legal_name for entity in found) if accepted else (),
            score=score,
            reasons=tuple(reasons),
            runner_up=None if accepted else found[0].legal_name,
        )

    def _dwarfs_namesakes(self, alias: Alias, found: Sequence[Entity]) -> bool:
        """Tell whether no other whose name is the brand, or goes on from it, filed more than a tenth of its cases.

        False for a word that is in so many names that not all of them are looked up.
        """
        mine = max(entity.filings for entity in found)
        keys = [read_key(brand) for brand in alias.brands]
        if any(employers_with(word) > INDEXED_UP_TO for key in keys for word in key.words):
            return False
        return not any(
            other.filings * TEN_TIMES > mine and compare(key, filed, name)
            for key in keys
            for other, name, filed in self._candidates(key)
            if other not in found
        )

    def filed_as(self, legal: str) -> list[Entity]:
        """Return entities that filed under exactly this name; without its form only when none did with it."""
        key = read_key(legal)
        self._ask([key])
        found = [(entity, filed) for entity in self._named[key.joined] for _, filed in self._names_of(entity)]
        same = [(entity, filed) for entity, filed in found if filed.joined == key.joined]
        for form in (key.form, ""):
            if exactly := {entity.employer_id: entity for entity, filed in same if filed.form == form}:
                return list(exactly.values())
        return []

    def _like(self, keys: Sequence[Key], site: str) -> Iterator[Candidate]:
        """Yield the entities with a name like one of the keys, or like what the posting's address makes of it."""
        for key in keys:
            for entity, name, filed in self._candidates(key):
                if reasons := compare(key, filed, name):
                    yield entity, reasons
        if site:
            for entity, name, filed in self._candidates(read_key(site)):
                for key in keys:
                    if reasons := compare_site(key, site, filed, name):
                        yield entity, reasons

    def _candidates(self, key: Key) -> Iterator[tuple[Entity, str, Key]]:
        self._ask([key])
        found = {
            entity.employer_id: entity
            for word in (key.joined, *key.words)
            if word == key.joined or max(employers_with(word), len(self._named[word])) <= INDEXED_UP_TO
            for entity in self._named[word]
        }
        for employer_id in sorted(found):
            for name, filed in self._names_of(found[employer_id]):
                yield found[employer_id], name, filed

    def _weigh(self, placed: list[Candidate]) -> list[Candidate]:
        """Weigh how much the entities filed, against each other; return best first."""
        filed = {entity.employer_id: entity.filings for entity, _ in placed}
        most = max(filed.values(), default=0)
        namesakes = sorted(filed[entity.employer_id] for entity, why in placed if why[0].code != "name.begins")
        runner_up = namesakes[-2] if len(namesakes) > 1 else 0
        weighed = []
        for entity, reasons in placed:
            mine = filed[entity.employer_id]
            if mine * TEN_TIMES <= most and mine < most:
                note = f"Filed {mine} cases, one with a like name {most}."
                reasons = (*reasons, Reason("filings.few", FEW_FILINGS, note))
            elif _has_name(reasons) and mine >= MANY and mine >= TEN_TIMES * runner_up:
                note = f"Filed {mine} cases, ten times what any namesake filed."
                reasons = (*reasons, Reason("filings.many", MANY_FILINGS, note))
            weighed.append((entity, reasons))
        return sorted(weighed, key=lambda pair: (-_sum(pair[1]), -filed[pair[0].employer_id], pair[0].employer_id))


def _misleads(cut: Key, whole: Key) -> bool:
    """Tell whether a name that was cut inside a word of another is so short that it may be another's by accident.

    USCIS cut "Kitestring Consulting Inc d/b/a Kitestring ...", which is not Kite.
    """
    return (
        len(cut.joined) <= CUT_SHORT
        and whole.text.startswith(cut.text)
        and whole.text[len(cut.text) : len(cut.text) + 1].isalnum()
    )


def _has_name(reasons: Sequence[Reason]) -> bool:
    """Tell whether the name is the same and nothing says that it is another's: what many filings do not outweigh."""
    codes = {reason.code for reason in reasons}
    return reasons[0].code in SAME and not codes & {"place.abroad", "form.other", "form.foreign"}


def _best(printed_name: str, ordered: list[Candidate]) -> EmployerMatch:
    if not ordered:
        reason = Reason("name.unknown", 0.0, "No name in the records is like this one; that is not a no.")
        return EmployerMatch(printed_name, None, (), 0.0, (reason,))
    (entity, reasons), *others = ordered
    score = _score(reasons)
    near = [(other, why) for other, why in others if _sum(reasons) - _sum(why) < CLEAR_BY]
    own_name = is_told_apart(reasons) and len(near) < HOUSE_OF
    family = [other for other, why in near if (own_name and is_told_apart(why)) or same_house(entity, other)]
    rival = next((other for other, _ in near if other not in family), None)
    if score >= ACCEPT_AT and rival:
        note = f"Could as well be {rival.legal_name.rstrip('.')}."
        return EmployerMatch(printed_name, None, (), score, (*reasons, Reason("rival", 0.0, note)), rival.legal_name)
    if score < ACCEPT_AT:
        return EmployerMatch(printed_name, None, (), score, reasons, entity.legal_name)
    if family:
        note = f"{len(family) + 1} entities file under this name or nearly one legal name; figures are not added."
        reasons = (*reasons, Reason("name.family", 0.0, note))
    legal_names = (entity.legal_name, *(other.legal_name for other in family))
    runner_up = next((other.legal_name for other, _ in others if other not in family), None)
    return EmployerMatch(printed_name, entity.employer_id, legal_names, score, reasons, runner_up)


def _clearest(printed_name: str, matches: list[EmployerMatch]) -> EmployerMatch:
    """Return the one match of a name that holds one or more brands; none when they are different employers."""
    found = [match for match in matches if match.employer_id] or matches[:1]
    if len({match.employer_id for match in found}) == 1:
        return found[0]
    note = f"Names two employers: {found[0].legal_names[0]} and {found[1].legal_names[0].rstrip('.')}."
    return EmployerMatch(printed_name, None, (), 0.0, (Reason("rival", 0.0, note),), found[1].legal_names[0])


def _place(entity: Entity, why: Sequence[Reason], states: frozenset[str], abroad: bool) -> tuple[Reason, ...]:
    is_weak = bool({reason.code for reason in why} & {"name.longer", "name.common"})
    if abroad:
        return (Reason("place.abroad", ABROAD, "Every place of the posting is outside the US."),)
    shared = sorted(states & set(entity.states))
    if shared:
        return (Reason("place.same", SAME_STATE, f"Files from the posting's state: {', '.join(shared)}."),)
    if is_weak and states and entity.states and entity.filings < MANY:
        return (Reason("place.other", OTHER_STATE, f"Files from {', '.join(entity.states)} only."),)
    return ()


def _sum(reasons: Iterable[Reason]) -> float:
    return math.fsum(reason.points for reason in reasons)


def _score(reasons: Iterable[Reason]) -> float:
    return max(0.0, min(1.0, _sum(reasons)))
