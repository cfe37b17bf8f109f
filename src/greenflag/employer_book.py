"""The book of employers: official files, the legal entities in them, and what each was granted.

files --records--> tables      printed name --employers--> legal entity --tables--> picture
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from greenflag.contract import resolve_stream
from greenflag.employers import Correction, Resolver, load_corrections, save_correction
from greenflag.errors import GreenflagError, InputError
from greenflag.model import EmployerMatch, EmployerPicture, Problem, RecordsFile, Sponsor, SponsorGroup
from greenflag.ports import Progress
from greenflag.records import RecordTables, add_files, open_records, read_manifest, starter_records
from greenflag.records.facts import facts_of, standings
from greenflag.records.official import Published, addresses_of
from greenflag.records.pictures import (
    By,
    SponsorFilter,
    export,
    filings_of,
    groups,
    sector_name,
    sponsors,
)
from greenflag.sources import PoliteFetcher
from greenflag.visas import exempt_by_name


class EmployerBook:
    """What official files say of employers, for one search's folder: its own files, or the built-in figures.

    ``tables`` are given by the built-in sample and by tests.
    """

    def __init__(self, home: Path, today: date, tables: RecordTables | None = None) -> None:
        self._own = home / "records"
        self._downloads = home / "downloads"
        self._corrections = home / "employers.toml"
        self._today = today
        self._tables = tables
        self._by_sector: dict[str, SponsorGroup] | None = None

    def tables(self) -> RecordTables:
        """Return the figures in use."""
        if self._tables is None:
            self._tables = open_records(self._own) if read_manifest(self._own).tables else starter_records()
        return self._tables

    def corrections(self) -> dict[str, Correction]:
        """Return the user's own word on who printed names are."""
        return load_corrections(self._corrections)

    def files(self) -> tuple[RecordsFile, ...]:
        """Return the official files that were added, in order; empty while the built-in figures are in use."""
        return tuple(read_manifest(self._own).files)

    def add(
        self, paths: Iterable[Path], progress: Progress | None = None
    ) -> tuple[tuple[RecordsFile, ...], tuple[Problem, ...]]:
        """Read official files, or folders of them; they replace the built-in figures.

        Returns the files that were read, and what could not be; what was there before stays in use until all is built.

        Raises:
            RecordsError: a path does not exist, or the folder cannot be written.
        """
        done = add_files(paths, self._own, datetime.now(UTC), progress)
        self._tables = self._by_sector = None
        return done

    def fetch(
        self, family: Published, years: Iterable[int], progress: Progress | None = None
    ) -> tuple[tuple[RecordsFile, ...], tuple[Problem, ...]]:
        """Download official files of fiscal years from their agency, add them, and delete the downloads.

        A file that is not published (yet) is told as a problem; a download that broke off is gone on with next time.

        Raises:
            RecordsError: a year is not published in this form, or the folder cannot be written.
        """
        addresses = addresses_of(family, years)
        self._downloads.mkdir(mode=0o700, parents=True, exist_ok=True)
        problems, paths = [], []
        with PoliteFetcher() as fetcher:
            for address in addresses:
                path = self._downloads / address.rpartition("/")[2]
                try:
                    if not path.exists():
                        fetcher.download(address, path, progress)
                    paths.append(path)
                except GreenflagError as error:
                    problems.append(Problem(path.name, str(error)))
        added, told = self.add(paths, progress) if paths else ((), ())
        for path in paths:
            path.unlink(missing_ok=True)
        return added, (*problems, *told)

    def picture(self, name: str, locations: Iterable[str] = (), url: str = "") -> EmployerPicture:
        """Return all that the records say of the employer that a printed name means, and what they do not cover."""
        return self.picture_of(self._resolver().resolve(name, locations, url))

    def picture_of(self, match: EmployerMatch) -> EmployerPicture:
        """Return all that the records say of the employer that was found, and what they do not cover."""
        tables = self.tables()
        entity = tables.entity(match.employer_id) if match.employer_id else None
        records = tables.of(entity.employer_id) if entity else ()
        filings = filings_of(tables, entity.employer_id) if entity else None
        sector = sector_name(entity.sector) if entity else ""
        cap_exempt = exempt_by_name(entity.legal_name) if entity else None
        stands = standings(entity is not None, records, tables.covered)
        return EmployerPicture(
            match=match,
            entity=entity,
            records=records,
            filings=filings,
            sector=sector,
            standings=stands,
            facts=facts_of(stands, records, tables.covered, filings, self._sectors().get(sector), cap_exempt),
            cap_exempt=cap_exempt,
            covered=tables.covered,
            coverage=tables.coverage(),
        )

    def _sectors(self) -> dict[str, SponsorGroup]:
        """Return the figures of each sector, by its name."""
        if self._by_sector is None:
            self._by_sector = {group.name: group for group in groups(self.tables(), SponsorFilter(), "sector")}
        return self._by_sector

    def correct(self, printed_name: str, legal_name: str) -> None:
        """Keep the user's own word on who a printed name is, which wins over all that greenflag finds.

        ``legal_name`` is a name that the entity filed under, or "" for none of the records.

        Raises:
            InputError: no entity of the records filed under that name.
        """
        if legal_name and not self._resolver().filed_as(legal_name):
            raise InputError(
                f"{legal_name}: no employer of the records filed under this name; greenflag sponsors --name shows them"
            )
        save_correction(self._corrections, Correction(printed_name, legal_name, self._today))

    def resolve_stream(self, lines: Iterable[str | bytes]) -> Iterator[dict[str, object]]:
        """Yield one JSON object a line, in order: the legal entity that a name means (docs/contract.md)."""
        return resolve_stream(self._resolver(), lines)

    def sponsors(self, wanted: SponsorFilter, top: int = 50) -> list[Sponsor]:
        """Return the employers that were granted most, most first."""
        return sponsors(self.tables(), wanted, top)

    def groups(self, wanted: SponsorFilter, by: By) -> list[SponsorGroup]:
        """Return sponsors together by sector, state or size."""
        return groups(self.tables(), wanted, by)

    def export(self, wanted: SponsorFilter, path: Path) -> int:
        """Write all sponsors of a kind to a CSV or parquet file and return how many.

        Raises:
            RecordsError: the file's ending is neither, or it cannot be written.
        """
        return export(self.tables(), wanted, path)

    def _resolver(self) -> Resolver:
        return Resolver(self.tables(), corrections=self.corrections())
