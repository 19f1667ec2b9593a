"""Files as people really have them: photographs of telephones, recordings, invoices, official documents."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from typing import Any

import pikepdf
from PIL import Image

UPRIGHT, ON_ITS_SIDE = 1, 6  # EXIF: how the camera was held
TAKEN_AT = 0x8825  # EXIF: the GPS block


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), *, held: int = UPRIGHT, **save: Any) -> bytes:
    """A photograph, red at the top of what was seen; `held` is what EXIF says of the camera."""
    seen = size if held == UPRIGHT else (size[1], size[0])
    picture = Image.new("RGB", seen, "navy")
    picture.paste("red", (0, 0, seen[0], seen[1] // 4))
    exif = Image.Exif()
    exif[0x0112] = held
    exif[0x010F] = "Phone"
    if held == ON_ITS_SIDE:
        picture = picture.rotate(90, expand=True)
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
        picture.info["exif"] = exif.tobytes()  # turned by a box of its own, as telephones write it
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif} if kind in ("JPEG", "WEBP") else {}), **save)
    return out.getvalue()


def sheets(pages: int) -> bytes:
    """A fax: a TIFF of several sheets."""
    first, *rest = (Image.new("1", (500, 700), at % 2) for at in range(pages))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="group4")
    return out.getvalue()


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def film(brand: bytes = b"isom", *, track: bytes = b"vide", length: int = 3000) -> bytes:
    """The boxes of a film (ISO/IEC 14496-12) whose index stands at the end, as telephones write it."""
    handler = _box(b"hdlr", b"\0" * 8 + track + b"\0" * 13)
    index = _box(b"moov", _box(b"trak", _box(b"mdia", handler)))
    return _box(b"ftyp", brand + b"\0\0\2\0") + _box(b"mdat", b"\x5a" * length) + index


def sound(length: int = 2000) -> bytes:
    """A second of nothing, as WAV: every browser plays it."""
    body = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", length)
    return b"RIFF" + struct.pack("<I", 4 + len(body) + length) + b"WAVE" + body + b"\x80" * length


def mp3(frames: int = 5, *, tag: bytes = b"") -> bytes:
    """Frames of silence (MPEG 1, layer III, 128 kbit/s), behind a tag."""
    named = b"ID3\4\0\0" + bytes((0, 0, len(tag) >> 7, len(tag) & 127)) + tag if tag else b""
    return named + (b"\xff\xfb\x90\x44" + b"\0" * 413) * frames


def aac(frames: int = 5) -> bytes:
    """Frames of ADTS, each 20 bytes long."""
    return (b"\xff\xf1\x50\x80" + bytes((20 >> 3, (20 & 7) << 5 | 0x1F, 0xFC)) + b"\0" * 13) * frames


def ogg() -> bytes:
    """Two pages of Opus."""
    pages = [(2, b"OpusHead" + b"\1" * 11), (4, b"OpusTags" + b"\0" * 8)]
    return b"".join(b"OggS\0" + bytes((kind,)) + b"\0" * 20 + bytes((1, len(body))) + body for kind, body in pages)


def webm(kind: bytes = b"webm") -> bytes:
    """The head of a film as a browser records it."""
    body = b"\x42\x86\x81\1" + b"\x42\x82" + bytes((0x80 | len(kind),)) + kind
    return b"\x1a\x45\xdf\xa3" + bytes((0x80 | len(body),)) + body + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"\0" * 90


def avi() -> bytes:
    """Headers and nothing to see."""
    body = b"AVI " + b"".join(b"LIST" + struct.pack("<I", 4) + each for each in (b"hdrl", b"movi"))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def invoice_pdf() -> bytes:
    """An e-invoice: one page, its XBRL attached, and a form whose field runs a script."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(400, 300))
        field = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="total", V="106.00",
                Rect=[20, 20, 200, 50], DA="/Helv 12 Tf 0 g", F=4,
                AA=pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
            )
        )  # fmt: skip
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        made.pages[0].obj.Annots = pikepdf.Array([field])
        made.Root.AcroForm = pikepdf.Dictionary(
            Fields=[field], DA="/Helv 12 Tf 0 g", DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
        )
        made.attachments["invoice.xbrl"] = b"<xbrl/>"
        made.save(out)
    return out.getvalue()


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode()


def ofd(words: str = "电子发票（普通发票）", **more: bytes) -> bytes:
    """An invoice as the tax office sends it: a template with lines, text letter by letter, a picture, a seal."""
    stamp = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(stamp, "PNG")
    parts = {
        "OFD.xml": _xml(
            f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": _xml(
            f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
            '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
        ),
        "Doc_0/PublicRes.xml": _xml(
            f'<ofd:Res {_OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image">'
            "<ofd:MediaFile>code.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
        ),
        "Doc_0/Res/code.png": stamp.getvalue(),
        "Doc_0/Tpls/Tpl_0/Content.xml": _xml(
            f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer><ofd:PathObject Boundary="5 30 200 80" LineWidth="0.3">'
            '<ofd:StrokeColor Value="128 0 0"/>'
            "<ofd:AbbreviatedData>M 0 0 L 200 0 L 200 80 L 0 80 C</ofd:AbbreviatedData>"
            "</ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>"
        ),
        "Doc_0/Pages/Page_0/Content.xml": _xml(
            f'<ofd:Page {_OFD}><ofd:Template TemplateID="2"/><ofd:Content><ofd:Layer>'
            '<ofd:TextObject Boundary="60 10 90 10" Size="6"><ofd:FillColor Value="128 0 0"/>'
            f'<ofd:TextCode X="0" Y="6" DeltaX="g {len(words) - 1} 6">{words}</ofd:TextCode></ofd:TextObject>'
            '<ofd:ImageObject Boundary="8 5 20 20" CTM="20 0 0 20 0 0" ResourceID="9"/>'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        ),
        "Doc_0/Signs/Signatures.xml": _xml(
            f'<ofd:Signatures {_OFD}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>'
        ),
        "Doc_0/Signs/Sign_0/Signature.xml": _xml(
            f"<ofd:Signature {_OFD}><ofd:SignedInfo>"
            '<ofd:StampAnnot ID="1" PageRef="1" Boundary="90 5 30 20"/></ofd:SignedInfo>'
            "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"
        ),
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82asn1" + stamp.getvalue() + b"signature",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in (parts | {name.replace("__", "/"): body for name, body in more.items()}).items():
            made.writestr(name, body)
    return out.getvalue()


def silk() -> bytes:
    """A voice message as WeChat keeps it."""
    return b"\x02#!SILK_V3" + base64.b64decode("AAAA") * 30
