"""Every error that greenflag raises on purpose, as one tree.

A message names the file or address, the place in it, and what to do next.
"""

from __future__ import annotations


class GreenflagError(Exception):
    """The root: catch this to catch them all."""


class InputError(GreenflagError):
    """Something the user brought cannot be read: a file, a line, an address."""


class SourceError(GreenflagError):
    """A board or page gave nothing usable; nothing that is stored was touched."""


class FetchError(SourceError):
    """A request failed after its retries, or was not made (robots, terms, size, time)."""


class NotAllowedError(FetchError):
    """The address may not be fetched: robots.txt or the site's terms forbid it."""


class RuleError(GreenflagError):
    """A clue rule file is wrong: file, rule and key are named."""


class RecordsError(GreenflagError):
    """A government file is not in a layout that is known: file, sheet or column are named."""


class LawError(GreenflagError):
    """A law file is wrong, or a value is asked for that no entry gives: the entry is named."""


class ProfileError(InputError):
    """The profile is missing or a field of it is wrong: the field is named."""


class StoreError(GreenflagError):
    """The store cannot be opened, or another version of greenflag made it."""
