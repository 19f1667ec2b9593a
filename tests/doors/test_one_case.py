"""The pages of one case: as many queries with one row of everything as with a score, and no dearer than others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from common.cases.actions import PartyData, add_claim, add_party
from common.cases.models import Case
from common.cases.states import PartyKind, Side
from common.courts.models import Township
from common.law import clock
from common.people.models import User
from fees.money.actions.refunds import owe_refund
from fees.money.models import Payment, Receipt
from fees.money.states import RefundReason
from fees.relief.models import Relief
from intake.door import actions as door_actions
from intake.door.rules import pleading_from
from intake.filing import actions as filing_actions
from intake.filing.models import Filing
from intake.review import actions as review_actions
from tests.doors.world import DAY
from tests.factories import court as court_of
from tests.factories import fictitious_id
from tests.ladder import dearer
from tests.stories import given
from tests.stories.town import Town
from triage.sorting.actions import load_default_rules

pytestmark = pytest.mark.django_db
MOST = 15  # sign-in pages
SCORE = 20


@dataclass
class Dispute:
    """张三 against 李四 three times over: on the clerk's list, registered and to be answered, and to be paid for."""

    people: given.Staff
    zhang: User
    li: User
    reviewed: Case
    answered: Case
    charged: Case
    rows: int = 0

    def pages(self) -> list[tuple[str, User]]:
        desk, clerk = (self.reviewed.uid,), self.people.clerk
        return [
            (reverse("intake:review", args=desk), clerk),
            (reverse("intake:register", args=desk), clerk),
            (reverse("intake:divert", args=desk), clerk),
            (reverse("intake:respond", args=[self.answered.uid]), self.li),
            (reverse("fees:pay", args=[self.charged.uid]), self.zhang),
            (reverse("fees:relief", args=[self.charged.uid]), self.zhang),
        ]

    def grow(self, to: int) -> None:
        for number in range(self.rows, to):
            for case in (self.reviewed, self.answered, self.charged):
                self._more_of(case, number)
            self._correct(number)
            self._answer(number)
            self._fees(number)
        self.rows = to

    def _more_of(self, case: Case, number: int) -> None:
        add_claim(case=case, text=f"第 {number} 项请求。", amount=number)
        for side in (Side.CLAIMANT, Side.RESPONDENT):
            data = PartyData(
                side=side, kind=PartyKind.NATURAL, name=f"{side}{number}", id_number=fictitious_id(2000 + number)
            )
            add_party(case=case, data=data, today=DAY)
        party = case.parties.filter(side=Side.CLAIMANT).earliest("pk")
        filing_actions.add_case_evidence(
            case=case, party=party, upload=picture(number), by=given.by(self.zhang, party), today=DAY, proves="借款"
        )

    def _correct(self, number: int) -> None:
        """Asked for and given: another street number each time."""
        filing, question = Filing.objects.get(case=self.reviewed), "respondent.1.domicile"
        items = [{"question": question, "code": "defendant", "message": "请写到门牌号。"}]
        by = given.by(self.people.clerk)
        asked = review_actions.ask_correction(
            filing=filing, items=items, days=7, by=by, today=DAY, again="还缺证据原件。"
        )
        values = {question: f"罗定市附城街道{number + 10}号"}
        review_actions.answer_correction(correction=asked, values=values, by=given.by(self.zhang), today=DAY)

    def _answer(self, number: int) -> None:
        party = self.answered.parties.get(user=self.li)
        by = given.by(self.li, party)
        said = pleading_from(None, {}, f"第 {number} 次答辩：已经还清。")
        door_actions.give_answer(party=party, once=uuid4(), pleading=said, by=by, today=DAY)

    def _fees(self, number: int) -> None:
        notice = self.charged.fee_notices.get()
        of = {"case": self.charged, "party": notice.party}
        order = Payment.objects.create(
            **of,
            notice=notice,
            amount=notice.left,
            channel="online",
            state="refused",
            ref=f"order{number}",
            started_on=DAY,
        )
        Relief.objects.create(**of, kind_asked="defer", ground="47-1", asked_on=DAY, state="withdrawn", words="失业")
        came = Receipt.objects.create(
            payment=order, number=f"online:{number}", amount=100 + number, verdict="extra", received_at=clock.now()
        )
        by = given.by(self.people.clerk)
        owe_refund(
            case=self.charged,
            party_id=notice.party_id,
            amount=came.amount,
            reason=RefundReason.OVERPAID,
            receipt=came,
            by=by,
            today=DAY,
        )


def picture(number: int) -> SimpleUploadedFile:
    """A photograph unlike the others: the same file is not taken twice."""
    out = BytesIO()
    Image.new("RGB", (40, 40 + number), "white").save(out, "PNG")
    return SimpleUploadedFile(f"借条{number}.png", out.getvalue(), "image/png")


@pytest.fixture
def dispute(settings: Any) -> Iterator[Dispute]:
    court = court_of("luoding")
    load_default_rules()
    town, people = Town(court, DAY), given.Staff(court)
    zhang, li = given.zhang(), given.li()
    assert people.mediator
    assert people.team
    home = Township.objects.filter(court=court).earliest("code")
    reviewed = given.filed(town, zhang, **{"respondent.1.township": home.code})
    given.filed(town, zhang)  # the same people and cause within a year: the review says so
    answered = given.registered(town, people, zhang)
    given.let_in(town, answered, li)
    tried = given.registered(town, people, zhang, **{"resolution.consider_mediation": "no"})
    given.let_in(town, tried, li)
    charged = given.sorted_out(town, people, tried)
    settings.EVENT_HANDLERS = []  # rows only, from here on: no paper for each
    yield Dispute(people, zhang, li, reviewed, answered, charged)
    town.close()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(address: str, user: User) -> tuple[int, str]:
    """(queries, page) of one GET."""
    client = signed_in(user)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(counted), answer.content.decode()


def test_a_score_of_everything_asks_as_much_as_one(dispute: Dispute) -> None:
    dispute.grow(1)
    few = {address: asked(address, user) for address, user in dispute.pages()}
    dispute.grow(SCORE)
    many = {address: asked(address, user) for address, user in dispute.pages()}
    assert {address: count for address, (count, _) in many.items()} == {
        address: count for address, (count, _) in few.items()
    }
    assert dearer([(address, signed_in(user), address) for address, user in dispute.pages()], MOST) == {}
    review, _, _, respond, pay, _ = (page for _, page in many.values())
    last = SCORE - 1
    for page in (review, respond):
        assert f"第 {last} 项请求" in page
        assert f"借条{last}.png" in page or f"借条{last}" in page
    assert f"罗定市附城街道{last + 10}号" in review
    assert "一年内有同一原告" in review
    assert "罗定 " in review  # the respondent's township, named
    assert f"第 {last} 次答辩：已经还清" in respond
    assert "起诉状（PDF）" in respond
    assert pay.count("网上支付") == pay.count("缓交：") == pay.count("多交") == SCORE
