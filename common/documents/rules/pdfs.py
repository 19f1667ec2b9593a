"""PDF files: whether they can be read, and what in them is more than pages (attachments, scripts, forms)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from common.documents.rules.bounds import DocumentError, Inspected, Limits
from common.documents.states import MediaType

# Addresses a reader opens by a click; anything else behind a click is no plain link.
_ADDRESSES = ("http://", "https://", "mailto:", "tel:")
# What else an action may be (ISO 32000-2, table 201): known by itself, wherever it stands.
_RUNNING = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/Hide",
     "/Named", "/SetOCGState", "/Trans", "/GoTo3DView", "/RichMediaExecute", "/GoToR", "/GoToE", "/GoToDp", "/Thread")
)  # fmt: skip
# Keys an action stands under, and those of the table of triggers (/AA, tables 197-200).
_ACTION_KEYS = ("/A", "/PA", "/OpenAction", "/Next")
_TRIGGERS = frozenset(
    ("/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI", "/O", "/C", "/K", "/F", "/V", "/WC", "/WS",
     "/DS", "/WP", "/DP")
)  # fmt: skip
_ROOT_ONLY = ("/AF", "/AcroForm", "/Collection")
_MOST_OBJECTS = 1_000_000  # dictionaries and lists: far above any file of a thousand pages
# Annotations that are ink on the page.
_INK = ("/Link", "/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Stamp", "/Ink", "/Line",
        "/Square", "/Circle", "/Polygon", "/PolyLine", "/Popup", "/Caret", "/Watermark")  # fmt: skip


def read_pdf(file: BinaryIO, limits: Limits) -> Inspected:
    """Pages. Every PDF is read by a flattened copy: what an earlier revision or the bytes after its end hold, no walk
    of its objects finds. DocumentError when it cannot be read."""
    import pikepdf

    file.seek(0)
    try:
        # No repair attempts written anywhere; damaged files raise here or when the pages are counted.
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
            if pages <= limits.pages:
                is_active(pdf)  # the walk of the copy, tried here: whose objects are too many is told at the file
    except DocumentError:
        raise
    except pikepdf.PasswordError:
        raise DocumentError("文件已加密", "请取消密码后重新上传") from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError, TypeError, KeyError, AttributeError):
        raise DocumentError("PDF 文件已损坏", "请检查原文件能否打开，或重新扫描后上传") from None
    if pages == 0:
        raise DocumentError("PDF 文件没有页面", "请检查原文件后重新上传")
    if pages > limits.pages:
        raise DocumentError(f"PDF 超过 {limits.pages} 页", "请拆成几份后上传")
    return Inspected(MediaType.PDF, pages, copied=True)


def is_active(pdf: Any) -> bool:
    """Anything besides pages: scripts, programs to launch, files inside (an e-invoice's XBRL), forms to fill in."""
    if any(True for _ in acting(pdf)):
        return True
    return any(not is_ink(each) for page in pdf.pages for each in notes_of(page))


def acting(pdf: Any) -> Iterator[tuple[Any, str]]:
    """(dictionary, key) of whatever runs, hides or asks, wherever in the file it stands: what an action is it says
    itself, so no list of places decides. Without these entries the file is pages, links and bookmarks."""
    import pikepdf

    root = pdf.Root
    yield from ((root, key) for key in _ROOT_ONLY if key in root)
    yield from ((page.obj, "/AF") for page in pdf.pages if "/AF" in page.obj)
    if isinstance(names := root.get("/Names"), pikepdf.Dictionary):
        yield from ((names, key) for key in list(names.keys()) if key != "/Dests")
    for entries in dictionaries(pdf):
        keys = set(entries.keys())
        kind = _kind(entries)
        if kind in _RUNNING:
            yield from ((entries, key) for key in ("/S", "/JS", "/F", "/Next") if key in keys)
        elif kind in ("/GoTo", "/URI") and "/Next" in keys:
            yield entries, "/Next"
        yield from ((entries, key) for key in _ACTION_KEYS if key in keys and not _plain(entries.get(key)))
        if _TRIGGERS & set(_under(entries, "/AA")):
            yield entries, "/AA"
        if any(isinstance(each, pikepdf.Stream) for each in _under(entries, "/EF").values()):
            yield entries, "/EF"


def _under(entries: Any, key: str) -> dict[str, Any]:
    import pikepdf

    found = entries.get(key)
    return {each: found.get(each) for each in list(found.keys())} if isinstance(found, pikepdf.Dictionary) else {}


def dictionaries(pdf: Any) -> Iterator[Any]:
    """Every dictionary of the file, that of a stream too, however deep. DocumentError beyond the bound."""
    import pikepdf

    seen = 0
    for each in pdf.objects:
        waiting = [each]
        while waiting:
            found = waiting.pop()
            seen += 1
            if seen > _MOST_OBJECTS:
                raise DocumentError("PDF 文件内部结构异常", "请用“打印为 PDF”另存后重新上传")
            if isinstance(found, pikepdf.Array):
                inside: list[Any] = list(found)
            elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
                inside = [found.get(key) for key in list(found.keys())]
            else:
                continue
            # What stands under a number of its own comes by itself.
            holders = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
            waiting += [one for one in inside if isinstance(one, holders) and not one.is_indirect]
            if not isinstance(found, pikepdf.Array):
                yield found


def _kind(entries: Any) -> str:
    import pikepdf

    found = entries.get("/S")
    return str(found) if isinstance(found, pikepdf.Name) else ""


def _plain(action: Any) -> bool:
    """No action at all (a destination, a bookmark's neighbour, a font that is called /A), or one that moves within the
    document or opens an address, and after which nothing follows."""
    import pikepdf

    if isinstance(action, pikepdf.Array):
        return all(_plain(each) for each in action if isinstance(each, pikepdf.Dictionary))
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return True
    kind = _kind(action)
    if kind == "/URI":
        return str(action.get("/URI", "")).strip().lower().startswith(_ADDRESSES) and "/Next" not in action
    return kind == "/GoTo" and "/Next" not in action


def notes_of(page: Any) -> list[Any]:
    import pikepdf

    found = page.obj.get("/Annots")
    return [each for each in found if isinstance(each, pikepdf.Dictionary)] if isinstance(found, pikepdf.Array) else []


def is_ink(annotation: Any) -> bool:
    """A mark on the page; what a click on it does is another question (`acting`)."""
    return str(annotation.get("/Subtype")) in _INK
