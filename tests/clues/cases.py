"""A posting around the words that a test is about."""

from greenflag.model import Posting
from greenflag.sources import make_posting


def posting(text: str, title: str = "Machine Learning Engineer", places: tuple[str, ...] = ("Austin, TX",)) -> Posting:
    return make_posting(
        source="test", board="test", external_id="1", title=title, employer_name="Acme", text=text, locations=places
    )
