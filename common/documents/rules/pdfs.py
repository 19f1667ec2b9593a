"""PDF files: whether they can be read, and whether they hold more than pages (attachments, scripts, forms)."""

from __future__ import annotations

from typing import Any, BinaryIO

from common.documents.rules.bounds import DocumentError, Inspected, Limits
from common.documents.states import MediaType

# Actions that only move within the document or open a page the reader clicks on.
_HARMLESS_ACTIONS = ("/GoTo", "/URI", "/Named")
# Annotations that are ink on the page.
_INK = ("/Link", "/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Stamp", "/Ink", "/Line",
        "/Square", "/Circle", "/Polygon", "/PolyLine", "/Popup", "/Caret", "/Watermark")  # fmt: skip


def read_pdf(file: BinaryIO, limits: Limits) -> Inspected:
    """Pages, and whether a flattened copy is shown in its place. DocumentError when it cannot be read."""
    import pikepdf

    file.seek(0)
    try:
        # No repair attempts written anywhere; damaged files raise here or when the pages are counted.
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
            active = pages <= limits.pages and is_active(pdf)
    except pikepdf.PasswordError:
        raise DocumentError("文件已加密", "请取消密码后重新上传") from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError, TypeError, KeyError, AttributeError):
        raise DocumentError("PDF 文件已损坏", "请检查原文件能否打开，或重新扫描后上传") from None
    if pages == 0:
        raise DocumentError("PDF 文件没有页面", "请检查原文件后重新上传")
    if pages > limits.pages:
        raise DocumentError(f"PDF 超过 {limits.pages} 页", "请拆成几份后上传")
    return Inspected(MediaType.PDF, pages, copied=active)


def is_active(pdf: Any) -> bool:
    """Anything besides pages: scripts, programs to launch, files inside (an e-invoice's XBRL), forms to fill in."""
    import pikepdf

    root = pdf.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and ("/JavaScript" in names or "/EmbeddedFiles" in names):
        return True
    if any(key in root for key in ("/AA", "/AF", "/AcroForm", "/Collection")) or _acts(root.get("/OpenAction")):
        return True
    return any("/AA" in page.obj or any(not is_ink(each) for each in notes_of(page)) for page in pdf.pages)


def notes_of(page: Any) -> list[Any]:
    import pikepdf

    found = page.obj.get("/Annots")
    return [each for each in found if isinstance(each, pikepdf.Dictionary)] if isinstance(found, pikepdf.Array) else []


def is_ink(annotation: Any) -> bool:
    """Nothing but marks on the page."""
    harmless = "/AA" not in annotation and not _acts(annotation.get("/A"))
    return harmless and str(annotation.get("/Subtype")) in _INK


def _acts(action: Any) -> bool:
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in _HARMLESS_ACTIONS
