"""Invented LCA cases, cell by cell in the official 96 columns: what ``official_files.py`` writes.

Names of columns, places and occupations are real; employers, people, addresses, phones and wages are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

COLUMNS = (
    "CASE_NUMBER", "CASE_STATUS", "RECEIVED_DATE", "DECISION_DATE", "ORIGINAL_CERT_DATE", "VISA_CLASS", "JOB_TITLE",
    "SOC_CODE", "SOC_TITLE", "FULL_TIME_POSITION", "BEGIN_DATE", "END_DATE", "TOTAL_WORKER_POSITIONS",
    "NEW_EMPLOYMENT", "CONTINUED_EMPLOYMENT", "CHANGE_PREVIOUS_EMPLOYMENT", "NEW_CONCURRENT_EMPLOYMENT",
    "CHANGE_EMPLOYER", "AMENDED_PETITION", "EMPLOYER_NAME", "TRADE_NAME_DBA", "EMPLOYER_ADDRESS1",
    "EMPLOYER_ADDRESS2", "EMPLOYER_CITY", "EMPLOYER_STATE", "EMPLOYER_POSTAL_CODE", "EMPLOYER_COUNTRY",
    "EMPLOYER_PROVINCE", "EMPLOYER_PHONE", "EMPLOYER_PHONE_EXT", "NAICS_CODE", "EMPLOYER_POC_LAST_NAME",
    "EMPLOYER_POC_FIRST_NAME", "EMPLOYER_POC_MIDDLE_NAME", "EMPLOYER_POC_JOB_TITLE", "EMPLOYER_POC_ADDRESS1",
    "EMPLOYER_POC_ADDRESS2", "EMPLOYER_POC_CITY", "EMPLOYER_POC_STATE", "EMPLOYER_POC_POSTAL_CODE",
    "EMPLOYER_POC_COUNTRY", "EMPLOYER_POC_PROVINCE", "EMPLOYER_POC_PHONE", "EMPLOYER_POC_PHONE_EXT",
    "EMPLOYER_POC_EMAIL", "AGENT_REPRESENTING_EMPLOYER", "AGENT_ATTORNEY_LAST_NAME", "AGENT_ATTORNEY_FIRST_NAME",
    "AGENT_ATTORNEY_MIDDLE_NAME", "AGENT_ATTORNEY_ADDRESS1", "AGENT_ATTORNEY_ADDRESS2", "AGENT_ATTORNEY_CITY",
    "AGENT_ATTORNEY_STATE", "AGENT_ATTORNEY_POSTAL_CODE", "AGENT_ATTORNEY_COUNTRY", "AGENT_ATTORNEY_PROVINCE",
    "AGENT_ATTORNEY_PHONE", "AGENT_ATTORNEY_PHONE_EXT", "AGENT_ATTORNEY_EMAIL_ADDRESS", "LAWFIRM_NAME_BUSINESS_NAME",
    "STATE_OF_HIGHEST_COURT", "NAME_OF_HIGHEST_STATE_COURT", "WORKSITE_WORKERS", "SECONDARY_ENTITY",
    "SECONDARY_ENTITY_BUSINESS_NAME", "WORKSITE_ADDRESS1", "WORKSITE_ADDRESS2", "WORKSITE_CITY", "WORKSITE_COUNTY",
    "WORKSITE_STATE", "WORKSITE_POSTAL_CODE", "WAGE_RATE_OF_PAY_FROM", "WAGE_RATE_OF_PAY_TO", "WAGE_UNIT_OF_PAY",
    "PREVAILING_WAGE", "PW_UNIT_OF_PAY", "PW_TRACKING_NUMBER", "PW_WAGE_LEVEL", "PW_OES_YEAR", "PW_OTHER_SOURCE",
    "PW_OTHER_YEAR", "PW_SURVEY_PUBLISHER", "PW_SURVEY_NAME", "TOTAL_WORKSITE_LOCATIONS", "AGREE_TO_LC_STATEMENT",
    "H_1B_DEPENDENT", "WILLFUL_VIOLATOR", "SUPPORT_H1B", "STATUTORY_BASIS", "APPENDIX_A_ATTACHED",
    "PUBLIC_DISCLOSURE", "PREPARER_LAST_NAME", "PREPARER_FIRST_NAME", "PREPARER_MIDDLE_INITIAL",
    "PREPARER_BUSINESS_NAME", "PREPARER_EMAIL",
)  # fmt: skip
# An employer fills these columns together; the columns before and after them come from a prepared row.
EMPLOYER_FROM, EMPLOYER_TO = COLUMNS.index("EMPLOYER_NAME"), COLUMNS.index("EMPLOYER_PROVINCE")

STATUSES = {"Certified": 91, "Certified - Withdrawn": 5, "Withdrawn": 3, "Denied": 1}
VISAS = {"H-1B": 97.0, "E-3 Australian": 2.0, "H-1B1 Singapore": 0.6, "H-1B1 Chile": 0.4}
VISA_PREFIX = {"H-1B": "I-200", "H-1B1 Chile": "I-201", "H-1B1 Singapore": "I-202", "E-3 Australian": "I-203"}
MOVES = (
    "NEW_EMPLOYMENT", "CONTINUED_EMPLOYMENT", "CHANGE_PREVIOUS_EMPLOYMENT", "NEW_CONCURRENT_EMPLOYMENT",
    "CHANGE_EMPLOYER", "AMENDED_PETITION",
)  # fmt: skip
MOVE_SHARES = (42, 20, 6, 1, 19, 12)
LEVELS = {"I": 20, "II": 45, "III": 20, "IV": 15}
NAICS = (541511, 541512, 541330, 511210, 518210, 334413, 611310, 622110, 522110, 523110, 454110, 336111, 325412, 541611)
OCCUPATIONS = (  # SOC code and title, an invented usual wage, share, job titles
    ("15-1252.00", "Software Developers", 118_000, 40,
     ("Software Engineer", "Senior Software Engineer", "Software Developer", "SOFTWARE DEVELOPER", "Java Developer",
      "Full Stack Developer", "Machine Learning Engineer", "Software Development Engineer II", "Programmer Analyst")),
    ("15-1211.00", "Computer Systems Analysts", 99_000, 12,
     ("Systems Analyst", "Business Systems Analyst", "Technology Lead - US", "SAP Consultant")),
    ("15-1299.08", "Computer Systems Engineers/Architects", 125_000, 8,
     ("Solutions Architect", "Cloud Engineer", "DevOps Engineer", "Lead Consultant")),
    ("15-2051.00", "Data Scientists", 121_000, 8,
     ("Data Scientist", "Senior Data Scientist", "Applied Scientist", "AI Engineer", "Research Scientist, NLP")),
    ("15-2051.01", "Business Intelligence Analysts", 96_000, 4, ("Data Analyst", "BI Developer", "Analytics Lead")),
    ("15-1221.00", "Computer and Information Research Scientists", 150_000, 2,
     ("Research Scientist", "Deep Learning Researcher")),
    ("15-1242.00", "Database Administrators", 98_000, 3, ("Database Administrator", "Data Engineer")),
    ("15-1253.00", "Software Quality Assurance Analysts and Testers", 97_000, 5, ("QA Analyst", "Test Engineer")),
    ("11-3021.00", "Computer and Information Systems Managers", 160_000, 4, ("IT Manager", "Engineering Manager")),
    ("17-2141.00", "Mechanical Engineers", 94_000, 4, ("Mechanical Engineer", "Design Engineer")),
    ("17-2072.00", "Electronics Engineers, Except Computer", 112_000, 3, ("ASIC Engineer", "Hardware Engineer")),
    ("13-2011.00", "Accountants and Auditors", 82_000, 4, ("Accountant", "Audit Senior")),
    ("13-1161.00", "Market Research Analysts and Marketing Specialists", 74_000, 3, ("Market Research Analyst",)),
    ("29-1216.00", "General Internal Medicine Physicians", 210_000, 2, ("Physician", "Hospitalist")),
    ("19-1042.00", "Medical Scientists, Except Epidemiologists", 68_000, 3, ("Postdoctoral Fellow",)),
    ("25-1071.00", "Health Specialties Teachers, Postsecondary", 105_000, 1, ("Assistant Professor",)),
)  # fmt: skip
PLACES = (  # city, county, state, first three digits of its postal codes
    ("San Francisco", "SAN FRANCISCO", "CA", "941"), ("San Jose", "SANTA CLARA", "CA", "951"),
    ("Sunnyvale", "SANTA CLARA", "CA", "940"), ("Los Angeles", "LOS ANGELES", "CA", "900"),
    ("San Diego", "SAN DIEGO", "CA", "921"), ("Irvine", "ORANGE", "CA", "926"), ("Fremont", "ALAMEDA", "CA", "945"),
    ("Seattle", "KING", "WA", "981"), ("Redmond", "KING", "WA", "980"), ("Portland", "MULTNOMAH", "OR", "972"),
    ("New York", "NEW YORK", "NY", "100"), ("Jersey City", "HUDSON", "NJ", "073"), ("Edison", "MIDDLESEX", "NJ", "088"),
    ("Princeton", "MERCER", "NJ", "085"), ("Boston", "SUFFOLK", "MA", "021"), ("Cambridge", "MIDDLESEX", "MA", "021"),
    ("Philadelphia", "PHILADELPHIA", "PA", "191"), ("Pittsburgh", "ALLEGHENY", "PA", "152"),
    ("Baltimore", "BALTIMORE CITY", "MD", "212"), ("Reston", "FAIRFAX", "VA", "201"), ("Austin", "TRAVIS", "TX", "787"),
    ("Dallas", "DALLAS", "TX", "752"), ("Plano", "COLLIN", "TX", "750"), ("Irving", "DALLAS", "TX", "750"),
    ("Houston", "HARRIS", "TX", "770"), ("Chicago", "COOK", "IL", "606"), ("Naperville", "DUPAGE", "IL", "605"),
    ("Atlanta", "FULTON", "GA", "303"), ("Alpharetta", "FULTON", "GA", "300"),
    ("Charlotte", "MECKLENBURG", "NC", "282"), ("Raleigh", "WAKE", "NC", "276"), ("Durham", "DURHAM", "NC", "277"),
    ("Miami", "MIAMI-DADE", "FL", "331"), ("Tampa", "HILLSBOROUGH", "FL", "336"), ("Detroit", "WAYNE", "MI", "482"),
    ("Troy", "OAKLAND", "MI", "480"),
    ("Columbus", "FRANKLIN", "OH", "432"), ("Minneapolis", "HENNEPIN", "MN", "554"), ("Denver", "DENVER", "CO", "802"),
    ("Phoenix", "MARICOPA", "AZ", "850"), ("Salt Lake City", "SALT LAKE", "UT", "841"),
    ("St. Louis", "ST. LOUIS CITY", "MO", "631"), ("Nashville", "DAVIDSON", "TN", "372"),
)  # fmt: skip
STREETS = ("Main Street", "Oak Avenue", "Market Street", "Park Blvd", "Technology Drive", "Lake Road", "2nd Avenue")

# Invented: 20 x 20 syllables are 400 stems, and with 60 words, each with and without a second word, 48,000 employers.
STARTS = (
    "Vel", "Kor", "Tal", "Bri", "Nov", "Zan", "Quel", "Mer", "Lur", "Fen", "Dral", "Osk", "Pell", "Rin", "Sov", "Tham",
    "Ulv", "Wex", "Yar", "Cind",
)  # fmt: skip
ENDS = (
    "ara", "ento", "ixa", "omar", "udia", "arion", "elle", "ivo", "oska", "une", "atra", "ermo", "isto", "olin", "umba",
    "aven", "eska", "iron", "otus", "yx",
)  # fmt: skip
WORDS = (
    "Technologies", "Software", "Systems", "Solutions", "Consulting", "Infotech", "Data", "Analytics", "Cloud", "Labs",
    "Robotics", "Networks", "Semiconductor", "Devices", "Digital", "Interactive", "Media", "Games", "Mobile",
    "Security", "Energy", "Power", "Solar", "Motors", "Aerospace", "Marine", "Logistics", "Freight", "Retail", "Foods",
    "Farms", "Health", "Hospital", "Medical Group", "Dental", "Pharma", "Biosciences", "Genomics", "Diagnostics",
    "Therapeutics", "Bank", "Capital", "Insurance", "Advisors", "Securities", "Payments", "University", "College",
    "Schools", "Institute", "Architects", "Engineering", "Construction", "Materials", "Chemicals", "Textiles", "Hotels",
    "Travel", "Staffing", "Services",
)  # fmt: skip
SECOND = ("", " America")
FORMS = (", Inc.", " Inc", " Inc.", ", LLC", " LLC", " LLC", " Corporation", " Corp.", " Ltd.", ", L.P.", " & Co.", "")
EMPLOYERS = len(STARTS) * len(ENDS) * len(WORDS) * len(SECOND)
MIXER = 29_663  # shares no factor with EMPLOYERS, so each rank gets a name of its own, unlike those of its neighbours
FLAT_TOP = 3  # weight of rank n is 1 / (n + FLAT_TOP): the largest employer has 3% of the rows
IN_CAPITALS = 0.03  # share of rows that spell the employer in capitals without points and commas


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that differs from row to row: the case number, or a day so many days after the decision."""

    days: int | None = None


Value = str | int | float | Slot | None


def case_row(rng: Random) -> dict[str, Value]:
    """Return the filled cells of one case by column, those of the employer left out."""
    soc_code, soc_title, usual_wage, _, titles = rng.choices(OCCUPATIONS, [shares for *_, shares, _ in OCCUPATIONS])[0]
    return {
        "JOB_TITLE": rng.choice(titles) + (f" {rng.randint(1, 4)}" if rng.random() < 0.2 else ""),
        "SOC_CODE": soc_code,
        "SOC_TITLE": soc_title,
        **case_cells(rng),
        **contact_cells(rng),
        **attorney_cells(rng),
        **worksite_cells(rng),
        **wage_cells(rng, usual_wage),
        **statement_cells(rng),
    }


def case_cells(rng: Random) -> dict[str, Value]:
    status = pick(rng, STATUSES)
    received = -rng.randint(60, 900) if status == "Certified - Withdrawn" else -7
    begin = received + rng.randint(10, 180)
    positions = 1 if rng.random() < 0.96 else rng.randint(2, 15)
    moves = dict.fromkeys(MOVES, 0) | {rng.choices(MOVES, MOVE_SHARES)[0]: positions}
    return {
        "CASE_NUMBER": Slot(),
        "CASE_STATUS": status,
        "RECEIVED_DATE": Slot(received),
        "DECISION_DATE": Slot(0),
        "ORIGINAL_CERT_DATE": Slot(received + 7) if status == "Certified - Withdrawn" else None,
        "VISA_CLASS": pick(rng, VISAS),
        "FULL_TIME_POSITION": "Y" if rng.random() < 0.98 else "N",
        "BEGIN_DATE": Slot(begin),
        "END_DATE": Slot(begin + 3 * 365),
        "TOTAL_WORKER_POSITIONS": positions,
        **moves,
        "WORKSITE_WORKERS": positions,
    }


def contact_cells(rng: Random) -> dict[str, Value]:
    number = rng.randint(1, 3_000)
    return {
        "EMPLOYER_PHONE": phone(rng),
        "NAICS_CODE": rng.choice(NAICS),
        "EMPLOYER_POC_LAST_NAME": f"Contact {number}",
        "EMPLOYER_POC_FIRST_NAME": "Invented",
        "EMPLOYER_POC_JOB_TITLE": rng.choice(("HR Manager", "Immigration Specialist", "Director", "President")),
        "EMPLOYER_POC_PHONE": phone(rng),
        "EMPLOYER_POC_EMAIL": f"contact{number}@example.com",
        **(address_cells(rng, "EMPLOYER_POC", number) if rng.random() < 0.6 else {}),
    }


def attorney_cells(rng: Random) -> dict[str, Value]:
    if rng.random() < 0.5:
        return {"AGENT_REPRESENTING_EMPLOYER": "No"}
    number = rng.randint(1, 900)
    return {
        "AGENT_REPRESENTING_EMPLOYER": "Yes",
        "AGENT_ATTORNEY_LAST_NAME": f"Attorney {number}",
        "AGENT_ATTORNEY_FIRST_NAME": "Invented",
        **address_cells(rng, "AGENT_ATTORNEY", number),
        "AGENT_ATTORNEY_PHONE": phone(rng),
        "AGENT_ATTORNEY_EMAIL_ADDRESS": f"attorney{number}@example.org",
        "LAWFIRM_NAME_BUSINESS_NAME": f"Law Firm {number % 300}, P.C.",
        "STATE_OF_HIGHEST_COURT": rng.choice(PLACES)[2],
        "NAME_OF_HIGHEST_STATE_COURT": "Supreme Court",
    }


def address_cells(rng: Random, of: str, number: int) -> dict[str, Value]:
    city, _, state, zip3 = rng.choice(PLACES)
    return {
        f"{of}_ADDRESS1": street(rng),
        f"{of}_CITY": city,
        f"{of}_STATE": state,
        f"{of}_POSTAL_CODE": f"{zip3}{number % 100:02d}",
        f"{of}_COUNTRY": "UNITED STATES OF AMERICA",
    }


def worksite_cells(rng: Random) -> dict[str, Value]:
    city, county, state, zip3 = rng.choice(PLACES)
    other = rng.random() < 0.12
    return {
        "SECONDARY_ENTITY": "Yes" if other else "No",
        "SECONDARY_ENTITY_BUSINESS_NAME": f"Invented Client {rng.randint(1, 400)}" if other else None,
        "WORKSITE_ADDRESS1": street(rng),
        "WORKSITE_ADDRESS2": f"Suite {rng.randint(100, 900)}" if rng.random() < 0.3 else None,
        "WORKSITE_CITY": city,
        "WORKSITE_COUNTY": county,
        "WORKSITE_STATE": state,
        "WORKSITE_POSTAL_CODE": f"{zip3}{rng.randint(1, 99):02d}",
        "TOTAL_WORKSITE_LOCATIONS": 1 if rng.random() < 0.85 else rng.randint(2, 5),
    }


def wage_cells(rng: Random, usual_wage: int) -> dict[str, Value]:
    hourly = rng.random() < 0.07
    prevailing = usual_wage * rng.uniform(0.7, 1.4) / (2_080 if hourly else 1)
    paid = prevailing * rng.uniform(1.0, 1.3)
    digits = 2 if hourly else None
    unit = "Hour" if hourly else "Year"
    return {
        "WAGE_RATE_OF_PAY_FROM": round(paid, digits),
        "WAGE_RATE_OF_PAY_TO": round(paid * 1.2, digits) if rng.random() < 0.3 else None,
        "WAGE_UNIT_OF_PAY": unit,
        "PREVAILING_WAGE": round(prevailing, digits),
        "PW_UNIT_OF_PAY": unit,
        "PW_WAGE_LEVEL": pick(rng, LEVELS) if rng.random() < 0.9 else None,
        "PW_OES_YEAR": "7/1/2022 - 6/30/2023",
    }


def statement_cells(rng: Random) -> dict[str, Value]:
    dependent = rng.random() < 0.25
    preparer = rng.randint(1, 900) if rng.random() < 0.3 else None
    return {
        "AGREE_TO_LC_STATEMENT": "Yes",
        "H_1B_DEPENDENT": "Yes" if dependent else "No",
        "WILLFUL_VIOLATOR": "No",
        "SUPPORT_H1B": "Yes" if dependent else None,
        "STATUTORY_BASIS": "Wage" if dependent else None,
        "PUBLIC_DISCLOSURE": "Disclose Business",
        "PREPARER_LAST_NAME": preparer and f"Preparer {preparer}",
        "PREPARER_FIRST_NAME": preparer and "Invented",
        "PREPARER_EMAIL": preparer and f"preparer{preparer}@example.org",
    }


def employer(rank: int, capitals: bool) -> tuple[Value, ...]:
    """Return name, trade name, two address lines, city, state, postal code and country: always those of the rank."""
    mixed, second = divmod(rank * MIXER % EMPLOYERS, len(SECOND))
    mixed, word = divmod(mixed, len(WORDS))
    start, end = divmod(mixed, len(ENDS))
    rng = Random(rank)
    name = f"{STARTS[start]}{ENDS[end]} {WORDS[word]}{SECOND[second]}{rng.choice(FORMS)}"
    city, _, state, zip3 = rng.choice(PLACES)
    trade_name = f"{STARTS[start]}{ENDS[end]} {WORDS[word]}" if rng.random() < 0.1 else None
    floor = f"Floor {rng.randint(2, 40)}" if rng.random() < 0.4 else None
    place = (street(rng), floor, city, state, f"{zip3}{rank % 100:02d}", "UNITED STATES OF AMERICA")
    return (name.upper().replace(",", "").replace(".", "") if capitals else name, trade_name, *place)


def pick(rng: Random, shares: dict[str, int] | dict[str, float]) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def street(rng: Random) -> str:
    return f"{rng.randint(1, 9_999)} {rng.choice(STREETS)}"


def phone(rng: Random) -> str:
    return f"+1{rng.randint(201, 989)}55501{rng.randint(0, 99):02d}"  # 555-01xx is kept free for invented numbers
