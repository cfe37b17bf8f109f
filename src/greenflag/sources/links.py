"""Links to boards: which step of a pasted address names the board."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def token_in(url: str, pages: re.Pattern[str], apis: re.Pattern[str], api_path: tuple[str, ...]) -> str:
    """Return the step of a link that names a board, as it is printed there; "" when the link is another system's.

    ``pages`` and ``apis`` match the hosts, in lower case. The name is the first step of a page's path, and the one
    after ``api_path`` of an API's.
    """
    parts = urlsplit(url)
    host, steps = (parts.hostname or "").lower(), tuple(step for step in parts.path.split("/") if step)
    if pages.fullmatch(host):
        return "".join(steps[:1])
    if apis.fullmatch(host) and steps[: len(api_path)] == api_path:
        return "".join(steps[len(api_path) :][:1])
    return ""
