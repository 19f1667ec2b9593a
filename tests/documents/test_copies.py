"""What people really have: kept byte for byte, shown by a copy, played in the page."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from common.cases.events import By, Channel
from common.documents import tasks
from common.documents.actions import claim_copy, receive, remove
from common.documents.actions.copies import CLAIM, MAKING
from common.documents.adapters import copies
from common.documents.adapters.copies import LONGEST, TooLongError, make_copy
from common.documents.models import Document, ReadingCopy
from common.documents.rules import DocumentError, Limits, OutOfRange, byte_range, inspect
from common.documents.rules.names import given_name
from common.documents.rules.pdfs import is_active
from common.documents.rules.pictures import ready
from common.documents.states import EVIDENCE, CopyState, MediaType
from common.documents.views import send
from common.law import clock
from tests.documents.files import ON_ITS_SIDE, TAKEN_AT, film, invoice_pdf, ofd, photo, sheets, sound
from tests.factories import UserFactory

TODAY = date(2026, 11, 23)


def copy_of(content: bytes) -> tuple[bytes, MediaType, int]:
    found = inspect(io.BytesIO(content), len(content), Limits())
    assert found.copied
    return make_copy(found.media, io.BytesIO(content), Limits())


def top_of(picture: bytes) -> str:
    """What stands at the top of a picture: the photographs of these tests are red there."""
    with Image.open(io.BytesIO(picture)) as shown:
        red, _, blue = shown.convert("RGB").getpixel((shown.width // 2, 5))  # type: ignore[misc]
    return "red" if red > blue else "blue"


@pytest.mark.parametrize(
    "content",
    [
        photo("HEIF"),
        photo("WEBP"),
        photo("BMP"),
        photo("TIFF"),
        photo("JPEG", held=ON_ITS_SIDE),
        photo("HEIF", held=ON_ITS_SIDE),
    ],
    ids=["heic", "webp", "bmp", "tiff", "turned", "turned_heic"],
)
def test_a_picture_is_shown_upright_and_tells_no_more_than_it_shows(content: bytes) -> None:
    made, media, _ = copy_of(content)
    assert media is MediaType.JPEG
    assert top_of(made) == "red"
    with Image.open(io.BytesIO(made)) as shown:
        assert not shown.getexif()


SECRET = b"22N-112E-secret"


def telling(kind: str) -> bytes:
    """A picture that says where it was taken, in every place its kind has for that, and hides a page behind its end."""
    exif, text = Image.Exif(), PngInfo()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(TAKEN_AT)[29] = SECRET.decode()
    for add in (text.add_text, text.add_itxt):
        add("Comment", SECRET.decode())
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    save = {
        "JPEG": {"exif": exif, "comment": SECRET, "xmp": xmp},
        "PNG": {"exif": exif, "pnginfo": text},
        "WEBP": {"exif": exif, "xmp": xmp},
        "HEIF": {"exif": exif.tobytes(), "xmp": xmp},
        "TIFF": {"tiffinfo": {270: SECRET.decode()}},
        "BMP": {},
    }[kind]
    ready()
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(out, kind, **save)
    return out.getvalue() + (SECRET if kind in ("JPEG", "PNG", "BMP") else b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "TIFF", "BMP"])
def test_a_copy_says_nothing_beside_its_pixels(kind: str) -> None:
    content = telling(kind)
    assert SECRET in content
    made, _, _ = copy_of(content)
    assert SECRET not in made
    assert b"Exif" not in made
    assert b"xmpmeta" not in made


def test_the_photograph_on_a_page_says_nothing_either() -> None:
    out, taken = io.BytesIO(), telling("JPEG")
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(400, 300))
        shown = made.make_stream(
            taken, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=400, Height=300,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        shown.Metadata = made.make_stream(SECRET)
        page = made.pages[0].obj
        page.Resources = _named(XObject=_named(Photo=shown))
        page.Contents = made.make_stream(b"q 400 0 0 300 0 0 cm /Photo Do Q")
        made.docinfo["/Author"] = SECRET.decode()
        made.save(out)
    flat, _, _ = copy_of(out.getvalue())
    assert SECRET in out.getvalue()
    assert SECRET not in flat
    with pikepdf.open(io.BytesIO(flat)) as read:
        (picture,) = read.pages[0].get_images().values()
        assert pikepdf.PdfImage(picture).as_pil_image().getpixel((9, 9))[0] > 200


def test_an_earlier_revision_stays_behind() -> None:
    """A script that a later revision leaves out is found by no walk: the copy is written anew."""
    hidden = _hidden("opening")
    with pikepdf.open(io.BytesIO(hidden)) as first:
        root, numbers = first.Root.objgen[0], len(first.objects)
        pages = first.Root.Pages.objgen[0]
    start = hidden.rindex(b"startxref") + 9
    before = int(hidden[start : hidden.index(b"%%EOF", start)])
    at = len(hidden)
    later = f"{root} 0 obj\n<< /Type /Catalog /Pages {pages} 0 R >>\nendobj\n".encode()
    table = f"xref\n{root} 1\n{at:010} 00000 n \ntrailer\n<< /Size {numbers + 1} /Root {root} 0 R /Prev {before} >>\n"
    revised = hidden + later + table.encode() + f"startxref\n{at + len(later)}\n%%EOF\n".encode()
    made, _, _ = copy_of(revised)
    with pikepdf.open(io.BytesIO(revised)) as now:
        assert "/OpenAction" not in now.Root
    assert b"app.alert" in revised
    assert b"app.alert" not in made


def test_a_copy_that_would_still_act_is_not_shown(monkeypatch: Any) -> None:
    monkeypatch.setattr(copies, "acting", lambda pdf: ())
    with pytest.raises(copies.StillActiveError):
        copy_of(_hidden("link"))


def test_what_is_played_or_saved_has_no_copy() -> None:
    for content in (sound(), film()):
        assert not inspect(io.BytesIO(content), len(content), Limits()).copied


def test_a_photograph_of_108_million_pixels_is_scaled() -> None:
    content = photo("JPEG", (12032, 9024), quality=30)
    made, _, _ = copy_of(content)
    with Image.open(io.BytesIO(made)) as shown:
        assert max(shown.size) == LONGEST


def test_a_fax_of_three_sheets_is_three_pages() -> None:
    made, media, pages = copy_of(sheets(3))
    assert (media, pages) == (MediaType.PDF, 3)
    with pikepdf.open(io.BytesIO(made)) as shown:
        assert len(shown.pages) == 3


def test_the_sheets_of_a_scan_are_bounded_together() -> None:
    content = sheets(5)  # of 350,000 pixels
    assert inspect(io.BytesIO(content), len(content), Limits(pixels=350_000, together=1_750_000)).pages == 5
    for bounds, words in (({"together": 1_749_999}, "各页合起来"), ({"pages": 4}, "超过 4 页")):
        with pytest.raises(DocumentError, match=words):
            inspect(io.BytesIO(content), len(content), Limits(**bounds))
    with pytest.raises(DocumentError, match="各页合起来"):  # nor is what came in before the bound
        make_copy(MediaType.TIFF, io.BytesIO(content), Limits(together=400_000))


def test_a_large_sheet_behind_a_small_one_is_refused_on_arrival() -> None:
    out = io.BytesIO()
    Image.new("1", (10, 10)).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (500, 700))])
    with pytest.raises(DocumentError, match="图片尺寸过大"):
        inspect(out, len(out.getvalue()), Limits(pixels=1000))


def test_a_scan_that_takes_too_long_is_left() -> None:
    with pytest.raises(TooLongError):
        make_copy(MediaType.TIFF, io.BytesIO(sheets(3)), Limits(), until=0.0)


def test_an_e_invoice_is_shown_flat() -> None:
    made, media, pages = copy_of(invoice_pdf())
    assert (media, pages) == (MediaType.PDF, 1)
    with pikepdf.open(io.BytesIO(made)) as shown:
        assert not shown.attachments
        assert "/AcroForm" not in shown.Root
        drawn = [each.read_bytes() for each in shown.objects if isinstance(each, pikepdf.Stream)]
        assert any(b"106.00" in each for each in drawn)  # what was filled in stays on the page


def _named(**entries: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary({f"/{key}": each for key, each in entries.items()})


SCRIPT = {"S": pikepdf.Name.JavaScript, "JS": "app.alert(1)"}


SENDING = {"sends": "SubmitForm", "fills": "ImportData", "starts": "Launch", "elsewhere": "GoToR", "inside": "GoToE"}


def _hidden_further(made: pikepdf.Pdf, where: str, script: pikepdf.Dictionary) -> None:
    page, root = made.pages[0].obj, made.Root
    if where in SENDING:
        act = _named(S=pikepdf.Name(f"/{SENDING[where]}"), F="app.alert.cn", D=[0, pikepdf.Name.Fit])
        page.Annots = pikepdf.Array([_named(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)])
    elif where == "page":
        page.AA = _named(O=script)
    elif where == "deep_names":
        leaf = made.make_indirect(_named(Names=["a", script], Limits=["a", "a"]))
        root.Names = _named(JavaScript=_named(Kids=[made.make_indirect(_named(Kids=[leaf]))]))
    elif where in ("FileAttachment", "RichMedia", "Screen", "Movie", "3D"):
        inside = _named(EF=_named(F=made.make_stream(b"app.alert")))
        note = _named(
            Subtype=pikepdf.Name(f"/{where}"),
            Rect=[0, 0, 9, 9],
            FS=inside,
            RichMediaContent=inside,
            AA=_named(E=script),
        )
        page.Annots = pikepdf.Array([note])
    elif where == "xfa":
        root.AcroForm = _named(Fields=[], XFA=made.make_stream(b"app.alert"))
    elif where == "af":
        root.AF = page.AF = pikepdf.Array([_named(EF=_named(F=made.make_stream(b"app.alert")))])
    elif where == "fetched":
        page.Contents = made.make_stream(b"", F="app.alert")


def _hidden(where: str) -> bytes:
    """A page whose script stands where a list of places would not look."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(400, 300))
        page, root = made.pages[0].obj, made.Root
        script = _named(**SCRIPT)
        moves = _named(S=pikepdf.Name.GoTo, D=[page, pikepdf.Name.Fit], Next=script)
        if where == "opening":
            root.OpenAction = moves
        elif where == "far_down":
            root.OpenAction = _named(S=pikepdf.Name.URI, URI="https://a.cn/", Next=[_named(S=pikepdf.Name.GoTo), moves])
        elif where == "link":
            page.Annots = pikepdf.Array([_named(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=moves)])
        elif where == "address":
            address = _named(S=pikepdf.Name.URI, URI="javascript:alert(1)")
            page.Annots = pikepdf.Array([_named(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=address)])
        elif where == "bookmark":
            marks = made.make_indirect(_named(Type=pikepdf.Name.Outlines))
            marks.First = marks.Last = made.make_indirect(_named(Title="a", Parent=marks, A=script))
            root.Outlines = marks
        elif where == "bookmarks_trigger":
            root.Outlines = made.make_indirect(_named(Type=pikepdf.Name.Outlines, AA=_named(E=script)))
        elif where == "names":
            root.Names = _named(Renditions=_named(Names=["a", _named(S=pikepdf.Name.MR)]))
        elif where == "file":
            inside = made.make_stream(b"MZ")
            note = _named(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], FS=_named(EF=_named(F=inside)))
            page.Annots = pikepdf.Array([note])
        else:
            _hidden_further(made, where, script)
        made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "where",
    ["opening", "far_down", "link", "address", "bookmark", "bookmarks_trigger", "names", "file", "sends", "fills",
     "starts",
     "elsewhere", "inside", "page", "deep_names", "FileAttachment", "RichMedia", "Screen", "Movie", "3D", "xfa",
     "af", "fetched"],
)  # fmt: skip
def test_no_script_is_left_in_a_copy_wherever_it_stood(where: str) -> None:
    made, media, pages = copy_of(_hidden(where))
    assert (media, pages) == (MediaType.PDF, 1)
    with pikepdf.open(io.BytesIO(made)) as shown:
        assert not is_active(shown)
        flat = b"".join(each.unparse(resolved=True) for each in shown.objects)
    acts = (
        b"/JavaScript",
        b"/JS",
        b"javascript:",
        b"/EF",
        b"/Renditions",
        b"alert",
        b"/SubmitForm",
        b"/Launch",
        b"/GoToR",
    )
    assert not any(word in flat for word in acts)


def test_links_and_bookmarks_are_pages_only_and_a_font_may_be_called_like_them() -> None:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        page = made.pages[0].obj
        font = _named(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = _named(Font=_named(A=font, AA=font, EF=font, Next=font))
        link = _named(S=pikepdf.Name.URI, URI="https://www.court.gov.cn/")
        page.Annots = pikepdf.Array([_named(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)])
        made.Root.OpenAction = pikepdf.Array([page, pikepdf.Name.Fit])
        with made.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem("一", 0), pikepdf.OutlineItem("二", 0)]
        made.save(out)
    with pikepdf.open(out) as handed_in:
        assert not is_active(handed_in)
    made, _, _ = copy_of(out.getvalue())
    with pikepdf.open(io.BytesIO(made)) as shown:
        assert str(shown.pages[0].Annots[0].A.URI) == "https://www.court.gov.cn/"
        with shown.open_outline() as outline:
            assert [each.title for each in outline.root] == ["一", "二"]


def test_an_ofd_is_drawn(tmp_path: Any) -> None:
    made, media, pages = copy_of(ofd("电子发票"))
    assert (media, pages) == (MediaType.PDF, 1)
    with pikepdf.open(io.BytesIO(made)) as shown:
        _, _, width, height = (float(each) for each in shown.pages[0].mediabox)
        assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 140)
        assert len(list(shown.pages[0].get_images())) >= 1


def test_an_ofd_without_pages_fails_and_the_original_stays() -> None:
    with pytest.raises(ValueError, match="no page"):
        copy_of(ofd(Doc_0__Document=b"", **{"Doc_0__Pages__Page_0__Content.xml": b""}))


def test_the_pictures_of_an_ofd_are_bounded_together() -> None:
    with pytest.raises(ValueError, match="too many pixels"):
        make_copy(MediaType.OFD, io.BytesIO(ofd()), Limits(together=2399))  # one picture of 60 x 40


RANGES = {
    "": None,
    "bytes=0-": (0, 100),
    "bytes=10-19": (10, 20),
    "bytes=90-500": (90, 100),
    "bytes=-5": (95, 100),
    "bytes=-500": (0, 100),
    "bytes=0-1,5-9": None,
    "bytes=-": None,
    "bytes=9-3": None,
    "seconds=0-1": None,
}


@pytest.mark.parametrize(("header", "part"), RANGES.items())
def test_ranges(header: str, part: tuple[int, int] | None) -> None:
    assert byte_range(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_beyond_the_end(header: str) -> None:
    with pytest.raises(OutOfRange):
        byte_range(header, 100)


@pytest.mark.parametrize(
    ("raw", "name"),
    [("", "录音.mp3"), ("...", "录音.mp3"), ("借条.mp3", "借条.mp3"), ("名" * 255, "名" * 120), ("\0", "录音.mp3")],
)
def test_a_file_without_a_name_is_called_by_what_it_is(raw: str, name: str) -> None:
    assert given_name(raw, MediaType.MP3.noun, MediaType.MP3.extension) == name


@pytest.mark.django_db
class TestKept:
    def _sent(self, content: bytes, name: str, owner: Any) -> Document:
        by = By(user_id=owner.pk, channel=Channel.WEB)
        upload = SimpleUploadedFile(name, content)
        return receive(upload=upload, by=by, today=TODAY, kind="evidence", draft_key=f"d{owner.pk}", takes=EVIDENCE)

    def test_the_original_is_kept_and_the_copy_shown(self, client: Any) -> None:
        zhang, content = UserFactory(), photo("HEIF", held=ON_ITS_SIDE)
        kept = self._sent(content, "借条.HEIC", zhang)
        client.force_login(zhang)
        waits = client.get(f"/documents/{kept.uid}/look/")
        assert "正在转换" in waits.content.decode()
        assert waits["Refresh"] == "2"
        assert client.get(f"/documents/{kept.uid}/?inline=1").status_code == 302
        assert tasks.sweep_copies() == 1
        assert tasks.sweep_copies() == 0
        page = client.get(f"/documents/{kept.uid}/look/").content.decode()
        assert "<img" in page
        assert hashlib.sha256(content).hexdigest() in page
        shown = client.get(f"/documents/{kept.uid}/?inline=1")
        assert shown["Content-Type"] == "image/jpeg"
        assert top_of(b"".join(shown.streaming_content)) == "red"
        original = client.get(f"/documents/{kept.uid}/")
        assert original["Content-Type"] == "image/heic"
        assert b"".join(original.streaming_content) == content

    def test_a_pdf_with_a_script_is_only_saved(self) -> None:
        kept = self._sent(_hidden("opening"), "合同.pdf", UserFactory())

        def way(document: Document, *, inline: bool) -> str:
            answer = send(document, inline=inline)
            answer.file_to_stream.close()  # type: ignore[attr-defined]
            return answer["Content-Disposition"].partition(";")[0]

        assert way(kept, inline=True) == "attachment"
        tasks.sweep_copies()
        shown = Document.objects.get()
        assert (way(shown, inline=True), way(shown, inline=False)) == ("inline", "attachment")

    def test_a_copy_that_cannot_be_made_leaves_the_original(self, client: Any) -> None:
        zhang = UserFactory()
        kept = self._sent(ofd(**{"OFD.xml": b"<broken"}), "发票.ofd", zhang)
        at = clock.now()
        for _ in range(3):
            with clock.at(at):
                assert tasks.sweep_copies() == 0
            at += timedelta(minutes=10)
        assert ReadingCopy.objects.get().state == CopyState.FAILED
        client.force_login(zhang)
        assert "请下载原件" in client.get(f"/documents/{kept.uid}/look/").content.decode()

    def test_a_copy_that_took_too_long_is_not_begun_again(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(tasks, "MAKING", timedelta(seconds=-1))
        self._sent(sheets(3), "传真.tif", UserFactory())
        assert tasks.sweep_copies() == 0
        row = ReadingCopy.objects.get()
        assert (row.state, row.attempts) == (CopyState.FAILED, 1)
        assert timedelta(minutes=2) <= MAKING < CLAIM / 2

    def test_a_copy_that_takes_its_worker_with_it_is_tried_thrice(self) -> None:
        self._sent(sheets(3), "传真.tif", UserFactory())
        at, row = clock.now(), ReadingCopy.objects.get()
        for _ in range(3):
            assert claim_copy(pk=row.pk, now=at) is not None
            assert claim_copy(pk=row.pk, now=at) is None
            at += timedelta(hours=1)
        assert claim_copy(pk=row.pk, now=at) is None
        assert ReadingCopy.objects.get().state == CopyState.FAILED

    def test_a_recording_is_played_in_the_page_and_skipped_through(self, client: Any) -> None:
        zhang, content = UserFactory(), sound(5000)
        kept = self._sent(content, "通话.wav", zhang)
        client.force_login(zhang)
        page = client.get(f"/documents/{kept.uid}/look/")
        assert "<audio controls" in page.content.decode()
        assert "media-src 'self'" in page["Content-Security-Policy"]
        address = f"/documents/{kept.uid}/?inline=1"
        whole = client.get(address)
        assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
        assert b"".join(whole.streaming_content) == content
        part = client.get(address, HTTP_RANGE="bytes=100-199")
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-199/{len(content)}")
        assert (part["Content-Length"], b"".join(part.streaming_content)) == ("100", content[100:200])
        other = client.get(address, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE='"another"')
        assert other.status_code == 200
        b"".join(other.streaming_content)
        beyond = client.get(address, HTTP_RANGE="bytes=999999-")
        assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(content)}")

    def test_a_film_is_played_and_what_no_browser_plays_is_saved(self, client: Any) -> None:
        zhang = UserFactory()
        client.force_login(zhang)
        clip = self._sent(film(), "现场.mp4", zhang)
        assert "<video controls" in client.get(f"/documents/{clip.uid}/look/").content.decode()
        call = self._sent(b"#!AMR\n" + b"\0" * 300, "通话.amr", zhang)
        assert "请下载原件" in client.get(f"/documents/{call.uid}/look/").content.decode()
        answer = client.get(f"/documents/{call.uid}/?inline=1")
        b"".join(answer.streaming_content)
        assert answer["Content-Disposition"].startswith("attachment")

    def test_taken_out_with_its_copy(self) -> None:
        kept = self._sent(photo("BMP"), "a.bmp", UserFactory())
        tasks.sweep_copies()
        paths = [kept.path, ReadingCopy.objects.get().path]
        remove(document=kept)
        assert not ReadingCopy.objects.exists()
        assert all(paths)

    def test_recordings_together_have_a_bound(self, settings: Any) -> None:
        settings.UPLOAD_MAX_TOGETHER = 5000
        zhang = UserFactory()
        self._sent(sound(3000), "a.wav", zhang)
        with pytest.raises(DocumentError, match="合起来超过"):
            self._sent(sound(2999), "b.wav", zhang)

    def test_a_stranger_sees_nothing(self, client: Any) -> None:
        kept = self._sent(sound(), "a.wav", UserFactory())
        client.force_login(UserFactory())
        assert client.get(f"/documents/{kept.uid}/look/").status_code == 404
        assert default_storage.exists(kept.path)
