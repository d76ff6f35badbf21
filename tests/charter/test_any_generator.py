"""Pages are read as HTML, as browsers read it: what a generator or a minifier does around the words is nothing."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from troth.charter.markup import MOST_DEPTH, elements, read_html
from troth.charter.published import PageProblem, PublishedExample, PublishedPage, SiteFile, read_pages
from troth.charter.site_files import files_in


def read(files: Iterable[SiteFile | PageProblem]) -> tuple[list[PublishedPage], list[PageProblem]]:
    """What pages say; not the white space between the parts of a square, which stand apart by their style."""
    pages, found = read_pages(files)
    return [replace(page, unmarked="", examples=tuple(map(tight, page.examples))) for page in pages], found


def tight(example: PublishedExample) -> PublishedExample:
    return replace(example, days=tuple("".join(day.split()) for day in example.days))


def minified(text: str) -> str:
    """No end tags that may be left out, no quotes that may be, no white space between tags, no comments."""
    text = re.sub(r"</(p|li|td|th|tr|tbody|thead|dt|dd|body|html)>", "", text)
    text = re.sub(r'="([\w./#-]+)"', r"=\1", text)
    return re.sub(r">\s+<", "><", re.sub(r"[ \n\t]+", " ", text))


def shouting(text: str) -> str:
    """Tags and attributes in capitals."""

    def upper(tag: re.Match[str]) -> str:
        return f"<{tag[1]}{tag[2].upper()}{re.sub(_NAME, lambda name: name[0].upper(), tag[3])}>"

    return re.sub(r"<(/?)([\w-]+)((?:\s[^<>]*)?)>", upper, text)


_NAME = r"(?<= )[\w-]+(?==)"


def spread(text: str) -> str:
    """A line for every tag, as some printers lay pages out."""
    return re.sub(r"(<[^<>]+>)", r"\n    \1\n    ", text)


def reordered(text: str) -> str:
    """Attributes in another order."""
    return re.sub(
        r"<(\w+) ([^<>]+)>", lambda tag: f"<{tag[1]} {' '.join(reversed(re.findall(_ATTRIBUTE, tag[2])))}>", text
    )


_ATTRIBUTE = r"""[\w-]+="[^"]*"|[\w-]+"""


def commented(text: str) -> str:
    return re.sub(r"(<(?:p|li|td)[ >][^<>]*>?)", r"\1<!-- a > comment -->", text).replace(
        "<main", "<!-- -- --><main", 1
    )


def soft(text: str) -> str:
    """Words that may break: soft hyphens, zero-width spaces, non-breaking spaces."""
    text = re.sub(r"(?<=work)(?=ing days)", "&shy;", text)
    text = text.replace(" within 3 ", " within&nbsp;3&#8203; ")
    return re.sub(r">[^<>]+<", lambda found: found[0].replace("contact", "con<wbr>tact"), text)


def in_words_of_entities(text: str) -> str:
    return re.sub(
        r">([^<>]+)<", lambda found: ">" + "".join(_entity(one) for one in html.unescape(found[1])) + "<", text
    )


def _entity(one: str) -> str:
    return f"&#x{ord(one):x};" if not one.isascii() or one in "aeiou&<>" else one


def xhtml(text: str) -> str:
    text = re.sub(r"<(br|meta|link|hr)([^<>]*)>", r"<\1\2 />", text)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'


def wrapped(text: str) -> str:
    """Another generator's page: no `main`, navigation that repeats titles, permanent links at headings."""
    if '<div class="troth"' not in text:
        return text
    body = text[text.index('<div class="troth"') : text.rindex("</main>")]
    body = re.sub(r"</(h[234])>", r'<a class="headerlink" href="#x" title="Permanent link">¶</a></\1>', body)
    return f'<html><body><div id="toc"><ul><li>Within 2 days</ul></div><section>{body}</section></body></html>'


SAME: dict[str, Callable[[str], str]] = {
    "minified": minified,
    "in capitals": shouting,
    "spread": spread,
    "attributes in another order": reordered,
    "comments": commented,
    "soft hyphens and hard spaces": soft,
    "entities": in_words_of_entities,
    "XHTML": xhtml,
    "another generator": wrapped,
    "minified, in capitals": lambda text: shouting(minified(text)),
}


@pytest.mark.parametrize("name", SAME)
def test_it_changes_nothing(name: str, built: Path) -> None:
    expected, none = read(files_in(built / "site"))
    assert none == []
    files = [one for one in files_in(built / "site") if isinstance(one, SiteFile)]
    changed = [replace(one, data=SAME[name](one.data.decode()).encode()) for one in files]
    assert sum(one.data != other.data for one, other in zip(files, changed, strict=True)) > 3
    assert read(changed) == (expected, [])


ENCODED: dict[str, Callable[[str], bytes]] = {
    "UTF-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-8 that says nothing": lambda text: text.replace('<meta charset="utf-8">', "").encode(),
    "UTF-16, little end first": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "Latin 1, in a meta element": lambda text: _latin(text, '<meta charset="iso-8859-1">'),
    "Latin 1, in an older one": lambda text: _latin(
        text, "<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>"
    ),
    "Windows-1252 that says nothing": lambda text: _latin(text, ""),
}


def _latin(text: str, meta: str) -> bytes:
    return text.replace('<meta charset="utf-8">', meta).encode("cp1252", "xmlcharrefreplace")


@pytest.mark.parametrize("name", ENCODED)
def test_in_another_encoding(name: str, built: Path) -> None:
    expected, _ = read(files_in(built / "site"))
    files = [one for one in files_in(built / "site") if isinstance(one, SiteFile)]
    assert read(replace(one, data=ENCODED[name](one.data.decode())) for one in files) == (expected, [])


def test_under_other_names_and_in_other_folders(built: Path, tmp_path: Path) -> None:
    expected, _ = read(files_in(built / "site"))
    for number, path in enumerate(sorted((built / "site").rglob("*.html"))):
        place = tmp_path / f"{number:03}" / "Seite.HTM"
        place.parent.mkdir()
        place.write_bytes(path.read_bytes())
    pages, found = read(files_in(tmp_path))
    assert found == []
    assert [replace(page, path="") for page in pages] == [replace(page, path="") for page in expected]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_in_the_themes_of_mkdocs(theme: str, built: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"site_name: Demo\ndocs_dir: pages\nsite_dir: {tmp_path / 'site'}\ntheme: {{name: {theme}}}\n"
        f"plugins: [{{troth: {{policies: {built.parent / 'policies'}, as_of: 2026-07-01}}}}]\n",
        encoding="utf-8",
    )
    mkdocs_build(load_config(str(config)))
    assert read(files_in(tmp_path / "site")) == read(files_in(built / "site"))


# ---------- what is there and is not published

PASSAGE = "<div data-troth=passage data-promise=p.email.reply>{}</div>"
PAGE = "<main><div data-troth-page=charter data-policy=p>{}</div></main>"
SAID = "<p>We reply within 3 working days.</p>"


def said_on(body: str) -> tuple[tuple[str, str], ...]:
    pages, found = read_pages([SiteFile(path="p.html", data=PAGE.format(body).encode())])
    assert found == [], found[0].args
    return tuple(text for page in pages for text in page.passages)


@pytest.mark.parametrize(
    "around",
    [
        "<!-- {} -->",
        "<template>{}</template>",
        "<script>{}</script>",
        "<noscript>{}</noscript>",
        "<div hidden>{}</div>",
        "<div hidden=until-found>{}</div>",
        '<div style="color: red; DISPLAY : none">{}</div>',
        "<div style='visibility:hidden'>{}</div>",
        "<dialog>{}</dialog>",
        "<del>{}</del>",
        "<s>{}</s>",
        "<canvas>{}</canvas>",
        '<div style="opacity:0">{}</div>',
        '<div style="margin: 0; opacity: .0">{}</div>',
        '<div style="font-size: 0px">{}</div>',
        '<div style="color:transparent">{}</div>',
        '<div style="text-decoration: underline line-through red">{}</div>',
        '<div style="text-decoration-line:line-through">{}</div>',
        "<![CDATA[{}]]>",
    ],
)
def test_what_is_hidden_or_struck_out_is_not_published(around: str) -> None:
    if around.startswith(("<!", "<![")):
        assert said_on(around.format("We reply within 3 working days.")) == ()
    else:
        assert said_on(around.format(PASSAGE.format(SAID))) == ()
    assert said_on(PASSAGE.format(SAID)) == (("p.email.reply", "We reply within 3 working days."),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We reply within <del>3</del> <ins>4</ins> working days.", "We reply within 4 working days."),
        ("We reply within 3<span hidden>0</span> working days.", "We reply within 3 working days."),
        ("We reply within 3<!-- or 4 --> working days.", "We reply within 3 working days."),
        ("We reply within <b>3</b> <i>working</i> days .", "We reply within 3 working days."),
        ("We reply within 3<span>0</span> working days.", "We reply within 30 working days."),
        ("We reply within 3<br>working days.", "We reply within 3 working days."),
        ('We reply within <span data-troth="aside">3</span> working days.', "We reply within 3 working days."),
        ("We reply within <![CDATA[30]]>3 working days.", "We reply within 3 working days."),
        ('We reply within <b style="opacity:0.9">3</b> working days.', "We reply within 3 working days."),
        ('We reply <b style="font-size:small">within 3</b> working days.', "We reply within 3 working days."),
        ("We reply within 3\u200e working\u200f days\u2069.", "We reply within 3 working days."),
        ('We reply within <img src="3.png" alt="3"> working days.', "We reply within 3 working days."),
        ('We reply within 3 <img src="x.png" alt=""> working days.', "We reply within 3 working days."),
        ("<details><summary>More</summary>We reply.</details>", "More We reply."),
    ],
)
def test_a_passage_is_what_a_reader_sees(words: str, expected: str) -> None:
    assert said_on(PASSAGE.format(f"<p>{words}</p>")) == (("p.email.reply", expected),)


@pytest.mark.parametrize(
    "words",
    [
        'We reply within <bdo dir="rtl">03</bdo> days.',
        "We reply within \u202e03\u202c days.",
        'We reply within <span style="unicode-bidi: bidi-override; direction: rtl">03</span> days.',
        "We reply within <span dir=RTL>3 working</span> days.",
    ],
)
def test_what_runs_backwards_is_a_finding(words: str) -> None:
    """The bytes say one thing, and a reader sees another."""
    data = PAGE.format(PASSAGE.format(f"<p>{words}</p>")).encode()
    _, found = read_pages([SiteFile(path="p.html", data=data)])
    assert [(one.code, "runs backwards" in one.args[0]) for one in found] == [("T802", True)]


@pytest.mark.parametrize(
    ("page", "is_loose"),
    [
        ("<main>{}</main><p>Within 2 days.</p><footer>Ours</footer>", True),
        ("<p>Within 2 days.</p><main>{}</main>", True),
        ("<header>Within 2 days.</header><nav>2 days</nav><main>{}</main><footer>2 days</footer>", False),
        ("<main><header>Within 2 days.</header>{}</main>", True),
        ('<main>{}<img alt="Within 2 days."></main>', True),
        ('<main>{}<input value="Within 2 days."></main>', True),
        ('<main>{}<input placeholder="Within 2 days."></main>', True),
        ('<main>{}<input type=hidden value="Within 2 days."></main>', False),
        ("<p>Within 2 days.</p><section>{}</section>", False),
    ],
)
def test_what_stands_around_a_page(page: str, *, is_loose: bool) -> None:
    """All that a visitor reads beside it, but for what stands on every page of a site."""
    body = "<div data-troth-page=charter data-policy=p></div>"
    pages, _ = read_pages([SiteFile(path="p.html", data=page.format(body).encode())])
    assert ("2 days" in pages[0].unmarked) is is_loose


# ---------- what is broken

BROKEN: dict[str, tuple[bytes, str]] = {
    "cut off in a passage": (PAGE.format(PASSAGE.format(SAID)).encode()[:-30], "cut off"),
    "cut off in a tag": (PAGE.format(PASSAGE.format(SAID)).encode()[:-10], "cut off"),
    "a comment that is not closed": (PAGE.format(PASSAGE.format(SAID) + "<!-- ").encode(), "cut off"),
    "a script that is not closed": (PAGE.format(f"<script>{PASSAGE.format(SAID)}").encode(), "cut off"),
    "an attribute that is not closed": (PAGE.format(f'<a href="x>{PASSAGE.format(SAID)}').encode(), "cut off"),
    "zeros": (PAGE.format(PASSAGE.format(SAID)).encode() + b"\0\0", "no text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR data-troth", "no text"),
    "UTF-16 that does not say so": (PAGE.format(PASSAGE.format(SAID)).encode("utf-16-le"), "no text"),
    "no encoding": (b"<meta charset=klingon>" + PAGE.format(SAID).encode(), "not known, klingon"),
    "no encoding of text": (b"<meta charset=base64>" + PAGE.format(SAID).encode(), "not known, base64"),
    "too deep": (PAGE.format("<div>" * 3_000 + PASSAGE.format(SAID)).encode(), f"more than {MOST_DEPTH} deep"),
    "50 MB of elements": (PAGE.format("<div>" * 10_000_000).encode(), "larger than 4 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_a_finding(name: str) -> None:
    data, words = BROKEN[name]
    _, found = read_pages([SiteFile(path="p.html", data=data)])
    assert [(one.code, one.path) for one in found] == [("T808", "p.html")]
    assert words in found[0].args[0]
    assert found[0].help


def test_a_passage_that_is_not_closed_goes_on() -> None:
    body = f"<div data-troth=passage data-promise=p.email.reply>{SAID}<p>And more.</p>"
    assert said_on(body) == (("p.email.reply", "We reply within 3 working days. And more."),)


@pytest.mark.parametrize(
    "body",
    [
        f"<b><i>{PASSAGE.format('<p>We reply</b> within 3 working days.')}</i>",
        f"<table>{PASSAGE.format(SAID)}</table>",
        f"<ul><li>{PASSAGE.format(SAID)}<li></ul></li></p></section>",
        PASSAGE.format("<p>We reply within <a href=x><a href=y>3</a> working days.</p>"),
    ],
)
def test_tags_in_a_wrong_order_are_read_as_browsers_do(body: str) -> None:
    assert said_on(body) == (("p.email.reply", "We reply within 3 working days."),)


def test_a_page_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "folder.html").mkdir()

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert [(one.code, one.args[0], one.path) for one in files_in(tmp_path) if isinstance(one, PageProblem)] == [
        ("T808", "it cannot be read: Permission denied", "a.html")
    ]


@pytest.mark.parametrize(
    "mark", ["passage", "staff-passage", "calendar", "closed-days", "words", "example", "strength"]
)
def test_what_stands_outside_of_every_page_is_a_finding(mark: str) -> None:
    body = f"{PAGE.format('')}<div data-troth={mark}><p>We reply within 3 working days.</p></div>"
    _, found = read_pages([SiteFile(path="p.html", data=body.encode())])
    assert [(one.code, one.args[0]) for one in found] == [
        ("T804", f"`{mark}` stands outside of every page of its policy")
    ]


def test_what_names_another_policy_is_a_finding() -> None:
    body = PAGE.format("<div data-troth=calendar data-policy=q><p>We are open day and night.</p></div>")
    _, found = read_pages([SiteFile(path="p.html", data=body.encode())])
    assert [one.args[0] for one in found] == ["`calendar` of the policy `q` stands on a page of `p`"]


def test_a_page_of_nobody_is_passed_over() -> None:
    assert read_html(b"<p>We reply within 2 days.") is None
    assert read_pages([SiteFile(path="x.html", data=b"<h1>\xff\xfeNews</h1>")]) == ([], [])


def test_an_element_knows_whether_it_is_closed() -> None:
    page = elements("<div id=a><p>x<p>y</div><section id=b><ul><li>z</ul>")
    opened = {one.attributes["id"]: one.is_open for one in page.all() if "id" in one.attributes}
    assert opened == {"a": False, "b": True}
