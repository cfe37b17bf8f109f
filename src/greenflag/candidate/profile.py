"""The profile file: read with every field checked, written whole or not at all, private to its owner."""

from __future__ import annotations

import difflib
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import tomli_w

from greenflag.candidate import values
from greenflag.candidate.checks import contradiction
from greenflag.candidate.skills import canonical_skills
from greenflag.errors import ProfileError
from greenflag.geography import country_name
from greenflag.model import Criterion, Degree, Evidence, Profile, ProfileDates, Role, Weights, WorkAbroad

MAX_BYTES = 1_000_000  # a profile has some 2 kB; a file above this is something else

Reader = Callable[[object], Any]

_DEGREE: dict[str, Reader] = {
    "level": values.read_level,
    "field": values.read_text,
    "us_school": values.read_yes_no,
    "stem": values.read_yes_no,
    "cip": values.read_cip,
    "completed_on": values.read_day,
}
_EVIDENCE: dict[str, Reader] = {"criterion": values.read_one_of(get_args(Criterion)), "what": values.read_text}
_WORK_ABROAD: dict[str, Reader] = {
    "employer": values.read_text,
    "role": values.read_one_of(get_args(Role)),
    "from_on": values.read_day,
    "to_on": values.read_day,
}
_DATES: dict[str, Reader] = {field.name: values.read_day for field in fields(ProfileDates)}
# Only the proportions of weights matter, so 100 leaves room for any of them.
_WEIGHTS: dict[str, Reader] = {field.name: values.read_number(0, 100, "") for field in fields(Weights)}
_PROFILE: dict[str, Reader] = {
    "citizenships": values.read_countries,
    "status": values.read_status,
    "birth_country": values.read_country,
    "h1b_counted": values.read_yes_no,
    "i140_approved": values.read_yes_no,
    "spouse_i140_approved": values.read_yes_no,
    "experience_years": values.read_number(0, 60, "years"),
    "titles": values.read_texts,
    "skills": lambda value: canonical_skills(values.read_texts(value)),
    "places": values.read_places,
    "relocate": values.read_yes_no,
    "salary_floor_usd_per_year": values.read_salary_floor,
}
_BLOCKS = ("degrees", "evidence", "work_abroad")
_TABLES = ("dates", *_BLOCKS, "weights")
_ONE = {"degrees": "degree"}  # what one block of a table is called in an error
_NEEDED = {
    "citizenships": 'add a line such as: citizenships = ["IN"]',
    "status": 'add a line such as: status = "F-1 STEM OPT"',
    "level": 'add a line such as: level = "master"',
    "criterion": 'add a line such as: criterion = "articles"',
    "employer": 'add a line such as: employer = "Acme India"',
    "role": 'add a line such as: role = "specialist"',
    "from_on": "add a line such as: from_on = 2024-01-15",
}

# What is written above each field, for whoever opens the file in an editor.
_COMMENTS = {
    "citizenships": "Every country you are a citizen of, as ISO codes.",
    "status": "us_citizen, permanent_resident, asylee_or_refugee, F-1, F-1 CPT, F-1 OPT, F-1 STEM OPT, H-1B, H-4,\n"
    "# H-4 EAD, L-1, L-2, O-1, TN, E-3, H-1B1, J-1, abroad or other.",
    "birth_country": "Green card queues go by the country of birth.",
    "h1b_counted": "true if you were ever counted against the H-1B cap, false if not; leave out if you do not know.",
    "i140_approved": "true if an immigrant petition (I-140) was approved for you.",
    "spouse_i140_approved": "For H-4: true if an immigrant petition (I-140) was approved for your spouse in H-1B.",
    "experience_years": "Years of paid work in the field.",
    "titles": "Job titles you look for.",
    "skills": "What you can do, in the words of postings.",
    "places": "Where you would work: states, cities, remote. Empty means anywhere in the US.",
    "relocate": "true if you would move for a job.",
    "salary_floor_usd_per_year": "The least yearly pay you would take, in US dollars.",
    "dates": "Key dates, YYYY-MM-DD: program_end_on, opt_end_on, stem_opt_end_on, i94_until_on,\n"
    "# h1b_first_admitted_on, perm_filed_on, last_day_worked_on, available_from_on.",
    "degrees": "One block for each degree: level (associate, bachelor, master, doctorate), field, us_school, stem,\n"
    "# cip (the I-20 shows it, e.g. 11.0701), completed_on.",
    "evidence": "For O-1A, one block for each thing that you can document: criterion (awards, memberships, press,\n"
    "# judging, contributions, articles, critical_role, high_pay), what.",
    "work_abroad": "For L-1, one block for each company that you worked for full-time outside the US: employer,\n"
    "# role (manager, executive, specialist, other), from_on, to_on.",
    "weights": "How much each part counts in your ranking; only the proportions matter.",
}


def load_profile(path: str | os.PathLike[str]) -> Profile:
    """Return the profile in a TOML file, every field checked.

    Raises:
        ProfileError: there is no such file, it is no TOML, or a field is wrong; file and field are named.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProfileError(f"{path}: there is no profile yet; make one with: greenflag init") from None
    except OSError as error:
        raise ProfileError(f"{path}: cannot be read ({error.strerror})") from None
    if len(content) > MAX_BYTES:
        raise ProfileError(f"{path}: more than {MAX_BYTES:,} bytes; this is no profile")
    return _decode(content, str(path))


def save_profile(profile: Profile, path: str | os.PathLike[str]) -> None:
    """Write a profile as commented TOML that only its owner may read; the old file stays whole until the end.

    Raises:
        ProfileError: the file cannot be written; the old one is untouched.
    """
    path = Path(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(profile_text(profile))
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ProfileError(f"{path}: cannot be written ({error.strerror})") from None


def sample_profile() -> Profile:
    """Return the invented person of the built-in sample run."""
    return _decode(files(__package__).joinpath("sample_profile.toml").read_bytes(), "sample_profile.toml")


def profile_from_table(table: Mapping[str, object], where: str) -> Profile:
    """Return the profile that a decoded TOML table holds.

    Raises:
        ProfileError: a field is unknown, missing or wrong, or two fields contradict each other.
    """
    known = {**_PROFILE, **dict.fromkeys(_TABLES)}
    _refuse_unknown(table, known, f"{where}: ")
    plain = {key: value for key, value in table.items() if key not in _TABLES}
    fields_read = _read(plain, _PROFILE, f"{where}: ", needed=("citizenships", "status"))
    dates = _read(_table(table, "dates", where), _DATES, f"{where}: dates.")
    weights = _read(_table(table, "weights", where), _WEIGHTS, f"{where}: weights.")
    profile = Profile(
        **fields_read,
        dates=ProfileDates(**dates),
        degrees=tuple(Degree(**{"field": "", **d}) for d in _blocks(table, "degrees", _DEGREE, ("level",), where)),
        evidence=tuple(Evidence(**e) for e in _blocks(table, "evidence", _EVIDENCE, ("criterion",), where)),
        work_abroad=tuple(
            WorkAbroad(**work)
            for work in _blocks(table, "work_abroad", _WORK_ABROAD, ("employer", "role", "from_on"), where)
        ),
        weights=Weights(**weights),
    )
    if problem := contradiction(profile):
        raise ProfileError(f"{where}: {problem}")
    return profile


def profile_text(profile: Profile) -> str:
    """Return a profile as TOML with a comment above each field."""
    table = asdict(profile)
    blocks = ["# Your greenflag profile. It stays on this computer; leave out what you do not know."]
    blocks.extend(_block(key, {key: table[key]}) for key in (*_PROFILE, *_TABLES))
    return "\n\n".join(blocks) + "\n"


def _block(key: str, table: dict[str, Any]) -> str:
    names = ", ".join(country_name(code) for code in table[key]) if key == "citizenships" else ""
    comment = f"# {_COMMENTS[key]}" + (f" {names}." if names else "")
    kept = _without_none(table)
    if kept.get(key) in (None, {}) or (key in _TABLES and not kept[key]):
        return f"{comment}\n# {key} is not given"
    if key in _BLOCKS:  # block by block: a short list written inline would land inside the table above it
        return "\n".join([comment, *(f"[[{key}]]\n{tomli_w.dumps(block).strip()}" for block in kept[key])])
    return f"{comment}\n{tomli_w.dumps(kept).strip()}"


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(entry) for key, entry in value.items() if entry is not None and entry != ""}
    if isinstance(value, tuple | list):
        return [_without_none(entry) for entry in value]
    return value


def _decode(content: bytes, where: str) -> Profile:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProfileError(f"{where}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError(f"{where}: this is not TOML: {error}; texts stand in quotes") from None
    return profile_from_table(table, where)


def _blocks(
    table: Mapping[str, object], key: str, readers: dict[str, Reader], needed: tuple[str, ...], where: str
) -> list[dict[str, Any]]:
    entries, one = table.get(key, []), _ONE.get(key, key)
    if not isinstance(entries, list):
        raise ProfileError(f"{where}: {key}: write each {one} as a block that starts with [[{key}]]")
    blocks = []
    for number, entry in enumerate(entries, 1):
        prefix = f"{where}: {one} {number}: "
        if not isinstance(entry, Mapping):
            raise ProfileError(f"{prefix}write it as a block that starts with [[{key}]]")
        blocks.append(_read(entry, readers, prefix, needed=needed))
    return blocks


def _table(table: Mapping[str, object], key: str, where: str) -> Mapping[str, object]:
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise ProfileError(f"{where}: {key}: write it as a block that starts with [{key}]")
    return value


def _read(
    table: Mapping[str, object], readers: dict[str, Reader], prefix: str, needed: tuple[str, ...] = ()
) -> dict[str, Any]:
    _refuse_unknown(table, readers, prefix)
    read = {}
    for key, value in table.items():
        if values.is_unknown(value):
            continue
        try:
            read[key] = readers[key](value)
        except ValueError as error:
            raise ProfileError(f"{prefix}{key}: {error}") from None
    for key in needed:
        if key not in read:
            raise ProfileError(f"{prefix}{key} is missing; {_NEEDED[key]}")
    return read


def _refuse_unknown(table: Mapping[str, object], known: Mapping[str, object], prefix: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"
            raise ProfileError(f"{prefix}{key}: no such field; {hint}")
