"""OFD (GB/T 33190-2016, the official fixed-layout format) drawn page by page: text, paths, pictures, notes, seals.

Enough for reading what invoices, licences and judgments show; the original stays for whoever checks its signatures. No
library under a licence that fits draws OFD, so what is drawn here is the part of the standard such files use: chapters
7 (documents and pages), 8 (paths), 10 (pictures), 11 (text), 15 (notes) and 18 (the picture of a seal).

Lengths are millimetres; every object lies in its own box (`Boundary`), then under its matrix (`CTM`).
"""

from __future__ import annotations

import base64
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from lxml import etree

from common.documents.adapters.pdf import page_count, pages_to_pdf
from common.documents.rules import Limits
from common.documents.states import MediaType

MOST_OBJECTS = 60_000  # of all pages: far above any paper, far below what keeps a worker busy for minutes
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COMMANDS = {"S": "M", "B": "C", "C": "Z"}  # the standard's letters where SVG has others
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


class OfdError(ValueError):
    """Not an OFD we can draw."""


def ofd_to_pdf(file: BinaryIO, limits: Limits) -> tuple[bytes, MediaType, int]:
    """(PDF, its type, pages). OfdError when there is no page."""
    with zipfile.ZipFile(file) as archive:
        sheets = [
            (width, height, "".join(drawn))
            for width, height, drawn in _Ofd(archive, limits.unpacked, limits.together).pages(limits.pages)
        ]
    if not sheets:
        raise OfdError("no page")
    content = pages_to_pdf(sheets)
    return content, MediaType.PDF, page_count(content)


def _numbers(text: str | None) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text or "")]


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return next((each for each in element if _name(each) == name), None)


def _all(element: Any, *names: str) -> Iterator[Any]:
    return (each for each in element.iter() if _name(each) in names)


def _text(element: Any, name: str) -> str:
    found = _child(element, name) if element is not None else None
    return (found.text or "").strip() if found is not None else ""


@dataclass
class _Ofd:
    archive: zipfile.ZipFile
    left: int  # bytes that may still be unpacked
    pixels: int  # of pictures that may still be drawn
    names: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)  # resource -> path
    params: dict[str, Any] = field(default_factory=dict)  # drawing parameters by id
    templates: dict[str, str] = field(default_factory=dict)  # page templates by id -> path
    objects: int = 0

    def __post_init__(self) -> None:
        self.names = {each.replace("\\", "/").lstrip("/").lower(): each for each in self.archive.namelist()}

    # --- Parts -------------------------------------------------------------------------------------------------------

    def bytes_of(self, path: str) -> bytes:
        name = self.names.get(path.lower())
        if name is None:
            return b""
        with self.archive.open(name) as part:
            content = part.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise OfdError("unpacks to too much")
        return content

    def counted(self, source: str, pixels: int) -> str:
        """A picture drawn once more: each is unpacked where it stands."""
        self.pixels -= pixels
        if self.pixels < 0:
            raise OfdError("pictures of too many pixels")
        return source

    def part(self, path: str) -> Any:
        content = self.bytes_of(path)
        return etree.fromstring(content, _PARSER) if content else None

    def pages(self, most: int) -> Iterator[tuple[float, float, list[str]]]:
        """(width, height, pieces of SVG) of every page of the first document."""
        root = self.part("OFD.xml")
        if root is None:
            raise OfdError("no OFD.xml")
        start = next((each.text or "" for each in _all(root, "DocRoot")), "").strip().lstrip("/")
        document = self.part(start)
        if document is None:
            raise OfdError("no document")
        common = _child(document, "CommonData")
        for each in _all(document, "PublicRes", "DocumentRes"):
            self._resources(_path(start, each.text))
        for each in _all(document, "TemplatePage"):
            self.templates[each.get("ID", "")] = _path(start, each.get("BaseLoc"))
        notes = self._notes(_path(start, _text(document, "Annotations")))
        seals = self._seals(root)
        size = self._size(common)
        for page in list(_all(document, "Page"))[:most]:
            at = _path(start, page.get("BaseLoc"))
            content = self.part(at)
            if content is None:
                continue
            width, height = self._size(content) or size or (210.0, 297.0)
            identity = page.get("ID", "")
            yield width, height, [*self._page(content, at), *notes.get(identity, []), *seals.get(identity, [])]

    def _size(self, element: Any) -> tuple[float, float] | None:
        box = next((_numbers(each.text) for each in _all(element, "PhysicalBox")), []) if element is not None else []
        return (box[2], box[3]) if len(box) == 4 and 0 < box[2] < 5000 and 0 < box[3] < 5000 else None

    def _resources(self, path: str) -> None:
        root = self.part(path)
        if root is None:
            return
        base = posixpath.join(posixpath.dirname(path), (root.get("BaseLoc") or "").strip("/"), "x")
        for each in _all(root, "MultiMedia"):
            self.pictures[each.get("ID", "")] = _path(base, _text(each, "MediaFile"))
        for each in _all(root, "DrawParam"):
            self.params[each.get("ID", "")] = each

    # --- What lies on a page -----------------------------------------------------------------------------------------

    def _page(self, content: Any, at: str) -> Iterator[str]:
        for each in _all(content, "Template"):
            template = self.part(self.templates.get(each.get("TemplateID", ""), ""))
            if template is not None:
                yield from self._layers(template)
        yield from self._layers(content)

    def _layers(self, content: Any) -> Iterator[str]:
        inside = _child(content, "Content")
        for layer in inside if inside is not None else ():
            yield from self._drawn(layer, self.params.get(layer.get("DrawParam", "")))

    def _drawn(self, block: Any, param: Any) -> Iterator[str]:
        draw = {"TextObject": self._words, "PathObject": self._lines, "ImageObject": self._picture}
        for each in block:
            self.objects += 1
            if self.objects > MOST_OBJECTS:
                raise OfdError("too many objects")
            if (name := _name(each)) in draw:
                yield draw[name](each, self.params.get(each.get("DrawParam", ""), param))
            elif name in ("PageBlock", "Layer"):
                yield from self._drawn(each, param)

    def _words(self, element: Any, param: Any) -> str:
        size = (_numbers(element.get("Size")) or [3.0])[0]
        pieces = []
        for code in _all(element, "TextCode"):
            words = (code.text or "").strip("\r\n")
            xs = _steps(code.get("X"), code.get("DeltaX"), len(words))
            ys = _steps(code.get("Y"), code.get("DeltaY"), len(words))
            pieces.append(f'<text x="{xs}" y="{ys}">{escape(words)}</text>')
        weight = ' font-weight="bold"' if _numbers(element.get("Weight"))[:1] >= [600.0] else ""
        fill = _colour(element, "FillColor", param) or "rgb(0,0,0)"
        return f'<g {_placed(element)} font-size="{size:.4f}" fill="{fill}"{weight}>{"".join(pieces)}</g>'

    def _lines(self, element: Any, param: Any) -> str:
        tokens = _PATH.findall(_text(element, "AbbreviatedData"))
        data = " ".join(_COMMANDS.get(each, each) for each in tokens)
        fill = _colour(element, "FillColor", param) or "rgb(0,0,0)" if element.get("Fill") == "true" else "none"
        stroke = "none" if element.get("Stroke") == "false" else _colour(element, "StrokeColor", param) or "rgb(0,0,0)"
        own = _numbers(element.get("LineWidth")) or _numbers(param.get("LineWidth") if param is not None else "")
        width = own[0] if own else 0.353
        return f'<path {_placed(element)} d="{data}" fill="{fill}" stroke="{stroke}" stroke-width="{width:.4f}"/>'

    def _picture(self, element: Any, param: Any) -> str:
        source = self.counted(*_data(self.bytes_of(self.pictures.get(element.get("ResourceID", ""), ""))))
        if not source:
            return ""
        box = _numbers(element.get("Boundary"))
        size = 'width="1" height="1"'  # the matrix makes the unit square the picture's place
        if not element.get("CTM") and len(box) == 4:
            size = f'width="{box[2]:.4f}" height="{box[3]:.4f}"'
        return f'<image {_placed(element)} {size} preserveAspectRatio="none" href="{source}"/>'

    # --- Notes and seals ---------------------------------------------------------------------------------------------

    def _notes(self, path: str) -> dict[str, list[str]]:
        """What lies over a page, by the page's id: an invoice's checks and stamps are notes."""
        found: dict[str, list[str]] = {}
        root = self.part(path) if path else None
        for page in _all(root, "Page") if root is not None else ():
            notes = self.part(_path(path, _text(page, "FileLoc")))
            for each in _all(notes, "Appearance") if notes is not None else ():
                drawn = "".join(self._drawn(each, None))
                found.setdefault(page.get("PageID", ""), []).append(f"<g {_placed(each)}>{drawn}</g>")
        return found

    def _seals(self, root: Any) -> dict[str, list[str]]:
        """The pictures of seals, by the page's id. Their signatures are for whoever opens the original."""
        found: dict[str, list[str]] = {}
        path = next((each.text or "" for each in _all(root, "Signatures")), "").strip().lstrip("/")
        listed = self.part(path) if path else None
        for each in _all(listed, "Signature") if listed is not None else ():
            at = _path(path, each.get("BaseLoc"))
            signature = self.part(at)
            if signature is None:
                continue
            value = next((_path(at, one.text) for one in _all(signature, "SignedValue")), "")
            source = self.counted(*_inside(self.bytes_of(value)))
            for stamp in _all(signature, "StampAnnot") if source else ():
                box = _numbers(stamp.get("Boundary"))
                if len(box) == 4:
                    size = f'width="{box[2]:.4f}" height="{box[3]:.4f}"'
                    drawn = f'<image {_placed(stamp)} {size} href="{source}"/>'
                    found.setdefault(stamp.get("PageRef", ""), []).append(drawn)
        return found


def _path(beside: str, told: str | None) -> str:
    """A part as another part names it: from the root, or beside itself."""
    told = (told or "").strip().replace("\\", "/")
    if not told:
        return ""
    if told.startswith("/"):
        return told.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), told))


def _placed(element: Any) -> str:
    box, matrix = _numbers(element.get("Boundary")), _numbers(element.get("CTM"))
    told = [f"translate({box[0]:.4f} {box[1]:.4f})"] if len(box) == 4 else []
    if len(matrix) == 6:
        told.append(f"matrix({' '.join(f'{each:.6f}' for each in matrix)})")
    return f'transform="{" ".join(told)}"' if told else ""


def _steps(first: str | None, deltas: str | None, count: int) -> str:
    """Where each letter stands. `g 5 3.2` among the distances is five times 3.2."""
    at = (_numbers(first) or [0.0])[0]
    found, told = [at], (deltas or "").split()
    while told and len(found) < count:
        if told[0] == "g" and len(told) > 2:
            step, times = (_numbers(told[2]) or [0.0])[0], min(int((_numbers(told[1]) or [0.0])[0]), count)
            told = told[3:]
        else:
            step, times = (_numbers(told[0]) or [0.0])[0], 1
            told = told[1:]
        for _ in range(times):
            at += step
            found.append(at)
    return " ".join(f"{each:.4f}" for each in found[: max(1, count)])


def _colour(element: Any, name: str, param: Any) -> str:
    own = _child(element, name)
    if own is None and param is not None:
        own = _child(param, name)
    values = [min(255, max(0, int(each))) for each in _numbers(own.get("Value") if own is not None else "")]
    if len(values) == 4:  # ink: cyan, magenta, yellow, black
        black = 255 - values[3]
        values = [(255 - each) * black // 255 for each in values[:3]]
    if len(values) == 1:
        values *= 3
    return f"rgb({values[0]},{values[1]},{values[2]})" if len(values) == 3 else ""


def _data(content: bytes) -> tuple[str, int]:
    """The picture as a data address, whatever format it is in, and its pixels; empty when it cannot be read."""
    from PIL import Image

    kind = next((kind for signature, kind in _PICTURES if content.startswith(signature)), "")
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "BMP", "TIFF", "GIF"]) as image:
            pixels = image.width * image.height
            if pixels > Limits().pixels:
                return "", 0
            if not kind:
                out = io.BytesIO()
                image.convert("RGBA").save(out, "PNG")
                content, kind = out.getvalue(), "png"
    except (OSError, ValueError, SyntaxError):
        return "", 0
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}", pixels


def _inside(content: bytes) -> tuple[str, int]:
    """The seal's picture, which lies somewhere in the signature's value (GM/T 0031)."""
    starts = [at for signature, _ in _PICTURES if (at := content.find(signature)) >= 0]
    return _data(content[min(starts) :]) if starts else ("", 0)
