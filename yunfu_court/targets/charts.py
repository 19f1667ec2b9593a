"""Charts by Vega-Lite: a specification in, an SVG out, the same in the page and in the PDF.

The converter writes presentation attributes only, no style: the strict content security policy lets them through. What
it says to screen readers in English is taken out; the words beside the chart and the table behind it say it in Chinese.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache as once
from importlib.resources import files
from typing import Any

from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString

from common.courts.models import Court
from yunfu_court.targets.figures import Figure
from yunfu_court.targets.indicators import Indicator

INK, SOFT, RULE, BLUE, AMBER, SEAL, GREEN, STONE = (
    "#19222d", "#4d5a68", "#e0dacd", "#1b4069", "#b98018", "#b0271c", "#1a6541", "#aca390",
)  # fmt: skip
FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
WIDTH, HEIGHT = 300, 150
_KEEP = 30 * 24 * 3600  # seconds; the key holds the content, so an old picture is never a wrong one
_FORM = "2"  # changes when the cleaning below does


@dataclass(frozen=True)
class Chart:
    """A picture with its words and its numbers: `rows` stand in a table behind it."""

    svg: SafeString
    words: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@once
def _converter() -> Any:
    """The converter with the fonts the PDF uses, so that text is measured as it is printed."""
    import vl_convert

    vl_convert.register_font_directory(str(files("pylopdf_fonts_zh_cn")))
    return vl_convert


def render(spec: dict[str, Any], words: str) -> SafeString:
    """The SVG of a specification, kept by its content."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, **spec}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    key = f"targets.chart.{hashlib.sha256(f'{_FORM}{text}'.encode()).hexdigest()}"
    drawn = cache.get(key)
    if drawn is None:
        drawn = clean(_converter().vegalite_to_svg(whole))
        cache.set(key, drawn, _KEEP)
    # Numbers and our own labels only; every text in it was escaped by the converter.
    named = drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', 1)
    return SafeString(named)  # drawn here, the words escaped


def clean(svg: str) -> str:
    """Without classes, roles and English labels, without the empty shapes Vega leaves, with fewer decimals."""
    svg = re.sub(r'<path[^>]*\bdisplay="none"[^>]*/>', "", svg)
    svg = re.sub(r'<path[^>]*\bd="M0,0h0v0h0Z"[^>]*/>', "", svg)
    svg = re.sub(r'<path class="background"(?![^>]*(?:fill|stroke)=)[^>]*/>', "", svg)
    svg = re.sub(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|version)="[^"]*"', "", svg)
    svg = re.sub(r' (?:opacity="1"|font-weight="normal"|stroke-miterlimit="10")', "", svg)
    svg = re.sub(r"(\d+\.\d{2})\d+", r"\1", svg)
    while "<g></g>" in svg:
        svg = svg.replace("<g></g>", "")
    return svg


_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12, "titleFontSize": 12, "labelColor": SOFT, "titleColor": SOFT, "titleFontWeight": "normal",
        "gridColor": RULE, "domainColor": RULE, "tickColor": RULE, "labelLimit": 90,
    },
    "legend": {"labelFontSize": 12, "labelColor": SOFT, "orient": "bottom", "title": None, "columns": 2},
}  # fmt: skip


def _rule(indicator: Indicator, axis: str) -> dict[str, Any]:
    """The target as a dashed line."""
    return {
        "data": {"values": [{"target": round(float(indicator.threshold) * 100, 1)}]},
        "mark": {"type": "rule", "color": SEAL, "strokeDash": [5, 3], "strokeWidth": 1.5},
        "encoding": {axis: {"field": "target", "type": "quantitative"}},
    }


def _scale(values: Sequence[float | None], target: float) -> dict[str, Any]:
    top = max([100.0, target, *(value for value in values if value is not None)])
    return {"domain": [0, top], "nice": False}


def trend(indicator: Indicator, points: Sequence[tuple[date, Figure]], place: str) -> Chart:
    """A figure month by month, with its target."""
    years = {month.year for month, _ in points}
    data = [
        {"m": f"{m.year % 100}.{m.month}" if len(years) > 1 else f"{m.month}月", "v": each.as_float}
        for m, each in points
    ]
    scale = _scale([each.as_float for _, each in points], points[-1][1].target if points else 0)
    known = [each for each in data if each["v"] is not None]
    words = f"{place}{indicator.name}按月走势，目标{indicator.target_words}"
    if known:
        words += f"；{known[-1]['m']} {known[-1]['v']:g}%"
    x = {"field": "m", "type": "ordinal", "sort": None, "title": None,
         "axis": {"labelAngle": 0, "labelOverlap": True, "grid": False}}  # fmt: skip
    y = {"field": "v", "type": "quantitative", "title": None, "scale": scale,
         "axis": {"tickCount": 4, "labelExpr": "datum.label + '%'"}}  # fmt: skip
    spec = {
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": data},
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2, "point": {"color": BLUE, "size": 36}},
                "encoding": {"x": x, "y": y},
            },
            _rule(indicator, "y"),
        ],
    }
    rows = [(f"{m.year} 年 {m.month} 月", f"{each.above:,}", f"{each.below:,}", each.words) for m, each in points]
    return Chart(render(spec, words), words, ("月份", "分子", "分母", "占比"), rows)


def by_court(indicator: Indicator, rows: Sequence[tuple[Court, Figure]]) -> Chart:
    """A bar per court, in the order of the courts, amber where the target is not reached."""
    data = [
        {"c": court.short_name, "v": each.as_float, "s": f"{each.number}%" if each.value is not None else "暂无",
         "short": each.short}
        for court, each in rows
    ]  # fmt: skip
    scale = _scale([each.as_float for _, each in rows], round(float(indicator.threshold) * 100, 1))
    words = f"{indicator.name}，各法院：" + "，".join(f"{each['c']} {each['s']}" for each in data)
    y = {"field": "c", "type": "ordinal", "sort": None, "title": None, "axis": {"ticks": False, "domain": False}}
    x = {"field": "v", "type": "quantitative", "title": None, "scale": scale,
         "axis": {"tickCount": 4, "labelExpr": "datum.label + '%'"}}  # fmt: skip
    colour = {"condition": {"test": "datum.short", "value": AMBER}, "value": BLUE}
    spec = {
        "width": WIDTH - 30,
        "height": {"step": 26},
        "layer": [
            {"data": {"values": data}, "mark": {"type": "bar", "height": 14},
             "encoding": {"y": y, "x": x, "color": colour}},
            _rule(indicator, "x"),
        ],
    }  # fmt: skip
    table = [(court.name, f"{each.above:,}", f"{each.below:,}", each.words) for court, each in rows]
    return Chart(render(spec, words), words, ("法院", "分子", "分母", "占比"), table)


PARTS = (("concluded.mediation", "调解", GREEN), ("concluded.fast", "速裁快审", BLUE),
         ("concluded.careful", "精细化审理", AMBER), ("concluded.other", "分流前结案", STONE))  # fmt: skip


def thirds(rows: Sequence[tuple[str, dict[str, int]]]) -> Chart:
    """How the disputes of each place ended, as shares of a whole; lines at one and two thirds.

    `rows`: place and counts.
    """
    data, table, said = [], [], []
    for place, counts in rows:
        whole = sum(max(0, counts.get(measure, 0)) for measure, _, _ in PARTS)
        shares = [100 * max(0, counts.get(measure, 0)) / whole if whole else 0.0 for measure, _, _ in PARTS]
        data += [
            {"c": place, "part": name, "v": round(share, 2), "o": order}
            for order, ((_, name, _), share) in enumerate(zip(PARTS, shares, strict=True))
        ]
        table.append((place, *(f"{counts.get(m, 0):,}（{share:.1f}%）" if whole else "—" for (m, _, _), share
                               in zip(PARTS, shares, strict=True))))  # fmt: skip
        if whole:
            said.append(f"{place} {' · '.join(f'{share:.0f}' for share in shares[:3])}")
    words = "全部纠纷怎样解决（调解 · 速裁 · 精审，%）：" + "；".join(said)
    y = {"field": "c", "type": "ordinal", "sort": None, "title": None, "axis": {"ticks": False, "domain": False}}
    x = {"field": "v", "type": "quantitative", "title": None, "stack": "zero", "scale": {"domain": [0, 100]},
         "axis": {"tickCount": 4, "labelExpr": "datum.label + '%'"}}  # fmt: skip
    colour = {"field": "part", "type": "nominal", "sort": None,
              "scale": {"domain": [name for _, name, _ in PARTS], "range": [c for _, _, c in PARTS]}}  # fmt: skip
    spec = {
        "width": WIDTH - 30,
        "height": {"step": 26},
        "layer": [
            {"data": {"values": data}, "mark": {"type": "bar", "height": 14},
             "encoding": {"y": y, "x": x, "color": colour, "order": {"field": "o"}}},
            {"data": {"values": [{"t": 100 / 3}, {"t": 200 / 3}]},
             "mark": {"type": "rule", "color": INK, "strokeDash": [5, 3]},
             "encoding": {"x": {"field": "t", "type": "quantitative"}}},
        ],
    }  # fmt: skip
    return Chart(render(spec, words), words, ("法院", *(name for _, name, _ in PARTS)), table)
