"""From a printed name to a legal entity, or to none."""

from __future__ import annotations

import csv
import math
import time
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

import pytest

from greenflag.employers import Resolver
from greenflag.employers.aliases import Alias, known_aliases, load_aliases
from greenflag.employers.resolver import ACCEPT_AT
from greenflag.errors import RecordsError
from greenflag.model import EmployerMatch, Entity, Placing, SponsorRecord
from greenflag.records.entities import words_of

HERE = Path(__file__).parent


class Filers:
    """A ports.Records of invented filers."""

    version = "test"

    def __init__(self, *filers: tuple[str, str, int]) -> None:
        self._filers = {name.lower(): (name, state, cases) for name, state, cases in filers}
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities():
            for word in words_of(entity.names):
                self._by_word[word].append(entity)

    def entities(self) -> list[Entity]:
        return [Entity(i, name, (name,), (state,), cases) for i, (name, state, cases) in self._filers.items()]

    def named(self, words: Collection[str]) -> dict[str, list[Entity]]:
        return {word: self._by_word.get(word, []) for word in words}

    def placing(self, employer_id: str) -> Placing:
        return Placing()

    def of(self, employer_id: str) -> tuple[SponsorRecord, ...]:
        name, _, cases = self._filers[employer_id]
        return (SponsorRecord(employer_id, name, "LCA", "H-1B", 2024, cases, 0, 0, "test"),)

    def coverage(self) -> str:
        return "invented filers"


def filers_on_file() -> Filers:
    with (HERE / "filers.csv").open(encoding="utf-8") as file:
        return Filers(*((row["name"], row["state"], int(row["cases"])) for row in csv.DictReader(file)))


def traps() -> list[dict[str, str]]:
    with (HERE / "traps.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(filers_on_file())


def adds_up(match: EmployerMatch) -> bool:
    return match.score == max(0.0, min(1.0, math.fsum(reason.points for reason in match.reasons)))


@pytest.mark.parametrize("trap", traps(), ids=lambda trap: f"{trap['printed']}-{trap['places']}")
def test_a_trap_is_never_accepted(resolver, trap):
    match = resolver.resolve(trap["printed"], (trap["places"],) if trap["places"] else ())
    assert match.employer_id is None, match
    assert match.legal_names == ()
    assert match.reasons
    assert adds_up(match)


def test_there_are_traps_of_every_kind():
    kinds = [trap["kind"] for trap in traps()]
    assert len(kinds) >= 60
    assert set(kinds) == {"generic", "short", "person-like", "look-alike", "foreign", "alias"}


@pytest.mark.parametrize(
    ("printed", "places", "legal_name"),
    [
        ("Quorvane AI", (), "Quorvane AI, Inc."),
        ("QUORVANE AI, INC.", (), "Quorvane AI, Inc."),
        ("Quorvane", ("San Francisco, CA",), "Quorvane AI, Inc."),
        ("quorvaneai", (), "Quorvane AI, Inc."),
        ("Brindlewick Robotics", ("Boston, MA", "Remote"), "Brindlewick Robotics, Inc."),
        ("Solvinger", (), "Solvinger Labs, Inc."),
        ("Solvinger Labs Careers", (), "Solvinger Labs, Inc."),
        ("Tarnfield Data (Quant Desk)", (), "Tarnfield Data Corporation"),
        ("Zenthic System, Inc.", ("Chicago, IL",), "Zenthic Systems, Inc."),
        ("Apex LLC", ("Atlanta, GA",), "Apex LLC"),
        ("Pelloria LLC", (), "Pelloria LLC"),
        ("Castrelle Mobility", ("Detroit, MI", "Gothenburg, Sweden"), "Castrelle Mobility Inc"),
        ("Léntmoor", (), None),
    ],
)
def test_a_name_that_is_clear_is_found(resolver, printed, places, legal_name):
    match = resolver.resolve(printed, places)
    assert (match.legal_names[0] if match.employer_id else None) == legal_name, match
    assert adds_up(match)
    assert (match.score >= ACCEPT_AT) is (legal_name is not None)


def test_two_entities_of_one_common_name_leave_it_open_and_the_other_is_named():
    match = Resolver(Filers(("Summit Inc", "CO", 50), ("Summit LLC", "CO", 48)), {}).resolve("Summit", ("Denver, CO",))
    assert match.employer_id is None
    assert match.runner_up in ("Summit Inc", "Summit LLC")


def test_two_legal_forms_of_a_name_of_its_own_are_one_house_and_both_are_named(resolver):
    match = resolver.resolve("Pelloria")
    assert match.legal_names == ("Pelloria Inc", "Pelloria LLC")
    assert match.reasons[-1].code == "name.family"
    assert "not added" in match.reasons[-1].note


def test_six_filers_of_one_name_are_a_franchise_and_none_is_taken():
    shops = [(f"{word} Foods Inc d/b/a Pelloria", "CA", 5) for word in ("Alder", "Birch", "Cedar", "Fir", "Oak", "Elm")]
    match = Resolver(Filers(*shops), {}).resolve("Pelloria")
    assert match.employer_id is None
    assert match.reasons[-1].code == "rival"


def test_a_common_word_is_the_employer_that_filed_hundreds_where_the_state_agrees_too():
    filers = Filers(("Summit Corporation", "CO", 400), ("Summit Inc", "TX", 12))
    resolver = Resolver(filers, {})
    match = resolver.resolve("Summit", ("Denver, CO",))
    assert match.legal_names == ("Summit Corporation",)
    assert "filings.many" in [reason.code for reason in match.reasons]
    assert resolver.resolve("Summit").employer_id is None
    assert resolver.resolve("Summit", ("Oslo, Norway",)).employer_id is None
    few = Resolver(Filers(("Summit Corporation", "CO", 400), ("Summit Inc", "TX", 90)), {})
    assert few.resolve("Summit", ("Denver, CO",)).employer_id is None


def test_a_namesake_that_hardly_files_does_not_stand_in_the_way():
    match = Resolver(Filers(("Pelloria Inc", "CA", 500), ("Pelloria LLC", "CA", 3)), {}).resolve("Pelloria")
    assert match.employer_id == "pelloria inc"
    assert match.runner_up == "Pelloria LLC"


def test_the_us_part_of_a_company_is_it_also_from_another_state():
    filers = Filers(("Pelloria US Inc", "NJ", 3))
    assert Resolver(filers, {}).resolve("Pelloria", ("Austin, TX",)).legal_names == ("Pelloria US Inc",)


def test_a_small_filer_in_another_state_is_not_taken_for_a_name_that_is_only_nearly_its_own():
    filers = Filers(("Pelloria Labs Inc", "NJ", 3))
    resolver = Resolver(filers, {})
    assert resolver.resolve("Pelloria", ("Austin, TX",)).employer_id is None
    assert resolver.resolve("Pelloria Labs", ("Austin, TX",)).employer_id
    assert resolver.resolve("Pelloria", ("Newark, NJ",)).employer_id
    assert Resolver(Filers(("Pelloria Labs Inc", "NJ", 300)), {}).resolve("Pelloria", ("Austin, TX",)).employer_id


def test_a_small_filer_is_not_taken_for_a_large_one_whose_name_begins_alike():
    filers = Filers(("Pelloria AI Inc", "CA", 2), ("Pelloria Aviation Inc", "CA", 300))
    assert Resolver(filers, {}).resolve("Pelloria").employer_id is None


def test_no_like_name_is_unknown_and_says_that_this_is_no_no(resolver):
    match = resolver.resolve("Wexfolio Pictures")
    assert (match.employer_id, match.score, match.runner_up) == (None, 0.0, None)
    assert "not a no" in match.reasons[0].note


@pytest.mark.parametrize("printed", ["", "   ", "!!!", "株式会社", "a" * 5000, "Inc.", "d/b/a", "(", "/", "& and the"])
def test_names_that_are_none_are_unknown(resolver, printed):
    match = resolver.resolve(printed)
    assert match.employer_id is None
    assert match.printed_name == printed


def brand(near: tuple[str, ...] = ()) -> dict[str, Alias]:
    return {
        "skyline": Alias(("Skyline",), ("Ostrava Kites, Inc.", "Ostrava Kites LLC", "Gone Inc"), "public", near),
        "cloudhop": Alias(("Cloudhop",), ("Gone Inc",), "public"),
    }


OSTRAVA = Filers(("OSTRAVA KITES INC", "CA", 9), ("Ostrava Kites LLC", "TX", 90), ("Cloudhop Inc", "NY", 4))


def test_a_brand_gives_its_first_entity_and_names_the_family():
    match = Resolver(OSTRAVA, brand()).resolve("SKYLINE")
    assert match.employer_id == "ostrava kites inc"
    assert match.legal_names == ("OSTRAVA KITES INC", "Ostrava Kites LLC")
    assert [reason.code for reason in match.reasons] == ["alias", "alias.family"]
    assert adds_up(match)


def test_a_brand_whose_entities_are_not_here_is_unknown_and_no_namesake_is_taken():
    match = Resolver(OSTRAVA, brand()).resolve("Cloudhop")
    assert match.employer_id is None
    assert "Gone Inc" in match.reasons[0].note


def test_a_brand_that_is_a_common_word_needs_its_place():
    resolver = Resolver(OSTRAVA, brand(near=("CA",)))
    assert resolver.resolve("Skyline", ("Austin, TX",)).employer_id is None
    assert resolver.resolve("Skyline", ("Remote - US", "Oakland, California")).employer_id == "ostrava kites inc"


def test_a_name_that_holds_two_brands_of_one_employer_is_found_and_of_two_is_not():
    aliases = brand() | {"kitehub": Alias(("Kitehub",), ("Cloudhop Inc",), "public")}
    resolver = Resolver(OSTRAVA, aliases)
    assert resolver.resolve("Skyline/Ostrava").employer_id == "ostrava kites inc"
    assert resolver.resolve("Skyline/Kitehub").employer_id is None


def test_a_trade_name_after_dba_is_a_name_of_the_filer():
    resolver = Resolver(Filers(("Z44 Corp d/b/a Observatum", "CA", 12)), {})
    assert resolver.resolve("Observatum").employer_id == "z44 corp d/b/a observatum"
    assert resolver.resolve("Observatum, Inc. dba Whatever").employer_id == "z44 corp d/b/a observatum"


def test_each_distinct_name_is_resolved_once(resolver):
    assert resolver.resolve("Solvinger", ("Oakland, CA",)) is resolver.resolve("Solvinger", ("San Jose, CA",))


def test_the_answer_does_not_depend_on_the_order_of_the_records():
    filers = [("Pelloria Inc", "CA", 50), ("Pelloria LLC", "CA", 48), ("Ruvane Inc", "CA", 20)]
    one, other = Resolver(Filers(*filers)), Resolver(Filers(*reversed(filers)))
    for name in ("Pelloria", "Ruvane", "Pelloria Inc"):
        assert one.resolve(name) == other.resolve(name)


def test_five_thousand_names_take_seconds():
    resolver = Resolver(Filers(*((f"Orvex{n:03d} Quarn Labs {n % 7}, Inc.", "CA", n) for n in range(400))))
    began = time.perf_counter()
    for n in range(5000):
        resolver.resolve(f"Orvex{n % 400:03d} Quarn {n}")
    assert time.perf_counter() - began < 5  # about half a second on an idle core


def test_the_shipped_aliases_have_sources_and_no_brand_twice():
    aliases = known_aliases()
    assert len(aliases) > 200
    assert aliases["instacart"].legal == ("Maplebear Inc.",)
    assert all(alias.source and alias.legal for alias in aliases.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alias = [{ brands = ['A'], legal = ['A Inc'] }]", "source"),
        ("alias = [{ brands = ['A'], legal = [], source = 'x' }]", "needs legal names"),
        (
            "alias = [{ brands = ['A'], legal = ['A Inc'], source = 'x' },"
            "{ brands = ['a.'], legal = ['B'], source = 'x' }]",
            "stands in two entries",
        ),
        ("alias = 3", "alias"),
    ],
)
def test_a_wrong_alias_file_is_named(tmp_path, text, message):
    file = tmp_path / "aliases.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RecordsError, match=rf"aliases\.toml: .*{message}"):
        load_aliases(file)


def test_an_address_that_says_more_than_the_name_tells_which_namesake_is_meant():
    resolver = Resolver(
        Filers(("Nova Inc", "TX", 40), ("Nova Pelloria, Inc.", "CA", 12), ("Nova Data LLC", "NY", 9)), {}
    )
    assert resolver.resolve("Nova").employer_id is None
    match = resolver.resolve("Nova", (), "https://jobs.lever.co/novapelloria/1")
    assert match.legal_names == ("Nova Pelloria, Inc.",)
    assert match.reasons[0].code == "name.site"
    assert "novapelloria" in match.reasons[0].note


def test_an_address_of_another_company_says_nothing():
    resolver = Resolver(Filers(("Nova Inc", "TX", 40), ("Nova Pelloria, Inc.", "CA", 12)), {})
    assert resolver.resolve("Nova", (), "https://jobs.lever.co/recruiterspelloria/1").employer_id is None
    assert resolver.resolve("Acme", (), "https://jobs.lever.co/novapelloria/1").employer_id is None


def test_a_brand_that_is_a_common_word_needs_no_place_where_the_address_says_so_too():
    resolver = Resolver(Filers(("Figure AI Inc.", "CA", 30), ("Figure Holdings LLC", "NC", 20)))
    assert resolver.resolve("Figure").employer_id is None
    match = resolver.resolve("Figure", (), "https://job-boards.greenhouse.io/figureai/jobs/1")
    assert match.legal_names == ("Figure AI Inc.",)
    assert [reason.code for reason in match.reasons] == ["alias", "alias.site"]


def test_a_brand_that_is_a_common_word_needs_no_place_where_it_dwarfs_its_namesakes():
    alias = {"valve": Alias(("Valve",), ("Valve Corporation",), "LCA", ("WA",))}
    large = Filers(("Valve Corporation", "WA", 200), ("Valve Systems LLC", "OH", 3))
    match = Resolver(large, alias).resolve("Valve")
    assert match.legal_names == ("Valve Corporation",)
    assert [reason.code for reason in match.reasons] == ["alias", "alias.unplaced"]
    assert Resolver(large, alias).resolve("Valve", ("Remote",)).employer_id
    assert Resolver(large, alias).resolve("Valve", ("Cleveland, OH",)).employer_id is None
    assert Resolver(large, alias).resolve("Valve", ("Oslo, Norway",)).employer_id is None
    rival = Filers(("Valve Corporation", "WA", 200), ("Valve Systems LLC", "OH", 30))
    assert Resolver(rival, alias).resolve("Valve").employer_id is None
