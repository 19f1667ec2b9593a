"""Word files (ECMA-376, parts 1 and 2): what each part is, its content type says; what it draws in, its relationships.

Both by lists of what may be: a template or picture fetched from elsewhere, a program, another file inside, a field that
asks another program, is none of a claim's pages. Whoever has one saves it as PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from common.documents.rules.bounds import DocumentError

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_REMEDY = "请另存为 PDF 后上传"
_PARSER_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
_SHEETS = re.compile(
    r"(application|text)/xml"
    r"|application/vnd\.openxmlformats-(officedocument|package)\.[a-z0-9.\-]+\+xml"
    r"|application/vnd\.ms-(word|office)\.[a-z0-9.\-]+\+xml"
    r"|image/(png|jpe?g|gif|tiff|bmp|x-emf|x-wmf|vnd\.ms-photo)"
    r"|application/(vnd\.openxmlformats-officedocument\.obfuscatedfont|x-fontdata)"
    r"|application/vnd\.openxmlformats-package\.digital-signature-origin"
)
_PROGRAMS = ("macroenabled", "activex", "vba", "webextension", "taskpane", "customui", "mailmerge", "keymap")
# The last word of a relationship's type.
_DRAWN_IN = frozenset(
    ("officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles", "settings",
     "stylesWithEffects", "webSettings", "fontTable", "font", "theme", "themeOverride", "numbering", "footnotes",
     "endnotes", "header", "footer", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people",
     "glossaryDocument", "image", "hdphoto", "hyperlink", "customXml", "customXmlProps", "chart", "chartUserShapes",
     "chartStyle", "chartColorStyle", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors",
     "diagramDrawing", "origin", "signature")
)  # fmt: skip
_ADDRESSES = ("http://", "https://", "mailto:", "tel:", "#")
# Fields that are told by the document itself; DDE, DDEAUTO, LINK, INCLUDE…, IMPORT, DATABASE, MACROBUTTON ask others.
_FIELDS = frozenset(
    ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "HYPERLINK", "DATE",
     "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "SEQ", "EQ", "SYMBOL", "FORMTEXT", "FORMCHECKBOX",
     "FORMDROPDOWN", "TITLE", "SUBJECT", "AUTHOR", "COMMENTS", "FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "TC",
     "XE", "INDEX", "CITATION", "BIBLIOGRAPHY", "DOCPROPERTY", "ADVANCE", "LISTNUM", "TA", "TOA", "SHAPE", "=")
)  # fmt: skip
# Archives, old Office files, programs, PDF, RTF.
_OTHER_FILES = (
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"%PDF",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\x7fELF",
)


def read_parts(archive: ZipFile) -> None:
    """Every part of an archive whose table of contents is sound. DocumentError for what may not be in it."""
    try:
        types = _types(_tree(archive.read("[Content_Types].xml")))
        for entry in archive.infolist():
            if not entry.is_dir() and entry.filename != "[Content_Types].xml":
                _part(archive, entry.filename, types(entry.filename))
    except (etree.XMLSyntaxError, BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise DocumentError("Word 文件已损坏", f"请检查原文件能否打开，或{_REMEDY[1:]}") from None
    if types("word/document.xml") != MAIN.lower():
        raise DocumentError("Word 文件里带有宏，或是模板", _REMEDY)


def _part(archive: ZipFile, name: str, kind: str) -> None:
    if any(word in kind for word in _PROGRAMS):
        raise DocumentError("Word 文件里带有宏或程序", _REMEDY)
    if not _SHEETS.fullmatch(kind):
        raise DocumentError("Word 文件里夹带了别的文件", _REMEDY)
    with archive.open(name) as part:
        begins = part.read(8)
    if begins.startswith(_OTHER_FILES):
        raise DocumentError("Word 文件里夹带了别的文件", _REMEDY)
    if not kind.endswith("xml"):
        return
    tree = _tree(archive.read(name))
    if name.endswith(".rels"):
        _relationships(tree)
    if any(_local(each) == "altChunk" for each in tree.iter()):
        raise DocumentError("Word 文件里夹带了别的文件", _REMEDY)
    for words in _fields(tree):
        name_of = (words.split() or [""])[0].upper()
        if (name_of not in _FIELDS and not name_of.startswith("=")) or "\\\\" in words or "file:" in words.lower():
            raise DocumentError("Word 文件里有会连到别处的域", _REMEDY)


def _tree(content: bytes) -> Any:
    """Parsed without entities; ValueError for a part that declares some: no Word file does."""
    found = etree.fromstring(content, etree.XMLParser(**_PARSER_OPTIONS))
    if found.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return found


def _local(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _types(tree: Any) -> Any:
    """The content type by part name, in small letters; "" for a part that has none."""
    named = {str(each.get("PartName", "")).lower(): _kind(each) for each in tree if _local(each) == "Override"}
    by_ending = {str(each.get("Extension", "")).lower(): _kind(each) for each in tree if _local(each) == "Default"}
    return lambda name: named.get(f"/{name.lower()}") or by_ending.get(name.lower().rpartition(".")[2], "")


def _kind(element: Any) -> str:
    return str(element.get("ContentType", "")).strip().lower()


def _relationships(tree: Any) -> None:
    for each in tree:
        kind = str(each.get("Type", "")).rstrip("/").rpartition("/")[2]
        if kind not in _DRAWN_IN:
            raise DocumentError("Word 文件里有会连到别处的模板、对象或数据", _REMEDY)
        target = str(each.get("Target", "")).strip().lower()
        outside = (
            str(each.get("TargetMode", "")).strip().lower() == "external"
            or ":" in target
            or target[:2] in ("//", "\\\\")
        )
        if outside and not (kind == "hyperlink" and target.startswith(_ADDRESSES)):
            raise DocumentError("Word 文件里有会连到别处的图片、模板或对象", _REMEDY)


def _fields(tree: Any) -> Iterator[str]:
    """The instruction of each field, put together from its runs. A field that gets its name from one inside has none of
    its own: "" is in no list."""
    open_fields: list[list[str]] = []
    for each in tree.iter():
        local = _local(each)
        if local == "fldSimple":
            yield _attribute(each, "instr")
        elif local == "fldChar":
            kind = _attribute(each, "fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif kind == "end" and open_fields:
                yield "".join(open_fields.pop())
        elif local in ("instrText", "delInstrText"):
            if not open_fields:
                open_fields.append([])
            open_fields[-1].append(each.text or "")
    yield from ("".join(each) for each in open_fields)


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")
