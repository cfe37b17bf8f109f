"""Markup: from the bytes of a saved or fetched page to what its reader sees.

bytes --decode--> markup --open_document--> Document: title, headings, links, scripts, visible and main text
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import map_encoding_to_html5
from resiliparse.parse.html import HTMLTree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from greenflag.sources.posting import label
from greenflag.sources.text import clean, html_to_text

MAX_MARKUP = 10_000_000  # characters; the largest of 90 saved career pages has 2.8 million
MAX_SCRIPTS = 300  # inline scripts kept of a page
MAX_LINKS = 5_000
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_TAG_NAMES = r"/?(?:p|div|br|[uo]l|li|h[1-6]|span|strong|b|em|i|u|a|t(?:able|r|d)|html|body|section)\b"
_TAG = re.compile(rf"<{_TAG_NAMES}[^<>]{{0,2000}}>|&lt;{_TAG_NAMES}[^<>&]{{0,500}}&gt;", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://\S{1,2000})", re.IGNORECASE)
_NOT_SHOWN = ["[hidden]", "[style*='display:none']", "[style*='display: none']", "template", "dialog:not([open])"]
_AROUND = [
    "nav",
    "footer",
    "[role=navigation]",
    "[role=contentinfo]",
    "[role=dialog]",
    "[id*=cookie]",
    "[class*=cookie]",
]
_MULTIPART = re.compile(rb"content-type:\s*multipart/related", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link of a page leads (absolute where the page's own address is known), and its words."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page as its reader sees it, and what it hands to programs.

    ``titles`` are the names that it gives itself (og:title, <title>), ``headings`` its <h1>s. ``visible`` is all its
    text, ``main`` the text from its heading on, without menus and footer. (Extractors of main content, resiliparse's
    among them, drop lists and folded sections of job pages, and with them what a job requires.) ``whole`` is False
    when the markup breaks off.
    """

    url: str
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    site_name: str
    visible: str
    main: str
    links: tuple[Link, ...]
    linked_data: tuple[str, ...]
    scripts: tuple[str, ...]
    has_scripts: bool
    asks_password: bool
    whole: bool


def decode(body: bytes) -> tuple[str, str]:
    """Return the markup of a page's bytes, and the address that a web archive (MHTML) was saved from, or "".

    A byte order mark decides the encoding, then what the page declares, then UTF-8 if it fits, else Windows-1252.
    """
    if _MULTIPART.search(body[:4_000]) and body.lstrip()[:1] != b"<":
        return _from_archive(body)
    return _decoded(body, ""), ""


def looks_like_markup(text: str) -> bool:
    """Return whether text holds HTML tags (or tags escaped once more), so that it must be read as HTML."""
    return _TAG.search(text) is not None


def plain_text(text: str) -> str:
    """Return the text of something that may be HTML or plain, line breaks kept."""
    text = without_halves(text)
    if not looks_like_markup(text):
        return clean(html.unescape(text))
    return html_to_text(text)


def without_halves(text: str) -> str:
    """Return text with no half of a surrogate pair, which no parser or file after this would take."""
    return text.encode("utf-8", "replace").decode()


def squash(text: str) -> str:
    """Return only the letters and digits of a text, to find it again however it was set."""
    return "".join(filter(str.isalnum, text.casefold()))


def open_document(markup: str, url: str) -> Document:
    """Return a page's parts; ``url`` may be "" (then the address that the page itself tells is taken)."""
    markup = without_halves(markup[:MAX_MARKUP]).replace("\0", "")
    tree = LexborHTMLParser(markup)
    url = url or _own_address(markup, tree)
    headings = _words_of(tree, "h1")
    around = _AROUND if tree.css_first("header h1") else [*_AROUND, "header"]
    text_tree = HTMLTree.parse(markup)
    scripts = [(_attribute(node, "type").lower(), node.text()) for node in tree.css("script")[:MAX_SCRIPTS]]
    return Document(
        url=url,
        titles=tuple(filter(None, (_meta(tree, "og:title"), *_words_of(tree, "title")[:1]))),
        headings=headings,
        site_name=_meta(tree, "og:site_name"),
        visible=_text(text_tree, _NOT_SHOWN),
        main=_from_heading(_text(text_tree, _NOT_SHOWN + around), headings),
        links=tuple(
            Link(_absolute(url, _attribute(node, "href")), label(node.text(separator=" ")[:500]))
            for node in tree.css("a[href]")[:MAX_LINKS]
        ),
        linked_data=tuple(text for kind, text in scripts if "ld+json" in kind),
        scripts=tuple(text for kind, text in scripts if "json" not in kind and text),
        has_scripts=bool(scripts),
        asks_password=tree.css_first('input[type="password"]') is not None,
        whole=_is_whole(markup),
    )


def _from_archive(body: bytes) -> tuple[str, str]:
    message = email.message_from_bytes(body, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
            charset = str(part.get_param("charset") or "")
            return _decoded(content if isinstance(content, bytes) else b"", charset), _web_address(address)
    return "", ""


def _decoded(body: bytes, told: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    declared = _META_CHARSET.search(body[:4_096])
    name = told or (declared[1].decode("ascii", "replace") if declared else "")
    known: str | None = map_encoding_to_html5(name, fallback_utf8=False) if name else None
    if known:  # a meta tag that can be read as ASCII is not in UTF-16
        return body.decode("utf-8" if known.startswith("utf-16") else known, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _text(tree: HTMLTree, without: list[str]) -> str:
    return clean(
        extract_plain_text(
            tree, preserve_formatting=True, list_bullets=True, links=False, alt_texts=False, skip_elements=without
        )
    )


def _from_heading(text: str, headings: tuple[str, ...]) -> str:
    """Return text from its first heading on: above it are menus that are no <nav>."""
    starts = [found.start() for heading in headings[:3] if (found := re.search(rf"^{re.escape(heading)}$", text, re.M))]
    return text[min(starts) :] if starts else text


def _own_address(markup: str, tree: LexborHTMLParser) -> str:
    saved = _SAVED_FROM.search(markup[:5_000])
    canonical = tree.css_first('link[rel="canonical"]')
    told = (saved[1] if saved else "", _attribute(canonical, "href") if canonical else "", _meta(tree, "og:url"))
    return next(filter(None, map(_web_address, told)), "")


def _web_address(text: str) -> str:
    return text if text.lower().startswith(("http://", "https://")) and len(text) <= 2_000 else ""


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())[:2_000]
    except ValueError:  # "http://[" and the like
        return ""


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f'meta[property="{name}"]') or tree.css_first(f'meta[name="{name}"]')
    return label(html.unescape(_attribute(node, "content"))) if node else ""


def _words_of(tree: LexborHTMLParser, selector: str) -> tuple[str, ...]:
    return tuple(filter(None, (label(node.text(separator=" ")) for node in tree.css(selector)[:20])))


def _is_whole(markup: str) -> bool:
    """Return whether markup runs to its end; a page may leave out </html>, but no tag or script stays open."""
    low = markup.lower()
    if "</html" in low[-2_000:] or "</body" in low[-2_000:]:  # comments of caches and counters may follow
        return True
    open_script = low.rfind("<script") > low.rfind("</script")
    open_body = "<html" in low and "<body" in low and "</body" not in low
    return not (open_script or open_body or low.rfind("<") > low.rfind(">"))
