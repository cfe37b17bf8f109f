"""A saved e-mail (.eml) as a posting, for who has just been written to. Attachments are named, never opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from greenflag.errors import InputError
from greenflag.model import Posting
from greenflag.sources.markup import plain_text
from greenflag.sources.pasted import read_pasted

MAX_BYTES = 25_000_000  # what mail servers take at most
MOST_NAMES = 20  # attachments named


def read_mail(body: bytes, *, now: datetime, name: str) -> Posting:
    """Return an e-mail as a posting: subject as title, who wrote it before the text, the sender as contact address.

    Raises:
        InputError: this is no e-mail, or it holds no text; ``name`` says where it should have come from.
    """
    if len(body) > MAX_BYTES:
        raise InputError(f"{name}: more than {MAX_BYTES:,} bytes; save the message without its attachments")
    try:
        message = message_from_bytes(body, policy=default)
        assert isinstance(message, EmailMessage)
        subject, sender, answer_to = (str(message.get(key, "")) for key in ("Subject", "From", "Reply-To"))
        text = _text(message)
        attached = [part.get_filename() or "(no name)" for part in message.iter_attachments()][:MOST_NAMES]
    except (MessageError, ValueError, LookupError, KeyError, AttributeError, TypeError) as error:
        raise InputError(f"{name}: this e-mail is damaged: {error}") from error
    if not sender and not subject:
        raise InputError(f"{name}: no e-mail: it has neither sender nor subject. Save the message as .eml.")
    heads = {"From": sender, "Reply-To": answer_to, "Attached": ", ".join(attached)}
    head = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in heads.items() if value)
    posting = read_pasted(f"{head}\n{text}", now=now, name=name)
    address = parseaddr(answer_to or sender)[1]
    firm = posting.employer_name or _firm(parseaddr(sender)[0])
    return replace(posting, title=" ".join(subject.split()), employer_name=firm, contact_email=address)


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    return plain_text(content) if isinstance(content, str) else ""


def _firm(display: str) -> str:
    """Return the firm in a sender's name as recruiters write it: "Dana Reyes, Larkspur Robotics"."""
    for mark in (" at ", " from ", " @ ", " | ", ", ", " - ", " – "):
        if mark in display:
            return display.rpartition(mark)[2].strip(" ()\"'")
    return ""
