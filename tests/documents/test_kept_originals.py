"""Who hides where they live hides it in photographs too: the other side reads the copy, the original stays."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from common.cases.actions import link_party
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Party
from common.documents import tasks
from common.documents.actions import receive
from common.documents.states import EVIDENCE
from common.law import clock
from tests.factories import UserFactory, court
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def photograph() -> bytes:
    """A JPEG that says where it was taken."""
    found, exif = BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[2] = (22.0, 45.0, 30.0)
    Image.new("RGB", (40, 30), "red").save(found, "JPEG", exif=exif)
    return found.getvalue()


def test_the_other_side_of_a_hidden_address_has_the_copy_only() -> None:
    zhang, li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
    case, claimant, respondent = make_case(court=court(), claimant_user=zhang)
    for party, user in ((claimant, zhang), (respondent, li)):
        link_party(party=party, user_id=user.pk, by=SYSTEM, today=clock.today())
    by, sent = By(user_id=zhang.pk, channel=Channel.WEB), SimpleUploadedFile("伤.jpg", photograph())
    said: dict[str, Any] = {"kind": "evidence", "takes": EVIDENCE, "case": case, "party": claimant}
    kept = receive(upload=sent, by=by, today=clock.today(), **said)
    tasks.sweep_copies()

    def answers(user: Any) -> tuple[int, int, bool]:
        """Of the original, of what is shown, and whether the page offers the original."""
        client = Client()
        client.force_login(user)
        page = client.get(f"/documents/{kept.uid}/look/").content.decode()
        whole, shown = client.get(f"/documents/{kept.uid}/"), client.get(f"/documents/{kept.uid}/?inline=1")
        if shown.status_code == 200:
            assert b"Exif" not in b"".join(shown.streaming_content)
        return whole.status_code, shown.status_code, "下载原件" in page

    assert answers(li) == (200, 200, True)
    Party.objects.filter(pk=claimant.pk).update(address_kept=True)
    assert answers(zhang) == (200, 200, True)
    assert answers(li) == (302, 200, False)
