"""The terminal face: parse, call one method of JobSearch, show."""


def main() -> None:
    """Run the ``greenflag`` command."""
