"""The pages of a site that is on the web: those of its `sitemap.xml`, and those that its pages link to.

Nothing is fetched but http and https, from the site's own host and port and beneath the address that was given.
"""

from __future__ import annotations

import http.client
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from xml.etree import ElementTree

from troth import __version__
from troth.charter.compared import Progress
from troth.charter.markup import NotHtml, decoded, links
from troth.charter.published import PageProblem, SiteFile
from troth.charter.site_files import MOST_READ

MOST_PAGES = 5_000
TIMEOUT = 20.0
"""Seconds of silence after which a server is given up; a page may take three times as long in all."""
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_TOLD_EVERY = 50


class NotReached(Exception):
    """A site of which nothing can be read; `args[0]` says why, `help` what to do."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


class _Refused(Exception):
    """An address that gives no page; `args[0]` says why."""


@dataclass(frozen=True, slots=True)
class _Fetched:
    url: str
    kind: str
    charset: str
    data: bytes


class _SameOrigin(HTTPRedirectHandler):
    """Follows a redirect within the site, and none that leads out of it."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        """The request that follows; raises URLError where it would go to another host."""
        if not _is_same(req.full_url, newurl):
            raise URLError(_Refused(f"it leads to another site, {newurl}"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_same(url: str, other: str) -> bool:
    """Whether two addresses have one host and port; https in place of http is the same host, better kept."""
    (scheme, host, port), (to_scheme, to_host, to_port) = _origin(url), _origin(other)
    if host != to_host or to_scheme not in _PORTS:
        return False
    return port == to_port or (scheme, port, to_scheme, to_port) == ("http", 80, "https", 443)


_PORTS = {"http": 80, "https": 443}


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


def fetched(url: str, progress: Progress, timeout: float = TIMEOUT) -> Iterator[SiteFile | PageProblem]:
    """Each page of a site beneath an address, and what of it cannot be read.

    Raises NotReached where the address itself gives no page.
    """
    try:
        if urlsplit(url).scheme not in _PORTS or not _origin(url)[1] or "@" in urlsplit(url).netloc:
            raise ValueError
        front = _get(url, timeout)
    except _Refused as problem:
        raise NotReached(
            f"{url} cannot be read: {problem.args[0]}", "check the address, and that the site is up"
        ) from None
    except ValueError:
        raise NotReached(
            f"{_without_secrets(url)} is no address of a site", "write it as https://example.org/charter/"
        ) from None
    if front.kind not in _PAGES:
        raise NotReached(
            f"{url} gives no page but {front.kind or 'something without a type'}", "name the site's first page"
        )
    yield from _Walk(front, progress, timeout).pages()


def _without_secrets(url: str) -> str:
    return re.sub(r"//[^/]*@", "//…@", url) or "an empty text"


class _Walk:
    """From the first page along the sitemap and every link, each page once."""

    def __init__(self, front: _Fetched, progress: Progress, timeout: float) -> None:
        self._front, self._progress, self._timeout = front, progress, timeout
        self._base = front.url[: front.url.rindex("/") + 1] if urlsplit(front.url).path else f"{front.url}/"
        self._ahead: dict[str, None] = {}
        self._seen: set[str] = set()
        self._read: dict[str, bytes] = {}

    def pages(self) -> Iterator[SiteFile | PageProblem]:
        """Each page, and each address of one that gives none."""
        yield from self._take(self._front)
        self._note(self._sitemap())
        while self._ahead:
            url = next(iter(self._ahead))
            del self._ahead[url]
            if len(self._read) >= MOST_PAGES:
                message = f"the site has more than {MOST_PAGES:,} pages, and the others are not read"
                yield PageProblem("T808", message, self._base, "name the part of it that holds the charters")
                return
            try:
                page = _get(url, self._timeout)
            except (_Refused, ValueError) as problem:
                yield PageProblem("T808", f"it cannot be read: {problem.args[0]}", url, _TRY_AGAIN)
                continue
            if page.kind in _PAGES:
                yield from self._take(page)
                if len(self._read) % _TOLD_EVERY == 0:
                    self._progress(f"{len(self._read)} pages read")
        self._progress(f"{len(self._read)} pages read")

    def _take(self, page: _Fetched) -> Iterator[SiteFile]:
        """The page, if it was not read under another of its names; what it links to is read later."""
        self._seen.add(_name(page.url))
        if self._read.get(_plain(page.url)) == page.data:
            return
        self._read.setdefault(_plain(page.url), page.data)
        yield SiteFile(path=page.url, data=page.data, charset=page.charset)
        try:
            self._note(links(decoded(page.data, page.charset), page.url))
        except NotHtml:
            return  # whoever reads the page says so

    def _note(self, urls: Iterator[str]) -> None:
        """Keep what lies in the site, and was not met before."""
        for url in urls:
            try:
                plain = _name(url)
                is_ours = (
                    plain.startswith(self._base) and _is_same(self._front.url, plain) and not urlsplit(plain).query
                )
            except ValueError:
                continue
            if is_ours and plain not in self._seen:
                self._seen.add(plain)
                self._ahead[plain] = None

    def _sitemap(self) -> Iterator[str]:
        """The addresses that `sitemap.xml` lists, and those of the sitemaps that it lists."""
        ahead, seen = [urljoin(self._base, "sitemap.xml")], 0
        while ahead and seen < _MOST_SITEMAPS:
            seen += 1
            url = ahead.pop()
            try:
                root = ElementTree.fromstring(_get(url, self._timeout).data)
            except (_Refused, ValueError, ElementTree.ParseError):
                self._progress(f"{url} cannot be read; the links of the pages are followed")
                continue
            found = [(one.text or "").strip() for one in root.iter() if one.tag.rpartition("}")[2] == "loc"]
            if root.tag.rpartition("}")[2] == "sitemapindex":
                ahead += [one for one in found if _is_same(self._front.url, one)]
            else:
                yield from found


_TRY_AGAIN = "try again, or publish the site again"
_MOST_SITEMAPS = 100


def _name(url: str) -> str:
    """An address without what names no other page: a fragment, `index.html`."""
    return re.sub(r"(?<=/)index\.html?$", "", urldefrag(url.strip())[0])


def _plain(url: str) -> str:
    """What the names under which servers give one page have in common."""
    return re.sub(r"\.html?$", "", _name(url)).rstrip("/")


def _get(url: str, timeout: float) -> _Fetched:
    """What a server answers to an address; of what is no page, nothing is read but its kind.

    Raises _Refused, or ValueError for what is no address.
    """
    headers = {"User-Agent": f"troth/{__version__}", "Accept-Encoding": "identity"}
    request = Request(quote(url, safe=_AS_IT_IS), headers=headers)
    ends = monotonic() + 3 * timeout
    try:
        with build_opener(_SameOrigin).open(request, timeout=timeout) as answer:
            kind = answer.headers.get_content_type()
            is_read = kind in _PAGES or kind.endswith("xml")
            data = _body(answer, ends) if is_read else b""
            return _Fetched(answer.url, kind, answer.headers.get_content_charset() or "", data)
    except HTTPError as problem:
        problem.close()
        raise _Refused(f"it answers {problem.code} {_phrase(problem.code)}".rstrip()) from None
    except URLError as problem:
        why = problem.reason
        raise _Refused(why.args[0] if isinstance(why, _Refused) else _reason(why)) from None
    except (OSError, http.client.HTTPException, zlib.error) as problem:
        raise _Refused(_reason(problem)) from None


_AS_IT_IS = "%/:=&?~#+!$,;'@()*[]"


def _phrase(code: int) -> str:
    return HTTPStatus(code).phrase if code in list(HTTPStatus) else ""


def _reason(problem: Any) -> str:
    if isinstance(problem, TimeoutError):
        return "the server does not answer in time"
    text = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return f"{text[:1].lower()}{text[1:]}"


def _body(answer: Any, ends: float) -> bytes:
    """All that a server sends, unpacked.

    Raises _Refused where it is too much, too slow, cut off or packed in another way.
    """
    packed = str(answer.headers.get("Content-Encoding", "identity")).lower()
    if packed not in ("identity", "gzip", ""):
        raise _Refused(f"it is packed as {packed}")
    unpack = zlib.decompressobj(wbits=31) if packed == "gzip" else None
    parts: list[bytes] = []
    size = received = 0
    while chunk := answer.read(_CHUNK):
        received += len(chunk)
        data = unpack.decompress(chunk, MOST_READ - size + 1) if unpack else chunk
        parts.append(data)
        size += len(data)
        if size > MOST_READ:
            raise _Refused(f"it is larger than {MOST_READ // 1_000_000} MB")
        if monotonic() > ends:
            raise TimeoutError
    promised = str(answer.headers.get("Content-Length") or "")
    if (unpack and not unpack.eof) or (promised.isdecimal() and received < int(promised)):
        raise _Refused("it ends in the middle")
    return b"".join(parts)


_CHUNK = 65_536
