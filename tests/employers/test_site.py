"""What the address of a posting says of its employer."""

import pytest

from greenflag.employers.site import name_in


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://job-boards.greenhouse.io/pelloriahealth/jobs/123", "pelloriahealth"),
        ("https://boards-api.greenhouse.io/v1/boards/pelloriahealth/jobs", "pelloriahealth"),
        ("https://jobs.lever.co/pelloria-health/5d0c", "pelloriahealth"),
        ("https://jobs.eu.lever.co/pelloria-health", "pelloriahealth"),
        ("https://jobs.ashbyhq.com/Pelloria%20Health/4f", "pelloriahealth"),
        ("https://pelloria-health.wd5.myworkdayjobs.com/en-US/Careers/job/1", "pelloriahealth"),
        ("https://careers-pelloriahealth.icims.com/jobs/1", "pelloriahealth"),
        ("https://careers.pelloriahealth.com/job/1", "pelloriahealth"),
        ("https://pelloriahealth.co.uk", "pelloriahealth"),
        ("https://pelloria.ai/careers", "pelloria"),
        ("https://job-boards.greenhouse.io/embed/job_board?for=pelloria", "pelloria"),
        ("https://jobs.lever.co/", ""),
        ("https://x.ai/careers", ""),
        ("http://127.0.0.1:8000/board", ""),
        ("http://[::1", ""),
        ("no address", ""),
        ("", ""),
    ],
)
def test_an_address_gives_the_board_or_the_domain(url, name):
    assert name_in(url) == name
