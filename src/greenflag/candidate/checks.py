"""Checks: what no person can be at once, so that a slip of the keyboard does not become advice."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

from greenflag.model import Profile, Status

# Whose citizens may hold a status: TN 8 CFR 214.6; E-3 INA 101(a)(15)(E)(iii); H-1B1 INA 101(a)(15)(H)(i)(b1).
_HELD_BY: dict[Status, tuple[str, ...]] = {"TN": ("CA", "MX"), "E-3": ("AU",), "H-1B1": ("CL", "SG")}


def contradiction(profile: Profile) -> str | None:
    """Return what is wrong between two fields of a profile, naming both, or None."""
    return _citizenship(profile) or _order_of_dates(profile) or _work_abroad(profile) or _weights(profile)


def _citizenship(profile: Profile) -> str | None:
    citizen = "US" in profile.citizenships
    if citizen and profile.status != "us_citizen":
        return f"status: a citizen of the US (citizenships) has status 'us_citizen', not {profile.status!r}"
    if not citizen and profile.status == "us_citizen":
        return "citizenships: status 'us_citizen' needs \"US\" among the citizenships"
    holders = _HELD_BY.get(profile.status)
    if holders and not set(holders) & set(profile.citizenships):
        return f"status: {profile.status} is held by citizens of {' or '.join(holders)} only; see citizenships"
    return None


def _order_of_dates(profile: Profile) -> str | None:
    dates = profile.dates
    ordered: tuple[tuple[str, date | None, str, date | None], ...] = (
        ("program_end_on", dates.program_end_on, "opt_end_on", dates.opt_end_on),
        ("program_end_on", dates.program_end_on, "stem_opt_end_on", dates.stem_opt_end_on),
        ("opt_end_on", dates.opt_end_on, "stem_opt_end_on", dates.stem_opt_end_on),
    )
    for early_name, early, late_name, late in ordered:
        if early and late and late <= early:
            return f"dates.{late_name}: {late} must come after {early_name} ({early})"
    return None


def _work_abroad(profile: Profile) -> str | None:
    for number, work in enumerate(profile.work_abroad, 1):
        if work.to_on and work.to_on <= work.from_on:
            return f"work_abroad {number}: to_on: {work.to_on} must come after from_on ({work.from_on})"
    return None


def _weights(profile: Profile) -> str | None:
    return None if any(astuple(profile.weights)) else "weights: at least one must be above 0"
