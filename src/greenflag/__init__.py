"""greenflag: from job boards to a plan, for people who need US visa sponsorship."""

__version__ = "0.1.0"
