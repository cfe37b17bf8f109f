from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenflag.errors import InputError
from greenflag.sources import read_mail

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PLAIN = b"""From: "Dana Reyes, Larkspur Robotics" <dana@larkspur-robotics.example>
Reply-To: hiring@larkspur-robotics.example
Subject: =?utf-8?q?Machine_Learning_Engineer_=E2=80=93_interview?=
Content-Type: text/plain; charset=utf-8

We would like to meet you.
No fee is asked.
"""
MIXED = b"""From: Dana Reyes at Larkspur Robotics <dana@larkspur-robotics.example>
Subject: Offer
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=xx

--xx
Content-Type: text/html; charset=utf-8

<p>Please <b>sign</b> the letter.</p><script>alert(1)</script>
--xx
Content-Type: application/pdf
Content-Disposition: attachment; filename="offer.pdf"

JVBERi0=
--xx--
"""


def test_a_message_is_read_with_its_sender_as_contact_and_its_subject_as_title():
    posting = read_mail(PLAIN, now=NOW, name="m.eml")
    assert posting.title == "Machine Learning Engineer \u2013 interview"
    assert posting.contact_email == "hiring@larkspur-robotics.example"
    assert posting.employer_name == "Larkspur Robotics"
    assert "We would like to meet you.\nNo fee is asked." in posting.text
    assert "Reply-To: hiring@larkspur-robotics.example" in posting.text


def test_html_becomes_text_and_attachments_are_named_and_not_opened():
    posting = read_mail(MIXED, now=NOW, name="m.eml")
    assert "Please sign the letter." in posting.text
    assert "alert" not in posting.text
    assert "Attached: offer.pdf" in posting.text
    assert posting.employer_name == "Larkspur Robotics"


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_message_is_refused_by_name(body):
    with pytest.raises(InputError, match=r"^m\.eml: "):
        read_mail(body, now=NOW, name="m.eml")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_posting_or_a_clear_error(body):
    with contextlib.suppress(InputError):
        assert read_mail(body, now=NOW, name="m.eml").text
