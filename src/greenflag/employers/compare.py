"""How alike a printed name and a filed name are, as reasons with points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.fuzz import token_sort_ratio

from greenflag.employers.key import Key, is_common, is_person_like, read_key, spellings
from greenflag.employers.words import employers_with, words
from greenflag.model import Entity, Reason

# ACCEPT_AT in resolver.py is 0.75. The points are set so that
SAME_NAME = 0.85  # the same name is enough, unless common, short, person-like or only abroad (0.60 to 0.70)
SAME_JOINED = 0.82  # so is "jumptrading" for "Jump Trading", a little less
SITE_NAME = 0.86  # so is "Nova" at novacredit.com for "Nova Credit, Inc."
COUNTRY_NAME = 0.81  # so is "Nutrien" for "Nutrien US"
LONGER_NAME = 0.76  # so is "Glean" for "Glean Technologies", but it yields to the same name by more than CLEAR_BY
SIMILAR_NAME = 0.66  # "Health Technology" for "Health Technologies" is not, without the same form or state
FIRST_WORDS = 0.60  # "Acme" for "Acme Health" never is, but it stands against "Acme Labs" where the state is its own
SAME_FORM = 0.10
OTHER_FORM = -0.20  # "Acme LLC" is not "Acme, Inc."
FOREIGN_FORM = -0.40  # "Acme GmbH" is not, whatever else agrees
COMMON_WORDS = -0.20  # of two words and more; the form or the state lifts it again (0.75)
COMMON_WORD = -0.25  # of one; form and state together lift it again (0.80), one of them does not (0.70)
SHORT_NAME = -0.25
PERSON_LIKE = -0.25

SHORT = 3  # letters; acronyms collide
SHORT_HEAD = 4  # letters, when the filed name goes on: Pika is not Pika Systems for certain
SIMILAR_FROM = 88.0  # token sort ratio: a plural or a word order apart, not a word
RARE = 3  # the shared word of two similar names is held by no more sponsors than this
ONE_HOUSE_FROM = 88.0  # token sort ratio of two legal names that share a trade name
LONG_ENOUGH = 8  # letters of a legal name that are not alike by chance
LONGER_COMMON = 20  # sponsors that may hold the rarest of several words when only the head of the name agrees


def compare(printed: Key, filed: Key, filed_name: str) -> tuple[Reason, ...]:
    """Return why the printed name may be the filed one; empty when the names are not alike."""
    base = _likeness(printed, filed, filed_name)
    if base is None:
        return ()
    # the same legal form must not lift a name that only begins alike over the bar
    form = () if base.code == "name.begins" else _form(printed, filed)
    return (base, *form, *_caution(printed, filed))


def _likeness(printed: Key, filed: Key, name: str) -> Reason | None:
    shown = name.rstrip(".")
    if printed.words == filed.words:
        return Reason("name.same", SAME_NAME, f"The records hold the same name: {shown}.", (name,))
    if printed.joined == filed.joined:
        return Reason("name.joined", SAME_JOINED, f"The same name but for blanks: {shown}.", (name,))
    if _is_longer(printed.words, filed.words, words().country):
        return Reason("name.country", COUNTRY_NAME, f"The same name but for the country: {shown}.", (name,))
    if _is_longer(printed.words, filed.words, words().neutral | words().country):
        return Reason(
            "name.longer", LONGER_NAME, f"The same name but for a word that tells nothing: {name.rstrip('.')}.", (name,)
        )
    if filed.words[: len(printed.words)] == printed.words and not _tells_nothing(printed.words):
        return Reason("name.begins", FIRST_WORDS, f"A longer name begins with this one: {shown}.", (name,))
    ratio = token_sort_ratio(printed.text, filed.text)
    shared = set(printed.words) & set(filed.words)
    if ratio >= SIMILAR_FROM and len(printed.words) > 1 and any(employers_with(w) <= RARE for w in shared):
        return Reason(
            "name.similar", SIMILAR_NAME, f"A similar name ({ratio:.0f} of 100): {name.rstrip('.')}.", (name,)
        )
    return None


def compare_site(printed: Key, site: str, filed: Key, filed_name: str) -> tuple[Reason, ...]:
    """Return why a name and the longer one in the posting's address may be the filed one; empty when they are not."""
    if filed.joined != site or not site.startswith(printed.joined):
        return ()
    base = Reason(
        "name.site", SITE_NAME, f"The posting's address says {site}: {filed_name.rstrip('.')}.", (filed_name,)
    )
    whole = replace(printed, words=filed.words, joined=site)
    return (base, *_form(printed, filed), *_caution(whole, filed))


def same_house(one: Entity, other: Entity) -> bool:
    """Tell whether two entities' legal names are one but for a spelling or for where a name was cut.

    Files hold "VM Innovations Inc d/b/a Spreetail" and "VM INNOVATION INC DBA SPREETAIL": what both trade as is no
    choice between two employers.
    """
    first, second = (read_key(spellings(entity.legal_name)[0]) for entity in (one, other))
    if first.form and second.form and first.form != second.form:
        return False
    short, long = sorted((first.joined, second.joined), key=len)
    alike = long.startswith(short) or token_sort_ratio(first.text, second.text) >= ONE_HOUSE_FROM
    return alike and len(short) >= LONG_ENOUGH


def is_told_apart(reasons: Sequence[Reason]) -> bool:
    """Tell whether a name is so much its own that all who file under it are likely to be one house.

    "Datavant, Inc." and "Datavant, LLC" are; "Summit, Inc." and "Summit LLC" are not.
    """
    codes = {reason.code for reason in reasons}
    return bool(codes & {"name.same", "name.joined", "name.country"}) and not codes & {
        "name.common",
        "name.short",
        "name.person",
    }


def _is_longer(one: tuple[str, ...], other: tuple[str, ...], without: frozenset[str]) -> bool:
    """Tell whether one name is the other with only words of a list after it, and the shared head tells which."""
    head, longer = sorted((one, other), key=len)
    if longer[: len(head)] != head or not without.issuperset(longer[len(head) :]) or _tells_nothing(head):
        return False
    return len(head) == 1 or min(employers_with(word) for word in head) <= LONGER_COMMON


def _tells_nothing(some: tuple[str, ...]) -> bool:
    return all(word in words().neutral or word in words().country for word in some)


def _form(printed: Key, filed: Key) -> tuple[Reason, ...]:
    if printed.form == filed.form:
        return (Reason("form.same", SAME_FORM, f"The legal form agrees: {filed.form}."),) if filed.form else ()
    if printed.foreign != filed.foreign:
        note = f"The legal form is of another country: {(printed if printed.foreign else filed).form}."
        return (Reason("form.foreign", FOREIGN_FORM, note),)
    if printed.form and filed.form:
        return (Reason("form.other", OTHER_FORM, f"The legal form differs: {printed.form}, not {filed.form}."),)
    return ()


def _caution(printed: Key, filed: Key) -> tuple[Reason, ...]:
    shared = tuple(word for word in printed.words if word in filed.words)
    head = shared or max(printed.words, filed.words, key=len)  # none is shared where only the blanks differ
    found = []
    if min(len(printed.joined), len(filed.joined)) <= (SHORT if printed.joined == filed.joined else SHORT_HEAD):
        found.append(Reason("name.short", SHORT_NAME, "The name is so short that others have it too."))
    elif is_common(head):
        points = COMMON_WORD if len(head) == 1 else COMMON_WORDS
        found.append(Reason("name.common", points, "Several companies are likely to have this name."))
    if is_person_like(printed):
        found.append(Reason("name.person", PERSON_LIKE, "The name may be a person's."))
    return tuple(found)
