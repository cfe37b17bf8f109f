"""``greenflag show``: one posting, its text with the clues marked, and every reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def show(
    posting: Annotated[str, typer.Argument(metavar="ID", help="A posting's id, the beginning of one, or its link.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to an .html file too.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Take the posting from the sample boards of the demo.")] = False,
) -> None:
    """Explain one posting: its text with the clues marked in colour, and every reason."""
    from greenflag.api import JobSearch
    from greenflag.cli.plan import check_endings, write_file
    from greenflag.cli.posting_shown import show_explained
    from greenflag.cli.screen import console

    if out:
        check_endings([out], [".html"])
    screen = console()
    with JobSearch.sample() if demo else JobSearch() as search:
        if demo:
            search.update()
            search.assess()
        explained = search.explain(posting)
    show_explained(screen, explained)
    if out:
        from greenflag.web.pages import posting_page

        screen.print()
        write_file(screen, out, posting_page(explained).encode())
