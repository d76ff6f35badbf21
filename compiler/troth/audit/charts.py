"""Shares in time as a bar chart, in SVG, drawn by matplotlib: the same bytes each time, in the colours of its page."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from troth.audit.results_file import NoExtra

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_INK, _BAR, _TARGET = "#010203", "#010204", "#010205"
_OF_PAGE = {_INK: "currentColor", _BAR: "var(--edge, #807970)", _TARGET: "var(--due, #b8281a)"}
"""What stands for a colour of the page until the drawing is done."""
_WIDE, _ROW, _REST = 4.5, 0.42, 0.6
"""Inches: of a chart, of a row, and of the axis with its words."""
_LABEL = 20
"""Characters of a line of a label."""
_ALL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`share` in per cent, None where it is not shown; `wanted`: the target, None where there is none."""

    label: str
    share: float | None
    wanted: float | None
    says: str


def bar_chart(id: str, title: str, about: str, bars: Sequence[Bar]) -> str:
    """The chart as an SVG element with a title and a description, whose ids begin with `id`.

    Raises NoExtra where matplotlib is not there.
    """
    try:
        from matplotlib import rc_context, rcdefaults, rcParams
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        raise NoExtra("charts need matplotlib: pip install 'troth[audit]'") from None
    settings = {"svg.hashsalt": id, "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10}
    with rc_context():
        rcdefaults()  # whatever the settings of the one who runs it are
        rcParams.update(settings)
        figure = Figure(figsize=(_WIDE, _ROW * len(bars) + _REST), layout="constrained")
        axes = figure.add_subplot()
        places = range(len(bars))
        axes.barh(places, [bar.share or 0 for bar in bars], height=0.62, color=_BAR)
        for place, bar in zip(places, bars, strict=True):
            axes.text(_ALL + 2, place, bar.says, va="center", ha="left", color=_INK)
            if bar.wanted is not None:
                axes.plot([bar.wanted] * 2, [place - 0.42, place + 0.42], color=_TARGET, linewidth=2.5)
        axes.set_yticks(list(places), [textwrap.fill(bar.label, _LABEL) for bar in bars], color=_INK)
        axes.set_xlim(0, _ALL + 34)
        axes.set_xticks([0, 25, 50, 75, 100], ["0%", "", "50%", "", "100%"], color=_INK)
        axes.set_ylim(len(bars) - 0.4, -0.6)
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        axes.axvline(0, color=_INK, linewidth=1)
        drawn = io.StringIO()
        figure.patch.set_visible(False)
        axes.patch.set_visible(False)
        FigureCanvasSVG(figure).print_svg(drawn, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _as_image(drawn.getvalue(), id, title, about)


def _as_image(svg: str, id: str, title: str, about: str) -> str:
    """One element that a page can hold: named, without size, without ids of others, in one line after another."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(svg)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{id}-title {id}-about", "class": "chart"}
    for part in ("metadata", "defs"):  # a style in the first of the definitions would be that of the whole page
        for element in root.findall(f"{{{_SVG}}}{part}")[:1]:
            root.remove(element)
    for element in root.iter():
        _own_ids(element, id)
    for place, (tag, text) in enumerate((("title", title), ("desc", about))):
        named = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{id}-{'title' if tag == 'title' else 'about'}"})
        named.text = text
        root.insert(place, named)
    text = ElementTree.tostring(root, encoding="unicode")
    for sentinel, colour in _OF_PAGE.items():
        text = text.replace(sentinel, colour)
    text = re.sub(r"font-family: [^;]+;", "font-family: inherit;", text)
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def _own_ids(element: ElementTree.Element, id: str) -> None:
    for name, value in list(element.attrib.items()):
        if name == "id":
            element.attrib[name] = f"{id}-{value}"
        elif name == _XLINK:
            element.attrib[name] = value.replace("#", f"#{id}-", 1)
        elif "url(#" in value:
            element.attrib[name] = value.replace("url(#", f"url(#{id}-")
