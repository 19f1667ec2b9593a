"""Copies for reading: pictures a browser draws, upright and of a size it can bear; PDFs of pages and nothing else.

A copy tells nothing the page does not show: the place a photograph was taken at stays in the original.
"""

from __future__ import annotations

import io
import warnings
from math import inf
from time import monotonic
from typing import Any, BinaryIO

from common.documents.adapters.ofd import ofd_to_pdf
from common.documents.rules import Limits
from common.documents.rules.pdfs import acting, dictionaries, is_active, is_ink, notes_of
from common.documents.rules.pictures import FORMATS, count_sheets, ready
from common.documents.rules.segments import pixels_only
from common.documents.states import MediaType

LONGEST = 4000  # pixels of a copy's longer side: a photographed page of print stays readable
QUALITY = 88

Made = tuple[bytes, MediaType, int]  # content, type, pages


class TooLongError(Exception):
    """The copy takes longer than a worker may: begun again, it would take as long."""


class StillActiveError(Exception):
    """What was made would run or hide something still: it is not shown."""


def make_copy(media: MediaType, original: BinaryIO, limits: Limits, until: float = inf) -> Made:
    """The copy of a file of this type; whatever its reader raises when it cannot be made, TooLongError when it is not
    made by `until` (of the monotonic clock)."""
    if media is MediaType.PDF:
        return flatten(original)
    if media is MediaType.OFD:
        return ofd_to_pdf(original, limits)
    return picture(media, original, limits, until)


def picture(media: MediaType, original: BinaryIO, limits: Limits, until: float = inf) -> Made:
    """A JPEG, or a PNG where parts are transparent; a TIFF of several sheets as a PDF."""
    from PIL import Image

    ready()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the bounds were checked on the way in
        with Image.open(original, formats=[FORMATS.get(media, media.name)]) as image:
            pages = count_sheets(image, limits) if media is MediaType.TIFF else 1
            if pages > 1:
                return _sheets(image, pages, until), MediaType.PDF, pages
            out, shown = io.BytesIO(), _shown(image)
            profile = {"icc_profile": shown.info["icc_profile"]} if shown.info.get("icc_profile") else {}
            if shown.mode in ("RGBA", "LA"):
                shown.save(out, "PNG", **profile)
                return out.getvalue(), MediaType.PNG, 1
            shown.save(out, "JPEG", quality=QUALITY, **profile)
            return out.getvalue(), MediaType.JPEG, 1


def _sheets(image: Any, pages: int, until: float) -> bytes:
    """One sheet after the other: a scan of a hundred pages is never in memory as a whole."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        for at in range(pages):
            if monotonic() > until:
                raise TooLongError(f"sheet {at} of {pages}")
            image.seek(at)
            sheet = io.BytesIO()
            _shown(image).convert("RGB").save(sheet, "PDF", resolution=150)
            with pikepdf.open(sheet) as one:
                made.pages.extend(one.pages)
        made.save(out)
    return out.getvalue()


def _shown(image: Any) -> Any:
    """Upright and no longer than LONGEST, in colours every browser knows."""
    from PIL import Image, ImageOps

    part = min(1.0, LONGEST / max(image.size))
    if part < 1:  # a JPEG is read at a fraction of its size, never smaller than asked for
        image.draft("RGB", (max(1, int(image.width * part)), max(1, int(image.height * part))))
    if part < 1 and image.mode == "1":  # lines of a scan grow grey, none is left out
        image = image.convert("L")
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)  # first, so that the whole is in memory once
    upright = ImageOps.exif_transpose(image)
    clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    found = upright.convert("RGBA" if clear else "L" if upright.mode in ("1", "L", "I;16") else "RGB")
    # A place, a comment, a text chunk: none is written with the pixels. A profile of ink is none of these colours.
    profile = None if upright.mode == "CMYK" else upright.info.get("icc_profile")
    found.info = {"icc_profile": profile} if profile else {}
    return found


def flatten(original: BinaryIO) -> Made:
    """The pages of a PDF as they look, without what runs, hides or asks (scripts, attachments, forms) and without what
    is said beside them (who made it, where a photograph on it was taken). Written anew: earlier revisions and what no
    page needs stay behind. StillActiveError when one of these is left."""
    import pikepdf

    with pikepdf.open(original) as pdf:
        root = pdf.Root
        if "/AcroForm" in root:
            _drop(root.AcroForm, "/XFA")
            # Only where a filled-in field was left for the viewer to draw: drawn anew, Chinese would be lost.
            root.AcroForm.NeedAppearances = any("/AP" not in one for page in pdf.pages for one in notes_of(page))
            pdf.generate_appearance_streams()
        # What was filled in, stamped and signed becomes ink on the page.
        pdf.flatten_annotations("screen")
        for page in pdf.pages:
            if "/Annots" in page.obj:
                page.obj.Annots = pikepdf.Array([each for each in notes_of(page) if is_ink(each)])
        _drop(root, "/AcroForm", "/OpenAction")
        for entries, key in list(acting(pdf)):
            _drop(entries, key)
        _silence(pdf)
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        pdf.save(out)
        pages = len(pdf.pages)
    with pikepdf.open(out) as made:
        if is_active(made):
            raise StillActiveError
    return out.getvalue(), MediaType.PDF, pages


# Of a document, a page or a picture: what programs keep for themselves, what is fetched from elsewhere.
_ASIDE = ("/Metadata", "/PieceInfo", "/Thumb", "/Ref", "/OPI", "/Alternates")
_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream: its content in another file


def _silence(pdf: Any) -> None:
    import pikepdf

    _drop(pdf.trailer, "/Info")
    for entries in dictionaries(pdf):
        _drop(entries, *_ASIDE)
        if isinstance(entries, pikepdf.Stream):
            _drop(entries, *_OUTSIDE)
            if entries.get("/Filter") == pikepdf.Name.DCTDecode:
                entries.write(
                    pixels_only(entries.read_raw_bytes()),
                    filter=pikepdf.Name.DCTDecode,
                    decode_parms=_parms(entries),
                )


def _parms(stream: Any) -> Any:
    """How a picture's colours are meant, where its filter is told so."""
    return stream.get("/DecodeParms")


def _drop(entries: Any, *keys: str) -> None:
    for key in keys:
        if key in entries:
            del entries[key]
