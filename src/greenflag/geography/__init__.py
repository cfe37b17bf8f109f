"""Geography: the countries and the US states with their codes and names, one table for all rooms.

Facts only. What a place tells in a posting is for the room that reads it: ``clues`` has the cities that tell a country,
``verdicts`` the metropolitan areas, ``employers`` what a place says of namesakes.
"""

from greenflag.geography.countries import COUNTRIES, Country, country_code, country_name, printed_country
from greenflag.geography.states import STATES, UNITED_STATES, state_code

__all__ = [
    "COUNTRIES",
    "STATES",
    "UNITED_STATES",
    "Country",
    "country_code",
    "country_name",
    "printed_country",
    "state_code",
]
