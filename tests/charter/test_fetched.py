"""`troth verify --url`: the pages of a site on the web, and what stands in the way of them."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from troth.charter import fetched as module
from troth.charter.fetched import NotReached, fetched
from troth.charter.published import PageProblem, SiteFile, read_pages
from troth.charter.site_files import files_in
from troth.cli.main import main

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@contextmanager
def served(answer: Callable[[str], Answer]) -> Iterator[str]:
    """A server on this machine that answers a path so; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A reader that goes away is no error of the server; it would be told on the standard error of any test."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def files_of(site: Path, sitemap: str = "") -> Callable[[str], Answer]:
    """As a server gives the files of a folder."""

    def answer(path: str) -> Answer:
        if path == "/sitemap.xml":
            return (200, {"Content-Type": "application/xml"}, sitemap.encode()) if sitemap else (404, {}, b"")
        file = site / path.lstrip("/")
        if file.is_dir() and not path.endswith("/"):
            return 301, {"Location": f"{path}/"}, b""
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return 404, HTML, b"<h1>Not found</h1>"
        kind = HTML if file.suffix == ".html" else {"Content-Type": "text/css"}
        return 200, kind, file.read_bytes()

    return answer


def pages(*bodies: tuple[str, str]) -> Callable[[str], Answer]:
    found = dict(bodies)
    return lambda path: (200, HTML, found[path].encode()) if path in found else (404, HTML, b"")


def got(url: str, **more: float) -> tuple[list[str], list[tuple[str, str]]]:
    """The paths of the pages that are read, and what is said of others."""
    found = list(fetched(url, lambda _: None, **more))
    read = [one.path.removeprefix(url) for one in found if isinstance(one, SiteFile)]
    return read, [(one.path.removeprefix(url), one.args[0]) for one in found if isinstance(one, PageProblem)]


def test_a_site_is_read_as_its_folder_is(built: Path) -> None:
    site = built / "site"
    with served(files_of(site)) as url:
        read, found = read_pages(fetched(url, lambda _: None))
    here, _ = read_pages(files_in(site))
    assert found == []
    assert sorted((page.policy, page.kind, page.passages) for page in read) == sorted(
        (page.policy, page.kind, page.passages) for page in here
    )


def test_the_command(built: Path) -> None:
    with served(files_of(built / "site")) as url:
        result = CliRunner().invoke(main, ["verify", "--url", url, "--every", "60", "--only", "python", str(built)])
        assert result.exit_code == 0, result.output
    assert "the pages and the checkers promise the same" in result.stderr
    assert result.stdout == ""


def test_a_damaged_page_is_named_by_its_address(built: Path) -> None:
    answer = files_of(built / "site")

    def damaged(path: str) -> Answer:
        status, headers, body = answer(path)
        return status, headers, body.replace(b"we reply within 3 working days", b"we reply within 4 working days")

    with served(damaged) as url:
        result = CliRunner().invoke(main, ["verify", "--url", url, "--every", "60", "--only", "python", str(built)])
    assert result.exit_code == 1
    assert f"{url}demo/: error[T803] `demo.email.reply`" in result.stdout


def test_pages_that_only_the_sitemap_lists() -> None:
    with served(lambda _: (200, HTML, b"")) as url:
        base = url
    listed = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}</loc></url></urlset>"
    bodies = {"/": "<p>front", "/a/": "<p>a"}

    def answer(path: str) -> Answer:
        if path == "/sitemap.xml":
            return 200, {"Content-Type": "text/xml"}, listed.format(f"{place}a/").encode()
        return pages(*bodies.items())(path)

    place = base
    with served(answer) as url:
        place = url
        assert got(url) == (["", "a/"], [])


def test_only_what_lies_beneath_the_address_is_read() -> None:
    front = (
        '<base href="/docs/sub/"><a href="../a.html">a</a><a href="/other/">no</a><a href="//a.invalid/docs/">no</a>'
        '<a href="ftp://127.0.0.1/docs/x">no</a><a href="mailto:a@b.c">no</a><a href="http://[bad/">no</a>'
        '<a href="/docs/#part">self</a><a href="/docs/?page=2">no</a><nav hidden><a href="/docs/b">b</a></nav>'
    )
    answer = pages(("/docs/", front), ("/docs/a.html", "<p>a"), ("/docs/b", "<p>b"))
    with served(answer) as url:
        assert got(f"{url}docs/") == (["", "a.html", "b"], [])


def test_a_page_under_two_names_is_read_once() -> None:
    front = '<a href="index.html">x</a><a href="a">x</a><a href="a/">x</a><a href="a.html">x</a>'
    same = "<p>the same"
    with served(pages(("/", front), ("/a", same), ("/a/", same), ("/a.html", same))) as url:
        assert got(url) == (["", "a"], [])


def test_a_stale_copy_under_another_name_is_read() -> None:
    front = '<a href="a">x</a><a href="a.html">x</a>'
    with served(pages(("/", front), ("/a", "<p>today"), ("/a.html", "<p>of last year"))) as url:
        assert got(url) == (["", "a", "a.html"], [])


def test_what_cannot_be_read_is_a_finding_and_the_rest_is_read() -> None:
    front = "".join(
        f'<a href="{name}">x</a>' for name in ("gone", "away", "good", "slow", "packed", "cut", "broken", "big")
    )

    big = gzip.compress(b" " * 65_000_000)

    def answer(path: str) -> Answer:
        if path == "/slow":
            time.sleep(4.5)
        return {
            "/": (200, HTML, front.encode()),
            "/gone": (410, HTML, b""),
            "/away": (302, {"Location": "http://example.invalid/"}, b""),
            "/good": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"<p>good")),
            "/slow": (200, HTML, b"<p>late"),
            "/packed": (200, {**HTML, "Content-Encoding": "br"}, b"?"),
            "/cut": (200, {**HTML, "Content-Length": "100"}, b"<p>"),
            "/broken": (200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"),
            "/big": (200, {**HTML, "Content-Encoding": "gzip"}, big),
        }.get(path, (404, {}, b""))

    with served(answer) as url:
        read, found = got(url, timeout=3.0)
    assert read == ["", "good"]
    said = dict(found)
    assert said["gone"] == "it cannot be read: it answers 410 Gone"
    assert said["away"] == "it cannot be read: it leads to another site, http://example.invalid/"
    assert said["slow"] == "it cannot be read: the server does not answer in time"
    assert said["packed"] == "it cannot be read: it is packed as br"
    assert said["big"] == "it cannot be read: it is larger than 64 MB"
    assert set(said) == {"gone", "away", "slow", "packed", "cut", "broken", "big"}


def test_a_site_of_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAGES", 5)
    with served(lambda path: (200, HTML, f'<p>{path}<a href="{len(path)}{path[1:]}">next</a>'.encode())) as url:
        read, found = got(url)
    assert len(read) == 5
    assert found == [("", "the site has more than 5 pages, and the others are not read")]


def test_the_encoding_that_a_server_says() -> None:
    body = '<p data-troth="x">“£”'.encode("cp1252")
    with served(lambda _: (200, {"Content-Type": "text/html; charset=iso-8859-1"}, body)) as url:
        (page,) = (one for one in fetched(url, lambda _: None) if isinstance(one, SiteFile))
    assert page.charset == "iso-8859-1"


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


UNREACHED: dict[str, tuple[str, str]] = {
    "nobody there": (f"http://127.0.0.1:{closed_port()}/", "connection refused"),
    "a name that is none": ("http://troth.invalid/", "cannot be read"),
    "a file": ("file:///etc/passwd", "is no address of a site"),
    "no scheme": ("example.org/charter/", "is no address of a site"),
    "no port": ("http://example.org:port/", "is no address of a site"),
    "a password": ("https://me:secret@example.invalid/", "is no address of a site"),
    "nothing": ("", "is no address of a site"),
}


@pytest.mark.parametrize("name", UNREACHED)
def test_a_site_that_cannot_be_reached_ends_with_2(name: str, built: Path) -> None:
    url, words = UNREACHED[name]
    result = CliRunner().invoke(main, ["verify", "--url", url, str(built)])
    assert result.exit_code == 2
    assert "error[T810]: " in result.stderr
    assert "secret" not in result.stderr
    assert words in result.stderr
    assert "\n  help: " in result.stderr


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((404, HTML, b""), "it answers 404 Not Found"),
        ((500, HTML, b""), "it answers 500 Internal Server Error"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF"), "gives no page but application/pdf"),
        ((301, {"Location": "http://example.invalid/"}, b""), "it leads to another site"),
        ((301, {"Location": "file:///etc/passwd"}, b""), "cannot be read"),
        ((302, {"Location": "/"}, b""), "cannot be read"),
    ],
)
def test_a_first_page_that_is_none(answer: Answer, words: str) -> None:
    with served(lambda _: answer) as url, pytest.raises(NotReached) as caught:
        list(fetched(url, lambda _: None))
    assert words in caught.value.args[0]
    assert caught.value.help


@pytest.mark.parametrize(
    "arguments",
    [[], ["a"], ["a", "b", "c"], ["--url", "http://127.0.0.1/", "a", "b"], ["--url", "http://127.0.0.1/"]],
)
def test_wrong_use(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["verify", *arguments])
    assert result.exit_code == 2
    assert "the pages of one site are compared with one build" in result.stderr
