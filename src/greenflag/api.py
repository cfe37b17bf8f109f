"""JobSearch: one method for each thing that one can do; every face calls these and nothing below."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from urllib.parse import urldefrag

import platformdirs

from greenflag import clues
from greenflag.candidate import (
    QUESTIONS,
    Question,
    choice_meant,
    is_asked,
    load_profile,
    missing_skills,
    profile_from_answers,
    questions_for,
    sample_profile,
    save_profile,
    skills_in,
)
from greenflag.checkup import Checkup, check_up
from greenflag.clues.workbench import Checked, Explanation, all_rules, check_rules
from greenflag.contract import read_stream
from greenflag.corpus import Comparison, CorpusReading, compare_readings, read_corpus, save_readings
from greenflag.employer_book import EmployerBook
from greenflag.employers import Correction, Resolver
from greenflag.errors import InputError, NotAllowedError
from greenflag.intake import postings_of
from greenflag.model import (
    Assessment,
    Board,
    BoardChange,
    BoardState,
    EmployerMatch,
    Fact,
    Plan,
    Posting,
    Profile,
    Ranked,
    Reading,
    StoredPosting,
    Work,
)
from greenflag.pipeline import Context, assess, make_context, ranked
from greenflag.plans import Kept, is_kept, load_kept, make_plan, plan_json, plan_markdown, save_kept
from greenflag.ports import Fetcher, Progress, Store
from greenflag.ranking import order
from greenflag.reading import explain_line, read, read_posting
from greenflag.records import RecordTables, sample_records
from greenflag.sources import (
    PoliteFetcher,
    SampleFetcher,
    find_board_links,
    find_starter,
    read_page,
    route,
    sample_boards,
    starter_boards,
)
from greenflag.store import open_store
from greenflag.update import update_boards
from greenflag.verdicts import About, Text, about, copies, near_texts, work_of
from greenflag.visas import Law, Outlook, key_dates, law_notes, mark, outlook

__all__ = [
    "QUESTIONS",
    "Checked",
    "Checkup",
    "Comparison",
    "CorpusReading",
    "Explained",
    "Explanation",
    "JobSearch",
    "Question",
    "all_rules",
    "check_rules",
    "choice_meant",
    "compare_readings",
    "explain_line",
    "is_asked",
    "load_profile",
    "plan_json",
    "plan_markdown",
    "profile_from_answers",
    "questions_for",
    "read",
    "read_corpus",
    "read_posting",
    "read_stream",
    "save_readings",
]

SAMPLE_DAY = date(2026, 11, 25)  # the sample's postings and person are of this day, so its plan is made on it
BATCH = 500  # assessments written in one transaction
_NAME = re.compile(r"[\w&.,' -]{2,80}")
NEAR_IDS = 5  # ids suggested for one that is not known


@dataclass(frozen=True, slots=True)
class Explained:
    """All that greenflag knows of one posting: history, assessment, rank, employer, the job itself, and its copies.

    ``again`` are open postings of the same job, ``under_others`` those of its text under other employers.
    """

    stored: StoredPosting
    assessment: Assessment
    ranked: Ranked
    earlier: tuple[Posting, ...]
    facts: tuple[Fact, ...] = ()
    work: Work | None = None
    about: About | None = None
    skills: tuple[str, ...] = ()
    again: tuple[Posting, ...] = ()
    under_others: tuple[Posting, ...] = ()


class JobSearch:
    """One person's search, kept in one folder of the person's own machine.

    A context manager; ``home`` is by default GREENFLAG_HOME or the user's data folder. ``today`` and ``fetcher`` are
    handed in by tests and by the built-in sample.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        profile: Profile | None = None,
        today: date | None = None,
        fetcher: Fetcher | None = None,
        records: RecordTables | None = None,
    ) -> None:
        self.home = home or Path(os.environ.get("GREENFLAG_HOME") or platformdirs.user_data_path("greenflag"))
        self.profile_path = self.home / "profile.toml"
        self.today = today or date.today()
        self._profile = profile
        self._fetcher = fetcher
        self._records = records
        self._employers: EmployerBook | None = None
        self._context: Context | None = None
        self._context_of: tuple[RecordTables, dict[str, Correction]] | None = None  # what it was made of
        self._temporary: Path | None = None
        self._opened: Store | None = None

    @classmethod
    def sample(cls, today: date | None = None) -> JobSearch:
        """Return a search over the built-in boards for the built-in person, all invented, in a temporary folder."""
        home = Path(tempfile.mkdtemp(prefix="greenflag-sample-"))
        search = cls(
            home, profile=sample_profile(), today=today or SAMPLE_DAY, fetcher=SampleFetcher(), records=sample_records()
        )
        search._temporary = home
        for board in sample_boards():
            search._store.add_board(board, datetime.now(UTC))
        return search

    def __enter__(self) -> JobSearch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and the connections; remove the folder of a sample."""
        if self._opened:
            self._opened.close()
        if isinstance(self._fetcher, PoliteFetcher):
            self._fetcher.close()
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)

    # ------------------------------------------------------------------ the person

    def profile(self) -> Profile:
        """Return the person's profile; ProfileError says how to make one where there is none."""
        if self._profile is None:
            self._profile = load_profile(self.profile_path)
        return self._profile

    def save_profile(self, profile: Profile) -> Path:
        """Keep a profile, readable by its owner only, and return where it is."""
        save_profile(profile, self.profile_path)
        self._profile, self._context = profile, None
        return self.profile_path

    # ------------------------------------------------------------------ boards

    def add_board(self, link: str) -> tuple[Board, ...]:
        """Watch the board that a link, a starter employer's name or a folder's path means; return what was added.

        A careers page is asked once: when it leads to a board of a known system, that board is watched instead.

        Raises:
            InputError: nothing fits; the message says what to give instead. NotAllowedError: terms forbid the host.
            FetchError: a careers page could not be read.
        """
        boards = self._boards_meant(link)
        now = datetime.now(UTC)
        return tuple(board for board in boards if self._store.add_board(board, now))

    def add_starter_boards(self) -> tuple[Board, ...]:
        """Watch every board of the starter list; return those that were not watched yet."""
        now = datetime.now(UTC)
        return tuple(board for board in starter_boards() if self._store.add_board(board, now))

    def remove_board(self, board_id: str) -> bool:
        """Stop watching a board; its postings are closed, not forgotten. False when it was not watched."""
        return self._store.remove_board(board_id)

    def boards(self) -> tuple[BoardState, ...]:
        """Return every watched board with what is known of it."""
        return self._store.boards()

    def update(self, progress: Progress | None = None) -> tuple[BoardChange, ...]:
        """Read every watched board, ask only for what is new, and return what changed on each."""
        return tuple(update_boards(self.boards(), self._fetch(), self._store, progress))

    # ------------------------------------------------------------------ assessing and planning

    def assess(self, progress: Progress | None = None) -> int:
        """Assess every open posting whose text, rules, records, law, profile or day changed; return how many."""
        context, made, waiting = self._made_context(), 0, []
        boards = self.boards()
        context.resolver.prepare(state.board.employer_name for state in boards)
        total = sum(state.open_postings for state in boards)
        for done, stored in enumerate(self._store.postings(), start=1):
            earlier = self._store.assessment(stored.posting.id)
            assessment = assess(stored.posting, context, earlier)
            if assessment is not earlier:
                made += 1
                waiting.append(assessment)
            if len(waiting) >= BATCH:
                self._store.save_assessments(waiting)
                waiting = []
            if progress:
                progress(done, max(done, total), "reading")
        self._store.save_assessments(waiting)
        return made

    def plan(self, progress: Progress | None = None) -> Plan:
        """Return the plan from what is stored; postings that changed since they were assessed are assessed first."""
        self.assess(progress)
        context = self._made_context()
        found = order(self._ranked(context))
        missing = {
            item.posting.id: missing_skills(context.profile, item.posting.text)
            for item in found
            if all(verdict.answer != "no" for verdict in item.assessment.verdicts)
        }
        quiet = [
            (match, context.records.of(match.employer_id))
            for match in (
                context.resolver.resolve(state.board.employer_name, (), state.board.url)
                for state in self.boards()
                if state.open_postings == 0 and state.board.employer_name
            )
            if match.employer_id
        ]
        keeps, groups = (
            load_kept(self.home / "kept.toml"),
            copies(_text_of(item.posting, item.assessment.employer.employer_id) for item in found),
        )
        plan = make_plan(
            context.profile,
            found,
            key_dates(context.profile, context.law, context.today),
            (*self._board_notes(), context.records.coverage(), *law_notes(context.law, context.today)),
            context.today,
            context.versions,
            missing=missing,
            quiet=quiet,
            same=[group.posting_ids for group in groups if group.kind in ("same", "places")],
            shared=[group.posting_ids for group in groups if group.kind == "employers"],
            mass=[group.posting_ids for group in groups if group.kind == "mass"],
            kept=[item.posting.id for item in found if is_kept(item.posting, keeps)],
        )
        matches = [entry.ranked.assessment.employer for entry in (*plan.apply, *plan.ask)]
        known = {match.employer_id: match for match in matches if match.employer_id}
        return replace(plan, employers={employer_id: self._facts(match) for employer_id, match in known.items()})

    def _facts(self, match: EmployerMatch) -> tuple[Fact, ...]:
        return self.employers.picture_of(match).facts if match.employer_id else ()

    def explain(self, posting_id: str) -> Explained:
        """Return all that is known of one posting, named by its id, the beginning of its id, or its link.

        Raises:
            InputError: no posting fits, or several do; those that come near are named.
        """
        stored = self._find(posting_id)
        context = self._made_context()
        assessment = assess(stored.posting, context, self._store.assessment(stored.posting.id))
        self._store.save_assessments([assessment])
        earlier = self._store.earlier_texts(stored.posting.id)
        rank, facts = ranked(stored, assessment, context), self._facts(assessment.employer)
        posting = stored.posting
        work, told, skills = work_of(posting), about(posting), skills_in(posting.text)
        again, under_others = self._copies_of(posting)
        return Explained(stored, assessment, rank, earlier, facts, work, told, skills, again, under_others)

    def _copies_of(self, posting: Posting) -> tuple[tuple[Posting, ...], tuple[Posting, ...]]:
        """Return the open postings of the same job, and those of the same text under other employers."""
        known = {stored.posting.id: stored.posting for stored in self._store.postings()}
        text = _text_of(posting)
        groups = [
            (group.kind, [known[one] for one in group.posting_ids if one != posting.id])
            for group in copies([text, *near_texts(text, map(_text_of, known.values()))])
            if posting.id in group.posting_ids
        ]
        again = dict.fromkeys(one for kind, others in groups if kind in ("same", "places") for one in others)
        shared = dict.fromkeys(one for kind, others in groups if kind == "employers" for one in others)
        own = _text_of(posting).employer
        return tuple(again), tuple(one for one in shared if _text_of(one).employer != own)

    def read(self, what: str | Path) -> tuple[tuple[Posting, Reading], ...]:
        """Return the postings of a file (Path), of a link, or of pasted text, each with its reading; nothing is kept.

        Raises:
            InputError: nothing to read was found; the message says why and what to do.
        """
        return tuple((posting, clues.read(posting)) for posting in postings_of(what, self._fetch))

    def check(self, what: str | Path) -> tuple[Checkup, ...]:
        """Return what is odd about the postings of a file (.eml too), a link or pasted text; nothing is kept.

        Needs no profile.

        Raises:
            InputError: nothing to read was found; the message says why and what to do.
        """
        tables, corrections = self.employers.tables(), self.employers.corrections()
        resolver = Resolver(tables, corrections=corrections)
        found = postings_of(what, self._fetch)
        return tuple(check_up(posting, resolver, tables, self._addresses_of(posting)) for posting in found)

    def _addresses_of(self, posting: Posting) -> list[str]:
        """Return the addresses of an employer's boards and postings that were read, to tell its own site by."""
        name = posting.employer_name.casefold().strip()
        if not name:
            return []
        boards = [state.board.url for state in self.boards() if state.board.employer_name.casefold() == name]
        known = (stored.posting for stored in self._store.postings())
        return [*boards, *{one.url for one in known if one.employer_name.casefold() == name}]

    def keep(self, what: str, *, undo: bool = False) -> tuple[Kept, ...]:
        """Keep a posting (id, its beginning, or link) or all of an employer (its printed name) whatever it looks like.

        It is remembered; ``undo`` takes the word back. Returns all that is kept; ``what`` may be "" to see it.

        Raises:
            InputError: no open posting has this id or employer, or the file is wrong.
        """
        path = self.home / "kept.toml"
        kept = load_kept(path)
        if what:
            said = self._kept_meant(what)
            others = tuple(one for one in kept if not one.means(said))
            kept = others if undo else (*others, said)
            save_kept(path, kept)
        return kept

    def _kept_meant(self, what: str) -> Kept:
        names = {stored.posting.employer_name for stored in self._store.postings()}
        named = next((name for name in names if name.casefold() == what.strip().casefold()), "")
        return Kept(self.today, employer_name=named) if named else Kept(self.today, self._find(what).posting.id)

    def outlook(self, scenarios: Iterable[str] = ()) -> Outlook:
        """Return all visa paths of the person with a willing employer, on this search's day, and the days that decide.

        Raises:
            InputError: a scenario is not known.
        """
        return outlook(self.profile(), Law.load(), self.today, scenarios)

    def documents(self, path_id: str, have: Iterable[str] = (), lack: Iterable[str] = ()) -> dict[str, date]:
        """Keep what the person has of a path's documents, or lacks after all; return what is there and since when.

        Raises:
            InputError: no path or document has this name, or the file cannot be read or written.
        """
        return mark(self.home / "documents.toml", path_id, have, lack, self.today)

    def coverage(self) -> str:
        """Say in one line what the employers' figures cover."""
        return self.employers.tables().coverage()

    @property
    def employers(self) -> EmployerBook:
        """What official files say of employers: figures, legal entities, lists of sponsors, the user's own files."""
        if self._employers is None:
            self._employers = EmployerBook(self.home, self.today, self._records)
        return self._employers

    # ------------------------------------------------------------------ behind the methods

    @property
    def _store(self) -> Store:
        """The store, opened when it is first needed: reading one posting leaves no trace on the disk."""
        if self._opened is None:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._opened = open_store(self.home / "greenflag.db")
        return self._opened

    def _fetch(self) -> Fetcher:
        if self._fetcher is None:
            self._fetcher = PoliteFetcher()
        return self._fetcher

    def _made_context(self) -> Context:
        tables, corrections = self.employers.tables(), self.employers.corrections()
        if self._context is None or (tables, corrections) != self._context_of:
            self._context = make_context(self.profile(), tables, self.today, corrections)
            self._context_of = (tables, corrections)
        return self._context

    def _ranked(self, context: Context) -> Iterator[Ranked]:
        for stored in self._store.postings():
            assessment = self._store.assessment(stored.posting.id)
            if assessment:
                yield ranked(stored, assessment, context)

    def _board_notes(self) -> tuple[str, ...]:
        troubled = [state for state in self.boards() if state.problem and state.complete is not True]
        if not troubled:
            return ()
        names = ", ".join(state.board.employer_name or state.board.id for state in troubled[:NEAR_IDS])
        more = f" and {len(troubled) - NEAR_IDS} more" if len(troubled) > NEAR_IDS else ""
        return (f"Not read in full, so postings may be missing: {names}{more}. `greenflag boards list` tells why.",)

    def _boards_meant(self, link: str) -> tuple[Board, ...]:
        named = find_starter(link)
        if named and not link.lower().startswith(("http://", "https://")) and not Path(link).exists():
            if len({board.employer_name for board in named}) > 1:
                names = ", ".join(sorted({board.employer_name for board in named}))
                raise InputError(f"{link!r} may mean {names}: give one of these names, or the board's link.")
            return named
        try:
            board = route(link)
        except NotAllowedError:
            raise
        except InputError as error:
            if not _NAME.fullmatch(link.strip()):
                raise
            raise InputError(
                f"{link!r} is not among the {len(starter_boards())} employers of the starter list. Open its careers "
                "page, click a job, and give the address of that page or of the board: greenflag boards add https://..."
            ) from error
        if board.system != "page":
            return (board,)
        answer = self._fetch().get(board.token)
        html = answer.body.decode("utf-8", "replace")
        leads_to = find_board_links(html)
        read = read_page(answer.body, url=answer.url, board=board, now=datetime.now(UTC))
        if read.postings:
            return (board,)
        if leads_to:
            return leads_to[:1]
        why = read.problems[0].message if read.problems else "holds no posting"
        raise InputError(f"{link}: this page {why}")

    def _find(self, wanted: str) -> StoredPosting:
        stored = self._store.posting(wanted)
        if stored:
            return stored
        link = urldefrag(wanted).url.rstrip("/")
        found = [
            other
            for other in self._store.postings(open_only=False)
            if other.posting.id.startswith(wanted)
            or other.posting.external_id == wanted
            or (other.posting.url and other.posting.url.rstrip("/") == link)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{other.posting.id} ({other.posting.title})" for other in found[:NEAR_IDS])
            raise InputError(f"{wanted!r} fits {len(found)} postings: {names}. Give more of the id.")
        raise InputError(f"{wanted!r}: no stored posting has this id or link. `greenflag plan` prints the ids.")


def _text_of(posting: Posting, employer_id: str | None = None) -> Text:
    employer = employer_id or posting.employer_name.casefold().strip()
    seen = datetime.combine(posting.posted_on, time(), UTC) if posting.posted_on else posting.fetched_at
    return Text(posting.id, employer, posting.title, posting.locations, posting.text, seen)
