"""From HTML, or text that somebody pasted, to plain text with one paragraph or bullet a line."""

from __future__ import annotations

import html
import re
import unicodedata

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

MAX_CHARS = 400_000  # the longest real posting seen has 19,000 characters; more is an attack or a mistake
MAX_NESTING = 400  # levels; real pages have up to 27, browsers stop at 512, and parsers slow down with their square
_OPENING = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)|<(?P<close>/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|"
    r"wbr|p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option|html|head|body|path|circle|rect|line|polygon|use|stop)\b)[a-z][\w-]*",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|ul|ol|li|br|strong|b|em|h[1-6]|span|a)\b", re.IGNORECASE)
# Control characters and every blank but the space and the line's end.
_ODD_BLANK = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029")
_MANY_BLANKS = re.compile("  +")
_MANY_NEWLINES = re.compile(r"\n\s*\n\s*(?:\n\s*)+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def html_to_text(markup: str) -> str:
    """Return the text of an HTML fragment: paragraphs and bullets on lines of their own, nothing run or loaded.

    Text that was escaped once more than it should be (Greenhouse, Teamtailor) is unescaped first. Markup nested deeper
    than any page is an attack on the parser: its tags are cut out instead.
    """
    for _ in range(2):
        if not _ESCAPED_TAG.search(markup[:MAX_CHARS]):
            break
        markup = html.unescape(markup)
    markup = markup[: 4 * MAX_CHARS].encode("utf-8", "replace").decode("utf-8")  # no parser takes half a surrogate
    if is_too_nested(markup):
        return clean(html.unescape(_ANY_TAG.sub("\n", markup)))
    tree = HTMLTree.parse(markup)
    return clean(extract_plain_text(tree, preserve_formatting=True, list_bullets=True, links=False, alt_texts=False))


def is_too_nested(markup: str) -> bool:
    """Return whether elements lie in one another deeper than MAX_NESTING, which no page needs."""
    depth = 0
    for tag in _OPENING.finditer(markup):
        if tag["close"] is not None:
            depth = max(0, depth - 1) if tag["close"] else depth + 1
            if depth > MAX_NESTING:
                return True
    return False


def clean(text: str) -> str:
    """Return text without control and invisible characters, blanks folded, at most one empty line in a row."""
    text = unicodedata.normalize("NFC", text[:MAX_CHARS])
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    text = _INVISIBLE.sub("", text).encode("utf-8", "replace").decode("utf-8")
    text = _MANY_BLANKS.sub(" ", _ODD_BLANK.sub(" ", text))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _MANY_NEWLINES.sub("\n\n", text).strip()
