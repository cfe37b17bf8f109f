"""The terminal face: parse, call one method of JobSearch, show."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the ``greenflag`` command; a fault of greenflag itself ends with its traceback and where to take it."""
    from greenflag.cli.app import app
    from greenflag.cli.screen import write_what_can_be_shown

    write_what_can_be_shown()
    try:
        app()
    except Exception:
        import traceback

        traceback.print_exc()
        sys.exit(
            "\ngreenflag: this is a fault of greenflag, not of yours; what was stored is safe. Please report the\n"
            "lines above in its issue tracker (CONTRIBUTING.md says how), without anything in them that is private."
        )
