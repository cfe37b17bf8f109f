"""greenflag: from job boards to a plan, for people who need US visa sponsorship.

``from greenflag import JobSearch, read``: see ``greenflag.api``. Imported on first use, so that a reading starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from greenflag.api import JobSearch as JobSearch
    from greenflag.api import read as read

__version__ = "0.1.0"
__all__ = ["JobSearch", "__version__", "read"]


def __getattr__(name: str) -> Any:
    if name in {"JobSearch", "read"}:
        from greenflag import api

        return getattr(api, name)
    raise AttributeError(f"module 'greenflag' has no attribute {name!r}")
