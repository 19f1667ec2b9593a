"""The pictures of the README: `COURT_PICTURES=docs/images pytest tests/stories/pictures.py` (no test by its name).

They show the demo city, so that there is something on every list; its people are invented.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from common.cases.models import Case
from common.cases.states import Stage
from common.documents.adapters.pdf import render_pdf
from common.documents.models import Paper
from common.documents.queries import layout
from common.fields import blind_index
from common.law import clock
from common.people.models import User
from mediation.texts.models import Agreement
from tests.factories import court as court_of
from tests.factories.intake import make_draft
from tests.stories import driver
from tests.stories.driver import Person, a_city
from yunfu_court.simulation.filling import fill_city
from yunfu_court.simulation.people import PASSWORD, SIGN_INS

LARGEST = 150_000  # bytes


def keep(who: Person, name: str) -> None:
    """What stands in the window, at 1280 and 360 px."""
    for width, height in ((1280, 900), (360, 740)):
        who.page.set_viewport_size({"width": width, "height": height})
        path = Path(driver.PICTURES) / f"{name}-{width}.png"
        who.page.screenshot(path=path)
        small(path)
        assert path.stat().st_size <= LARGEST, f"{path} is too large"


def small(path: Path) -> None:
    """96 colours are enough for text on paper."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


def person(city: driver.City, kind: str) -> Person:
    known = next(each for each in SIGN_INS if each.kind.startswith(kind))
    user = User.objects.get(phone_hash=blind_index(known.phone))
    who = city.person(user, signed_in=False)
    who.open("/accounts/login/").fill("手机号", known.phone).fill("密码", PASSWORD).press("登录")
    return who


def test_pictures(chromium: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert driver.PICTURES, "say where: COURT_PICTURES=docs/images"
    monkeypatch.setattr(Person, "look", lambda self: self.page.wait_for_load_state())
    today, court = clock.today(), court_of("luoding")
    fill_city(cases=160, seed="1", today=today, if_empty=False, say=lambda fill: None)
    with a_city(chromium, live_server.url, court, today, tmp_path) as city:
        zhang = person(city, "当事人（起诉")
        assert zhang.user
        draft = make_draft(user=zhang.user, court=court, today=today)
        keep(zhang.open(f"/intake/drafts/{draft.uid}/"), "tasks")
        mine = Case.objects.filter(participations__user=zhang.user).order_by("pk")
        shown = mine.filter(stage=Stage.MEDIATION).first() or mine.latest("pk")
        keep(zhang.open(f"/cases/{shown.uid}/"), "case")
        keep(person(city, "立案员").open("/intake/desk/"), "clerk")
        keep(person(city, "院长（云浮").open("/targets/"), "dashboard")
        signing = Agreement.objects.filter(state="signing").first()
        if signing is not None:
            keep(_signer(city, signing).open(f"/mediation/{signing.mediation.case.uid}/sign/"), "signing")
    paper = Paper.objects.filter(title="受理案件通知书").latest("pk")
    _first_page(paper, Path(driver.PICTURES) / "paper.png", tmp_path)


def _signer(city: driver.City, signing: Agreement) -> Person:
    """Somebody who has not signed yet."""
    party = (
        signing.parties.filter(user__isnull=False)
        .exclude(pk__in=signing.signatures.filter(party__isnull=False).values("party"))
        .first()
    )
    assert party is not None
    assert party.user is not None
    party.user.set_password(PASSWORD)
    party.user.save(update_fields=["password"])
    who = city.person(party.user, signed_in=False)
    who.open("/accounts/login/").fill("手机号", party.user.phone).fill("密码", PASSWORD).press("登录")
    return who


def _first_page(paper: Paper, to: Path, folder: Path) -> None:
    (folder / "paper.pdf").write_bytes(render_pdf(layout(paper.kind, paper.version), paper.context))
    command = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*command, str(folder / "paper.pdf"), str(to.with_suffix(""))], check=True)
    small(to)
    assert to.stat().st_size <= LARGEST
