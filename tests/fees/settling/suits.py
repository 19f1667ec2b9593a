"""Suits that are judged, served, in effect and appealed: what the stories of who bears the fee are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.test import Client

from common.cases.actions import PartyData, add_party, link_party, start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Party
from common.cases.rules import Awaited
from common.cases.states import PartyKind, Side, Stage
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import make_refund, prepare_refund
from fees.money.models import FeeNotice, Refund
from fees.settling.actions import choose_refund, sweep_bearing
from fees.settling.models import Bearing, Settlement
from fees.settling.queries import settlement_of
from fees.settling.states import RefundChoice
from tests.factories import UserFactory, staff
from tests.factories.fees import order
from tests.factories.triage import DAY, answerable, by, heard, make_team, paper_of, paying_case
from tests.fees.test_road import paid
from triage.trial.actions import close, draft_ruling, end_appeal, record_appeal, sign_ruling
from triage.trial.states import AppealResult, ClosingWay
from yunfu_court.verifying import bearing as verifying
from yunfu_court.verifying.invariants import spans

FULL = 30_000  # of 20,000 yuan, in the ordinary procedure
ABOVE: Any = {"number": "（2026）粤53民终12号", "made_on": date(2026, 3, 4)}  # the paper of the court above
LATER: Any = {**ABOVE, "made_on": date(2026, 5, 20)}  # on an appeal of the last day
OVER = date(2026, 3, 18)  # served on DAY, fifteen days to appeal: the day after the last one


class Suit:
    """张三 against 李四 and, where the story needs them, 王五 beside either; paid, before its judge."""

    def __init__(self, procedure: str = "ordinary_single", *, pays: bool = True, team: str = "第一速裁团队") -> None:
        self.zhang, self.li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
        self.finance, self.clerk = staff(Role.FINANCE), staff(Role.CLERK)
        self.judge = make_team(team).judge
        self.case, self.first, self.second = paying_case(procedure=procedure, amount=2_000_000)
        for party, user in ((self.first, self.zhang), (self.second, self.li)):
            link_party(party=party, user_id=user.pk, by=SYSTEM, today=DAY)
        if pays:
            self.notice = open_fee(case=self.case, by=SYSTEM, today=DAY)
            paid(order(self.notice, self.zhang))

    def third(self, side: Side) -> Party:
        values = {"kind": PartyKind.NATURAL, "name": "王五", "phone": "13800000003", "address": "云浮市"}
        return add_party(case=self.case, data=PartyData(side=side, **values), today=DAY)

    def judged(self, bears: list[tuple[int, int | None]], way: str = "judgment") -> Settlement:
        Case.objects.filter(pk=self.case.pk).update(stage=Stage.TRIAL)
        paper = ClosingWay(way).paper
        document = paper_of(self.case, paper, self.judge) if paper else None
        with clock.at(DAY):
            if way == "judgment":
                heard(answerable(Case.objects.get(pk=self.case.pk)), self.judge)
            close(case=self.case, way=way, by=by(self.judge), today=DAY, document_id=document, bears=bears)
        found = settlement_of(self.case)
        assert found is not None
        return found

    def served(self, *parties: Party, paper: PaperKind = PaperKind.JUDGMENT, on: date = DAY) -> None:
        for party in parties:
            start_deadlines(case=self.case, awaits=Awaited(paper, party.pk), start=on, by=SYSTEM)

    def night(self, today: date) -> None:
        with clock.at(today):
            sweep_lapsed(today=today, by=SYSTEM)
            sweep_bearing(today=today, by=SYSTEM)

    def in_effect(self) -> None:
        self.served(*self.case.parties.order_by("pk"))
        self.night(OVER)

    def of(self, party: Party) -> Bearing:
        return Bearing.objects.get(settlement__case=self.case, settlement__undone_on=None, party=party)

    def asked(self) -> list[tuple[int, int, str]]:
        """Who is asked by the court for what at the end."""
        rows = FeeNotice.objects.filter(case=self.case, kind="final").exclude(state="cancelled")
        return list(rows.order_by("pk").values_list("party_id", "amount", "state"))

    def back(self) -> list[tuple[int, int]]:
        rows = Refund.objects.filter(case=self.case).exclude(state="void").order_by("pk")
        return list(rows.values_list("party_id", "amount"))

    def told(self, user: Any) -> str:
        return "\n".join(Notice.objects.filter(user=user).order_by("pk").values_list("body", flat=True))

    def page(self, user: Any, path: str = "") -> str:
        client = Client()
        client.force_login(user)
        return client.get(path or f"/cases/{self.case.uid}/").content.decode()


def faults() -> list[str]:
    return [f"{each.name}: {fault}" for each in verifying.INVARIANTS for span in spans() for fault in each.find(span)]


class Above(Suit):
    """张三 won; the refund was made and 李四 had paid when an appeal of the last day came in."""

    def __init__(self) -> None:
        super().__init__()
        self.judged([(self.second.pk, None)])
        self.in_effect()
        with clock.at(OVER):
            choose_refund(bearing=self.of(self.first), choice=RefundChoice.COURT, by=by(self.zhang), today=OVER)
            prepare_refund(refund=Refund.objects.get(), by=by(self.clerk), today=OVER)
            make_refund(refund=Refund.objects.get(), voucher="A1", by=by(self.finance), today=OVER)
            paid(order(FeeNotice.objects.get(kind="final"), self.li))
        self.late = date(2026, 3, 23)
        with clock.at(self.late):
            last, came = date(2026, 3, 17), date(2026, 3, 19)
            given = {"on": last, "received_on": came, "disputed": 500_000, "by": by(self.clerk), "today": self.late}
            record_appeal(case=self.case, party=self.second, **given)

    def ended(self, result: AppealResult, bears: list[tuple[int, int | None]]) -> Settlement:
        on = date(2026, 6, 1)
        with clock.at(on):
            end_appeal(case=self.case, result=result, on=on, bears=bears, by=by(self.clerk), today=on, **LATER)
        return Settlement.objects.get(case=self.case)


def ruled(suit: Suit, kind: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the signed ruling printed, from a draft of this kind."""
    Case.objects.filter(pk=suit.case.pk).update(stage=Stage.TRIAL)
    case = Case.objects.get(pk=suit.case.pk)
    with clock.at(DAY):
        row = draft_ruling(case=case, kind=kind, by=SYSTEM, today=DAY, articles=[], facts=facts or {})
        sign_ruling(ruling=row, by=by(row.judge), today=DAY)
    paper = Paper.objects.filter(case=case, kind=f"ruling_{kind}").order_by("pk").first()
    assert paper is not None
    return {**paper.context, "read": render_to_string("triage/trial/papers/ruling.html", paper.context)}
