"""Files that come in pieces: a line that is cut, a page that is opened again, and people who would fill the disk."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.documents.actions import sweep_uploads
from common.documents.actions.pieces import folder
from common.documents.models import Document, PartialUpload
from common.law import clock
from intake.filing import actions as filing_actions
from intake.review import actions as review_actions
from tests.documents.files import silk, sound
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, make_draft, make_filing
from tests.intake.test_filing import png

pytestmark = pytest.mark.django_db

PNG = png()
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}


@pytest.fixture(autouse=True)
def _own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def u(name, *args):
    return reverse(f"intake:{name}", args=args)


def told(name, fingerprint):
    pairs = {"filename": name, "fingerprint": fingerprint}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def known(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def announce(client, url, content=PNG, *, name="借条.png", size=None, fingerprint=None):
    head = {"HTTP_UPLOAD_LENGTH": str(len(content) if size is None else size)}
    head["HTTP_UPLOAD_METADATA"] = told(name, known(content) if fingerprint is None else fingerprint)
    return client.post(url, **TUS, **head)


def piece(client, url, offset, content, **more):
    return client.patch(
        url, content, content_type="application/offset+octet-stream", HTTP_UPLOAD_OFFSET=str(offset), **TUS | more
    )


@pytest.fixture
def at(client, luoding, zhang):
    client.force_login(zhang)
    return make_draft(user=zhang, court=luoding)


def test_a_file_in_three_pieces_is_evidence_once(client, at):
    begun = announce(client, u("draft_uploads", at.uid))
    assert (begun.status_code, begun["Upload-Offset"], begun["Tus-Resumable"]) == (201, "0", "1.0.0")
    url = begun["Location"]
    third = len(PNG) // 3
    assert piece(client, url, 0, PNG[:third])["Upload-Offset"] == str(third)
    assert not at.evidence.exists()
    # The line was cut; the page is opened again and the same file chosen: the same upload, as far as it came.
    again = announce(client, u("draft_uploads", at.uid))
    assert (again["Location"], again["Upload-Offset"]) == (url, str(third))
    asked = client.head(url, **TUS)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == (str(third), str(len(PNG)))
    piece(client, url, third, PNG[third : 2 * third])
    done = piece(client, url, 2 * third, PNG[2 * third :])
    assert done.status_code == 204
    one = at.evidence.get()
    assert done["Content-Location"] == u("evidence_one", at.uid, one.pk)
    assert (one.title, one.document.sha256) == ("借条", hashlib.sha256(PNG).hexdigest())
    assert list(folder().iterdir()) == []
    # Who did not hear the answer asks once more, by an empty piece or from the start: still one file.
    assert piece(client, url, len(PNG), b"")["Content-Location"] == done["Content-Location"]
    assert announce(client, u("draft_uploads", at.uid))["Upload-Offset"] == str(len(PNG))
    assert at.evidence.count() == Document.objects.count() == 1
    named = client.post(
        u("evidence", at.uid), {"files_ids": [url.split("/")[-2]], "title": "借条原件", "proves": "借款"}
    )
    assert named.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.proves) == ("借条原件", "借款")


def test_a_file_taken_out_again_can_be_sent_again(client, at):
    begun = announce(client, u("draft_uploads", at.uid))
    piece(client, begun["Location"], 0, PNG)
    client.post(u("evidence_one", at.uid, at.evidence.get().pk), {"go": "remove"})
    assert announce(client, u("draft_uploads", at.uid))["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("语音.png", silk(), "录屏"),
        ("程序.png", b"MZ" + b"\0" * 600, "请上传照片、PDF、OFD、Word（docx）、录音或录像"),
        ("网页.png", b"<!doctype html>", "格式不支持"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_end_and_forgotten(client, at, name, content, words):
    begun = announce(client, u("draft_uploads", at.uid), content, name=name)
    refused = piece(client, begun["Location"], 0, content)
    assert refused.status_code == 422
    assert words in refused.json()["errors"][0]
    assert not PartialUpload.objects.exists()
    assert list(folder().iterdir()) == []
    assert not at.evidence.exists()


def test_what_it_is_its_content_says(client, at):
    """A photograph that some program named .exe, a recording named .png, and a file without any name."""
    for name, content, title, media in (
        ("程序.exe", PNG, "程序", "image/png"),
        ("录音.png", sound(), "录音", "audio/wav"),
        ("", sound(900), "录音", "audio/wav"),
        ("名" * 255, sound(800), "名" * 120, "audio/wav"),
    ):
        begun = announce(client, u("draft_uploads", at.uid), content, name=name)
        assert piece(client, begun["Location"], 0, content).status_code == 204
        one = at.evidence.latest("pk")
        assert (one.title, one.document.media_type) == (title, media)


def test_what_will_not_be_taken_is_refused_at_its_first_piece(client, at):
    """Nobody sends 60 MB to hear at the end that only recordings may be so large."""
    begun = announce(client, u("draft_uploads", at.uid), PNG, size=60 * 1024 * 1024, fingerprint="")
    refused = piece(client, begun["Location"], 0, PNG + b"\0" * 5000)
    assert refused.status_code == 422
    assert "文件超过 50 MB" in refused.json()["errors"][0]
    film = announce(client, u("draft_uploads", at.uid), sound(), size=60 * 1024 * 1024, fingerprint="", name="录音.wav")
    assert piece(client, film["Location"], 0, sound(5000)).status_code == 204


def test_the_same_bytes_again_are_there_already(client, at):
    first = announce(client, u("draft_uploads", at.uid))
    assert "Upload-Again" not in piece(client, first["Location"], 0, PNG)
    PartialUpload.objects.all().delete()  # a day later
    again = announce(client, u("draft_uploads", at.uid), name="另一个名字.png")
    assert piece(client, again["Location"], 0, PNG)["Upload-Again"] == "1"
    plain = client.post(
        u("evidence", at.uid), {"files": [SimpleUploadedFile("借条.png", PNG, "image/png")]}, follow=True
    ).content.decode()
    assert "“借条”之前已经传过，内容完全一样，没有重复添加。" in plain
    assert "已上传 0 份" not in plain
    assert at.evidence.count() == 1


def test_content_that_changed_on_the_way_is_refused(client, at):
    begun = announce(client, u("draft_uploads", at.uid), fingerprint=known(PNG + b"!"))
    refused = piece(client, begun["Location"], 0, PNG)
    assert "损坏" in refused.json()["errors"][0]


def test_the_scanner_is_asked_as_for_any_upload(client, at, settings):
    settings.UPLOAD_SCANNER = "tests.documents.test_uploads.infected"
    begun = announce(client, u("draft_uploads", at.uid))
    assert "未通过安全检查" in piece(client, begun["Location"], 0, PNG).json()["errors"][0]


def test_pieces_out_of_their_turn_and_beyond_the_end(client, at):
    url = announce(client, u("draft_uploads", at.uid))["Location"]
    wrong = piece(client, url, 7, PNG[7:])
    assert (wrong.status_code, wrong["Upload-Offset"]) == (409, "0")
    assert piece(client, url, 0, PNG + b"more").status_code == 422
    assert client.head(url, **TUS).status_code == 404


def test_only_the_protocol_is_spoken(client, at):
    url = u("draft_uploads", at.uid)
    told = client.options(url)
    assert (told.status_code, told["Tus-Version"], told["Tus-Max-Size"]) == (204, "1.0.0", str(300 * 1024 * 1024))
    assert client.post(url).status_code == 412
    assert client.post(url, **TUS).status_code == 400
    assert client.get(url).status_code == 405
    begun = announce(client, url)["Location"]
    assert client.patch(begun, b"x", content_type="image/png", HTTP_UPLOAD_OFFSET="0", **TUS).status_code == 415
    assert piece(client, begun, 0, b"\0" * (2 * 1024 * 1024 + 1)).status_code == 413
    assert client.delete(begun, **TUS).status_code == 204
    assert client.head(begun, **TUS).status_code == 404


def test_too_large_is_said_before_anything_is_sent(client, at):
    refused = announce(client, u("draft_uploads", at.uid), size=300 * 1024 * 1024 + 1)
    assert refused.status_code == 413
    assert "超过 300 MB" in refused.json()["errors"][0]


def test_a_stranger_neither_sees_nor_sends(client, at):
    url = announce(client, u("draft_uploads", at.uid))["Location"]
    client.force_login(UserFactory())
    assert client.head(url, **TUS).status_code == 404
    assert piece(client, url, 0, PNG).status_code == 404
    assert announce(client, u("draft_uploads", at.uid)).status_code == 404


def test_nobody_fills_the_disk(client, at, settings):
    settings.UPLOAD_MAX_OPEN = 2
    url = u("draft_uploads", at.uid)
    for each in (b"a" * 10, b"b" * 10):
        assert announce(client, url, each).status_code == 201
    refused = announce(client, url, b"c" * 10)
    assert refused.status_code == 422
    assert "没有传完的文件太多" in refused.json()["errors"][0]
    assert announce(client, url, b"a" * 10).status_code == 201
    settings.UPLOAD_MAX_OPEN, settings.UPLOAD_MAX_OPEN_BYTES = 12, 25
    assert announce(client, url, b"c" * 10).status_code == 422


def test_guests_together_have_a_bound(client, luoding, settings):
    settings.UPLOAD_MAX_OPEN_GUESTS = 15
    client.post(u("start"), {"form": "general", "wish": "sue"})
    from intake.filing.models import Draft

    url = u("draft_uploads", Draft.objects.get().uid)
    assert announce(client, url, b"a" * 10).status_code == 201
    refused = announce(client, url, b"b" * 10)
    assert "请登录后上传" in refused.json()["errors"][0]


def test_what_nobody_goes_on_with_is_swept(client, at):
    url = announce(client, u("draft_uploads", at.uid))["Location"]
    piece(client, url, 0, PNG[:20])
    assert "上次没有传完" in client.get(u("evidence", at.uid)).content.decode()
    assert sweep_uploads(now=clock.now() + timedelta(hours=23)) == 0
    assert sweep_uploads(now=clock.now() + timedelta(hours=25)) == 1
    assert list(folder().iterdir()) == []
    assert client.head(url, **TUS).status_code == 404


def test_an_announced_file_of_which_nothing_comes_is_forgotten_in_minutes(client, at, settings):
    """Names alone fill nobody's room: not until the sweep comes, nor for a day."""
    settings.UPLOAD_MAX_OPEN_GUESTS = settings.UPLOAD_MAX_OPEN_BYTES = 2 * len(PNG)
    settings.UPLOAD_MAX_OPEN = 2
    url = u("draft_uploads", at.uid)
    silent = [announce(client, url, fingerprint=f"size:{n}")["Location"] for n in range(2)]
    assert announce(client, url, fingerprint="size:9").status_code == 422
    started = clock.now()
    with clock.at(started + timedelta(minutes=9)):
        assert announce(client, url, fingerprint="size:9").status_code == 422
    with clock.at(started + timedelta(minutes=11)):
        assert announce(client, url, fingerprint="size:9").status_code == 201
        assert client.head(silent[0], **TUS).status_code == 404
    assert sweep_uploads(now=started + timedelta(minutes=22)) == 1
    assert list(folder().iterdir()) == []


def test_pieces_that_vanished_are_announced_anew(client, at):
    url = announce(client, u("draft_uploads", at.uid))["Location"]
    for each in folder().iterdir():
        each.unlink()
    assert piece(client, url, 0, PNG).status_code == 410
    assert announce(client, u("draft_uploads", at.uid))["Upload-Offset"] == "0"


def test_signing_in_keeps_what_a_guest_sent(client, luoding, zhang):
    client.post(u("start"), {"form": "general", "wish": "sue"})
    from intake.filing.models import Draft

    draft = Draft.objects.get()
    announce(client, u("draft_uploads", draft.uid))
    filing_actions.claim_for_user(guest=draft.guest, user_id=zhang.pk)
    assert PartialUpload.objects.get().owner == zhang


# --- Held until the form is sent -------------------------------------------------------------------------------------


def test_evidence_for_a_case_waits_for_its_form(client, luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    uid = filing.case.uid
    client.force_login(zhang)
    begun = announce(client, u("case_uploads", uid))
    assert piece(client, begun["Location"], 0, PNG).status_code == 204
    assert not filing.case.evidence.exists()
    page = client.get(u("more_evidence", uid)).content.decode()
    assert "已经传好、还没有提交的文件" in page
    upload = PartialUpload.objects.get()
    sent = client.post(u("more_evidence", uid), {"files_ids": [upload.uid], "title": "收条"})
    assert sent.status_code == 302
    assert filing.case.evidence.get().title == "收条"
    assert not PartialUpload.objects.exists()
    assert list(folder().iterdir()) == []


def test_a_held_file_survives_an_error_elsewhere_in_the_form(client, luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    uid = filing.case.uid
    items = [
        {"question": "claims.principal_owed", "code": "amount", "message": ""},
        {"document": "new", "code": "incomplete_file", "message": ""},
    ]
    review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    client.force_login(zhang)
    begun = announce(client, u("case_uploads", uid))
    piece(client, begun["Location"], 0, PNG)
    ids = [PartialUpload.objects.get().uid]
    wrong = client.post(u("correct", uid), {"files_ids": ids, "claims.principal_owed": "很多"})
    assert wrong.status_code == 200
    assert f'value="{ids[0]}"' in wrong.content.decode()
    right = client.post(u("correct", uid), {"files_ids": ids, "claims.principal_owed": "120000"})
    assert right.status_code == 302
    assert filing.case.evidence.count() == 1
    assert not PartialUpload.objects.exists()


def test_a_wrong_file_for_a_case_is_refused_when_whole(client, luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    client.force_login(zhang)
    begun = announce(client, u("case_uploads", filing.case.uid), b"Rar!\x1a\x07\x00" * 9, name="证据.png")
    refused = piece(client, begun["Location"], 0, b"Rar!\x1a\x07\x00" * 9)
    assert "请解压后" in refused.json()["errors"][0]


def test_the_plain_form_still_works(client, at):
    plain = SimpleUploadedFile("借条.png", PNG, "image/png")
    assert client.post(u("evidence", at.uid), {"files": [plain]}).status_code == 302
    assert at.evidence.count() == 1
    empty = client.post(u("evidence", at.uid), {"title": "借条"})
    assert "请上传" in empty.content.decode()
