"""What people upload: taken, or refused with the cause and the remedy."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.cases.actions import admit
from common.cases.events import Audience, By, Channel
from common.cases.rules import ActionRefused
from common.cases.states import Capacity
from common.documents.access import visible_to
from common.documents.actions import attach_draft, receive, remove
from common.documents.models import Document
from common.documents.rules import DocumentError, Limits, clean_name, inspect, named_as
from common.documents.rules.office import MAIN
from common.documents.states import PAPERS, MediaType
from common.documents.tasks import sweep_copies
from common.law import clock
from common.people.states import Role
from tests.documents.files import aac, avi, film, invoice_pdf, mp3, ofd, ogg, photo, sheets, silk, sound, webm
from tests.factories import UserFactory, court, staff
from tests.factories.cases import make_case

TODAY = date(2026, 11, 23)
WEB = By(user_id=None, channel=Channel.WEB)


def pdf(pages: int = 1, **save: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out, **save)
    return out.getvalue()


def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        change(made)
        made.save(out)
    return out.getvalue()


def opens_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def hides_file(made: pikepdf.Pdf) -> None:
    made.attachments["a.exe"] = b"MZ"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).save(out, kind)
    return out.getvalue()


def huge_png() -> bytes:
    """A few hundred bytes that say they are 60,000 x 60,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
    )
    parts = {"[Content_Types].xml": types.encode(), "word/document.xml": b"<document/>"}
    return archive(parts | {name.replace("__", "/"): body for name, body in more.items()})


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """A Word file that draws something in."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return docx(**{"word/_rels/document.xml.rels": f"<Relationships>{one}</Relationships>".encode()})


def fields(*runs: str) -> bytes:
    """A Word file with a field whose instruction stands in several runs; "{" and "}" open and end one."""
    marks = {"{": "begin", "}": "end"}
    body = "".join(
        f'<w:fldChar w:fldCharType="{marks[run]}"/>' if run in marks else f"<w:instrText>{run}</w:instrText>"
        for run in ("{", *runs, "}")
    )
    return docx(**{"word/document.xml": f'<w:document xmlns:w="urn:w">{body}</w:document>'.encode()})


def typed(kind: str, part: str = "word/document.xml", content: bytes = b"<a/>") -> bytes:
    """A Word file one part of which is of another kind than its name says."""
    with zipfile.ZipFile(io.BytesIO(docx())) as plain:
        types = plain.read("[Content_Types].xml").decode().replace(MAIN, MAIN if part != "word/document.xml" else kind)
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    return docx(**{"[Content_Types].xml": types.replace("</Types>", override).encode(), part: content})


PDF = pdf()

TAKEN = {
    "pdf": (pdf(3), MediaType.PDF, 3),
    "jpeg": (picture("JPEG"), MediaType.JPEG, 1),
    "png": (picture("PNG"), MediaType.PNG, 1),
    "docx": (docx(), MediaType.DOCX, 0),
    "docx_link": (related("hyperlink", "https://www.court.gov.cn/"), MediaType.DOCX, 0),
    "docx_fields": (fields(' HYPERLINK "https://a.cn/" ', "{", "PA", "GE", "}"), MediaType.DOCX, 0),
    "heic": (photo("HEIF"), MediaType.HEIC, 1),
    "webp": (photo("WEBP"), MediaType.WEBP, 1),
    "tiff": (sheets(3), MediaType.TIFF, 3),
    "bmp": (photo("BMP"), MediaType.BMP, 1),
    "ofd": (ofd(), MediaType.OFD, 0),
    "mp4": (film(), MediaType.MP4, 0),
    "mov": (film(b"qt  "), MediaType.MOV, 0),
    "3gp": (film(b"3gp4"), MediaType.GPP, 0),
    "m4a": (film(b"mp42", track=b"soun"), MediaType.M4A, 0),  # a telephone's recorder: the film brand, and no picture
    "mp3": (mp3(tag=b"\0" * 300), MediaType.MP3, 0),
    "mp3_bare": (mp3(), MediaType.MP3, 0),
    "mp3_long": (mp3(400) + b"TAG" + b"\0" * 125, MediaType.MP3, 0),
    "mp3_cut": (mp3()[:-100], MediaType.MP3, 0),
    "aac": (aac(), MediaType.AAC, 0),
    "ogg": (ogg(), MediaType.OGG, 0),
    "webm": (webm(), MediaType.WEBM, 0),
    "mkv": (webm(b"matroska"), MediaType.WEBM, 0),
    "avi": (avi(), MediaType.AVI, 0),
    "film_filled_up": (film() + b"\0" * 40, MediaType.MP4, 0),
    "amr": (b"#!AMR\n" + b"\0" * 300, MediaType.AMR, 0),
    "wav": (sound(), MediaType.WAV, 0),
    # What runs, hides or asks is shown flattened; the original is kept.
    "pdf_script": (pdf_with(opens_script), MediaType.PDF, 1),
    "pdf_attachment": (pdf_with(hides_file), MediaType.PDF, 1),
    "e_invoice": (invoice_pdf(), MediaType.PDF, 1),
    # A bank statement that may be read by all and changed by nobody.
    "owner_password": (
        pdf(encryption=pikepdf.Encryption(owner="bank", user="")),
        MediaType.PDF,
        1,
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_taken(name: str) -> None:
    content, media, pages = TAKEN[name]
    found = inspect(io.BytesIO(content), len(content), Limits())
    assert (found.media, found.pages) == (media, pages)


REFUSED = {
    "empty": (b"", "文件是空的"),
    "encrypted": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "文件已加密，请取消密码后重新上传"),
    "damaged_pdf": (b"%PDF-1.7\n" + b"x" * 500, "PDF 文件已损坏"),
    "pdf_prefixed": (b"GARBAGE\n" + pdf(), "PDF 文件开头夹有其他内容"),
    "pdf_and_zip": (pdf() + archive({"a.txt": b"a"}), "夹带了压缩包"),
    "pdf_pages": (pdf(9), "超过 8 页"),
    "pixel_bomb": (huge_png(), "图片尺寸过大"),
    "truncated_jpeg": (picture("JPEG", (400, 400))[:9000], "图片已损坏"),
    "broken_png": (picture("PNG")[:-30], "图片已损坏"),
    "jpeg_and_html": (picture() + b"<script>alert(1)</script>", "网页或程序"),
    "jpeg_and_php": (picture() + b"<?php system($_GET[0]);", "网页或程序"),
    "jpeg_and_zip": (picture() + archive({"a.class": b"a"}), "夹带了压缩包"),
    "png_and_zip": (picture("PNG") + archive({"a.class": b"a"}), "夹带了压缩包"),
    "broken_heic": (photo("HEIF")[:-400], "图片已损坏"),
    "cut_film": (film()[:-30], "录音或录像不完整"),
    "film_without_index": (film()[:3024], "录音或录像不完整"),
    # Begins like a recording and is something else.
    "amr_and_program": (b"#!AMR\nMZ" + b"\0" * 300, "不是能播放"),
    "mp3_head": (b"ID3\4" + b"\0" * 300, "不是能播放"),
    "mp3_one_frame": (mp3(1), "不是能播放"),
    "mp3_and_program": (mp3(2) + b"MZ" + b"\1" * 600, "不是能播放"),
    "mp3_and_html": (mp3(40) + b"<html><script>alert(1)</script>", "网页或程序"),
    "mp3_and_zip": (mp3(40) + archive({"a.class": b"a"}), "夹带了压缩包"),
    "film_and_zip": (film() + archive({"a.class": b"a"}), "夹带了压缩包"),
    "film_and_program": (film() + b"MZ" + b"\1" * 600, "录音或录像不完整"),
    "aac_head": (aac(1) + b"MZ" + b"\1" * 90, "不是能播放"),
    "ogg_head": (b"OggS" + b"\0" * 300, "不是能播放"),
    "ogg_and_program": (ogg() + b"MZ" + b"\1" * 90, "不是能播放"),
    "wav_head": (b"RIFF\0\0\0\0WAVE" + b"MZ\0\1" * 90, "不是能播放"),
    "wav_and_more": (sound() + b"MZ" * 40_000, "不是能播放"),
    "avi_head": (b"RIFF\0\0\0\0AVI MZ\0\1", "不是能播放"),
    "webm_word": (b"\x1a\x45\xdf\xa3" + b"\x9f webm" + b"\1" * 90, "不是能播放"),
    "wma": (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + b"\0" * 90, "WMA 录音或 WMV 录像，请转换成 MP3 或 MP4"),
    "wechat_voice": (silk(), "微信或 QQ 的语音"),
    "ofd_bomb": (ofd(Doc_0__x=b"\0" * 30_000_000), "内部结构异常"),
    "rar": (b"Rar!\x1a\x07\x00", "压缩包"),
    "zip": (archive({"a.txt": b"a"}), "压缩包"),
    "old_word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Word"),
    "gif": (b"GIF89a" + b"\0" * 60, "GIF"),
    "avif": (b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf" + b"\0" * 600, "这是 AVIF 图片，现在还收不了，请在相册里打开"),
    "jpeg_xl": (b"\0\0\0\x0cJXL \r\n\x87\n" + b"\0" * 60, "JPEG XL 图片"),
    "html": (b"<!doctype html><script>alert(1)</script>", "文件格式不支持"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "文件格式不支持"),
    "program": (b"MZ" + b"\0" * 600, "文件格式不支持"),
    "docx_bomb": (docx(word__bomb=b"\0" * 30_000_000), "内部结构异常"),
    "docx_macro": (typed("application/vnd.ms-office.vbaProject", "word/notes.xml"), "宏"),
    "docx_macro_renamed": (typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "docx_template": (typed(MAIN.replace("document.main", "template.main")), "宏，或是模板"),
    "docx_activex": (typed("application/vnd.ms-office.activeX+xml", "word/a.xml"), "宏或程序"),
    "docx_ole": (typed("application/vnd.openxmlformats-officedocument.oleObject", "word/a.xml"), "别的文件"),
    "docx_untyped": (docx(**{"word/a.bin": b"x"}), "别的文件"),
    "docx_zip_inside": (docx(**{"word/media/a.png": archive({"a": b"a"})}), "别的文件"),
    "docx_program_inside": (docx(**{"word/media/a.png": b"MZ" + b"a" * 60}), "别的文件"),
    "docx_remote_template": (related("attachedTemplate", "http://a.cn/a.dotm"), "模板"),
    "docx_template_inside": (related("attachedTemplate", "a.dotm", "Internal"), "模板"),
    "docx_remote_picture": (related("image", "http://a.cn/a.png"), "图片、模板或对象"),
    "docx_unsaid_remote": (related("image", "//a.cn/a.png", ""), "图片、模板或对象"),
    "docx_link_to_disk": (related("hyperlink", "file://a.cn/share"), "图片、模板或对象"),
    "docx_object": (related("oleObject", "a.bin", "Internal"), "模板、对象"),
    "docx_chunk": (related("aFChunk", "a.mht", "Internal"), "模板、对象"),
    "docx_dde": (fields(" DDEAUTO c:\\\\cmd.exe "), "会连到别处的域"),
    "docx_dde_in_runs": (fields("DD", "EAU", "TO c"), "会连到别处的域"),
    "docx_dde_by_codes": (fields("{", "QUOTE 68 68 69", "}", " cmd"), "会连到别处的域"),
    "docx_dde_simple": (
        docx(**{"word/document.xml": b'<w:d xmlns:w="urn:w"><w:fldSimple w:instr="DDE a b"/></w:d>'}),
        "会连到别处的域",
    ),
    "docx_included": (fields("INCLUDEPICTURE http://a.cn/a.png"), "会连到别处的域"),
    "docx_entities": (docx(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "已损坏"),
    "docx_not_xml": (docx(**{"word/document.xml": b"<open"}), "已损坏"),
    "docx_path": (docx(**{"..__..__etc__passwd": b"x"}), "内部结构异常"),
    "docx_cut": (docx()[:-40], "已损坏"),
    "large": (b"%PDF-" + b"0" * 3_000_001, "文件超过 2 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    content, words = REFUSED[name]
    with pytest.raises(DocumentError) as refused:
        inspect(io.BytesIO(content), len(content), Limits(pages=8, size=3_000_000))
    assert words in str(refused.value)
    assert refused.value.remedy


NAMES = {
    "借条.jpg": "借条.jpg",
    "../../etc/passwd": "passwd",
    "C:\\Users\\张三\\合同.pdf": "合同.pdf",
    "a\0b.pdf": "ab.pdf",
    "发票\u202efdp.exe": "发票fdp.exe",
    "零\u200b宽.pdf": "零宽.pdf",
    "换\r\n行.pdf": "换 行.pdf",
    'x"; filename="y.html': "x filename=y.html",
    "": "未命名文件",
    "...": "未命名文件",
    "名" * 300 + ".pdf": "名" * 116 + ".pdf",
}


@pytest.mark.parametrize(("raw", "clean"), NAMES.items())
def test_names(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


@pytest.mark.parametrize(
    ("name", "extension", "sent"),
    [
        ("a.exe", "pdf", "a.pdf"),
        ("a.jpeg", "jpg", "a.jpeg"),
        ("发票", "png", "发票.png"),
        ("2026.3.1 收条", "jpg", "2026.3.1 收条.jpg"),
    ],
)
def test_the_content_names_the_extension(name: str, extension: str, sent: str) -> None:
    assert named_as(name, extension) == sent


def upload(content: bytes, name: str = "借条.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def send(content: bytes = PDF, *, name: str = "借条.pdf", key: str = "draft-1") -> Document:
    return receive(upload=upload(content, name), by=WEB, today=TODAY, kind="evidence", draft_key=key)


@pytest.mark.django_db
class TestReceive:
    def test_kept_under_a_random_name(self) -> None:
        kept = send(name="../李四的借条.pdf")
        assert kept.title == "李四的借条"
        assert kept.media is MediaType.PDF
        assert "借条" not in kept.path
        with default_storage.open(kept.path) as stored:
            assert stored.read() == PDF

    def test_a_double_click_makes_one_file(self) -> None:
        assert send().pk == send().pk
        assert Document.objects.count() == 1

    def test_the_declared_size_is_not_believed(self, settings: object) -> None:
        settings.UPLOAD_MAX_BYTES = 2000  # type: ignore[attr-defined]
        file = upload(b"%PDF-" + b"0" * 5000)
        file.size = 10
        with pytest.raises(DocumentError, match="文件超过"):
            receive(upload=file, by=WEB, today=TODAY, kind="evidence", draft_key="d")

    def test_no_more_than_allowed_and_no_file_left_behind(self, settings: object) -> None:
        settings.UPLOAD_MAX_FILES = 2  # type: ignore[attr-defined]
        send(pdf(1), key="full")
        send(pdf(2), key="full")
        before = _stored()
        with pytest.raises(DocumentError, match="最多上传 2 个"):
            send(pdf(3), key="full")
        assert _stored() == before

    @pytest.mark.parametrize(
        ("scanner", "words"),
        [("infected", "未通过安全检查"), ("unsure", "未通过安全检查")],
    )
    def test_what_the_scanner_does_not_pass_is_not_taken(self, settings: object, scanner: str, words: str) -> None:
        settings.UPLOAD_SCANNER = f"tests.documents.test_uploads.{scanner}"  # type: ignore[attr-defined]
        with pytest.raises(DocumentError, match=words):
            send()
        assert not Document.objects.exists()

    def test_a_clean_file_passes_the_scanner(self, settings: object) -> None:
        settings.UPLOAD_SCANNER = "tests.documents.test_uploads.clean"  # type: ignore[attr-defined]
        assert send().pk


def infected(file: object) -> bool:
    return False


def unsure(file: object) -> None:
    return None


def clean(file: io.BytesIO) -> bool:
    return file.read(5) == b"%PDF-"


def _stored() -> int:
    return sum(1 for path in Path(default_storage.location).rglob("*") if path.is_file())


@pytest.mark.django_db
class TestSight:
    """张三 sues 李四; who opens which file."""

    def test_each_reads_what_is_theirs(self, settings: object) -> None:
        settings.EVENT_HANDLERS = []  # type: ignore[attr-defined]
        zhang, li, stranger = (UserFactory(name=name, verified=True) for name in ("张三", "李四", "路人"))
        clerk, elsewhere = staff(Role.CLERK), staff(Role.CLERK, court=court("luoding"))
        judge = staff(Role.JUDGE)
        case, first, second = make_case(court=court(), claimant_user=zhang, respondent_user=li)
        admit(case=case, user_id=zhang.pk, capacity=Capacity.PARTY, by=WEB, today=TODAY, party=first)
        admit(case=case, user_id=li.pk, capacity=Capacity.AGENT, by=WEB, today=TODAY, party=second)
        admit(case=case, user_id=judge.pk, capacity=Capacity.JUDGE, by=WEB, today=TODAY)
        with clock.at(TODAY):
            files = {
                "all": self._file(case, Audience.ALL),
                "zhang": self._file(case, Audience.SIDE, first),
                "li": self._file(case, Audience.SIDE, second),
                "staff": self._file(case, Audience.STAFF),
                "handlers": self._file(case, Audience.HANDLERS),
            }
        seen = {
            who: {name for name, file in files.items() if visible_to(user, TODAY).filter(pk=file.pk)}
            for who, user in {
                "zhang": zhang,
                "li": li,
                "clerk": clerk,
                "judge": judge,
                "stranger": stranger,
                "elsewhere": elsewhere,
            }.items()
        }
        assert seen == {
            "zhang": {"all", "zhang"},
            "li": {"all", "li"},
            "clerk": {"all", "zhang", "li", "staff"},
            "judge": set(files),
            "stranger": set(),
            "elsewhere": set(),
        }

    def _file(self, case: object, audience: Audience, party: object = None) -> Document:
        return receive(
            upload=upload(pdf(len(audience) + (party.pk if party else 0) % 7)),  # type: ignore[attr-defined]
            by=By(user_id=None, channel=Channel.COUNTER),
            today=TODAY,
            kind=f"evidence-{audience}-{party.pk if party else 0}",  # type: ignore[attr-defined]
            case=case,  # type: ignore[arg-type]
            party=party,  # type: ignore[arg-type]
            audience=audience,
        )

    def test_a_draft_is_its_owners_and_then_the_cases(self, client: object) -> None:
        zhang, li = UserFactory(), UserFactory()
        by = By(user_id=zhang.pk, channel=Channel.WEB)
        kept = receive(upload=upload(PDF), by=by, today=TODAY, kind="evidence", draft_key="d7")
        assert visible_to(zhang, TODAY).count() == 1
        assert visible_to(li, TODAY).count() == 0
        case, first, _ = make_case(court=court(), claimant_user=zhang, respondent_user=li)
        assert attach_draft(draft_key="d7", case=case, party=first, audience=Audience.SIDE) == 1
        assert visible_to(li, TODAY).count() == 0
        with pytest.raises(ActionRefused, match="不能删除"):
            remove(document=kept)

    def test_download(self, client: object) -> None:
        zhang = UserFactory()
        by = By(user_id=zhang.pk, channel=Channel.WEB)
        kept = receive(upload=upload(PDF, "借条.exe"), by=by, today=TODAY, kind="evidence", draft_key="d8")
        client.force_login(zhang)  # type: ignore[attr-defined]
        answer = client.get(f"/documents/{kept.uid}/")  # type: ignore[attr-defined]
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Disposition"].endswith("%E5%80%9F%E6%9D%A1.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        # No page from outside is shown itself: what is shown is ours, and not before it is made.
        assert client.get(f"/documents/{kept.uid}/?inline=1").url.endswith("/look/")  # type: ignore[attr-defined]
        assert sweep_copies() == 1
        inline = client.get(f"/documents/{kept.uid}/?inline=1")  # type: ignore[attr-defined]
        assert b"".join(inline.streaming_content) != PDF
        assert inline["Content-Disposition"].startswith("inline")
        assert inline["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in inline["Content-Security-Policy"]
        client.force_login(UserFactory())  # type: ignore[attr-defined]
        assert client.get(f"/documents/{kept.uid}/").status_code == 404  # type: ignore[attr-defined]
        client.logout()  # type: ignore[attr-defined]
        assert client.get(f"/documents/{kept.uid}/").status_code == 302  # type: ignore[attr-defined]

    def test_word_is_never_shown_in_the_browser(self, client: object) -> None:
        zhang = UserFactory()
        by = By(user_id=zhang.pk, channel=Channel.WEB)
        given: Any = {"by": by, "today": TODAY, "kind": "mandate", "draft_key": "d9", "takes": PAPERS}
        kept = receive(upload=upload(docx(), "状.docx"), **given)
        client.force_login(zhang)  # type: ignore[attr-defined]
        answer = client.get(f"/documents/{kept.uid}/?inline=1")  # type: ignore[attr-defined]
        b"".join(answer.streaming_content)
        assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
def test_the_same_file_for_two_parties_is_two_files_and_for_one_is_one(settings: Any) -> None:
    """A clerk scans two signed pages that look alike: neither may stand for the other."""
    settings.EVENT_HANDLERS = []
    case, zhang, li = make_case(court=court(), on=TODAY)
    content, clerk = pdf(), By(user_id=staff(Role.CLERK, case.court).pk, channel=Channel.COUNTER)

    def kept(party: Any) -> Document:
        upload = SimpleUploadedFile("签名页.pdf", content, "application/pdf")
        given: dict[str, Any] = {"case": case, "party": party, "audience": Audience.SIDE}
        return receive(upload=upload, by=clerk, today=TODAY, kind="signature_scan", **given)

    assert kept(zhang).pk == kept(zhang).pk
    assert kept(li).pk != kept(zhang).pk
