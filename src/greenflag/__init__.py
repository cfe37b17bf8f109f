"""greenflag: from job boards to a plan, for people who need US visa sponsorship.

``from greenflag import JobSearch, read``: see ``greenflag.api``. Imported on first use, so that a reading starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from greenflag.api import JobSearch as JobSearch
    from greenflag.reading import read as read

__version__ = "0.1.0"
__all__ = ["JobSearch", "__version__", "read"]


def __getattr__(name: str) -> Any:
    if name == "JobSearch":
        from greenflag.api import JobSearch

        return JobSearch
    if name == "read":
        from greenflag.reading import read

        return read
    raise AttributeError(f"module 'greenflag' has no attribute {name!r}")
