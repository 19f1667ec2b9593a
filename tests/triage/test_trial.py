"""What happens while a case is tried, through the real procedure: every act, who may do it, what everybody reads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.cases.actions import PartyData, add_party, close_deadlines, link_party, set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Party
from common.cases.states import PartyKind, Side, Stage
from common.delivery.actions import record_service
from common.delivery.models import Service
from common.delivery.states import Method
from common.law import clock
from common.people.models import Membership
from common.people.states import Role
from tests.factories import UserFactory, court, staff
from tests.factories.triage import DAY, by, make_team, paying_case, sorting_case
from triage.actions import (
    assign,
    close,
    draft_ruling,
    hand_over_left,
    object_to_small_claims,
    record_hearing,
    seek_withdrawal,
    sign_ruling,
)
from triage.models import Hearing, Ruling, SmallClaimsObjection, TermExtension
from triage.states import HearingMode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.at(DAY):
        yield


def client(user: Any) -> Client:
    found = Client()
    found.force_login(user)
    return found


class Trial:
    """A case before the judge, with its parties and people."""

    def __init__(self, procedure: str = "summary") -> None:
        self.clerk, self.head = staff(Role.COURT_CLERK, name="何静"), staff(Role.DIVISION_HEAD, name="莫刚")
        self.president = staff(Role.PRESIDENT, name="欧阳德")
        self.judge = staff(Role.JUDGE, name="黄正")
        make_team(judge=self.judge, court_clerk=self.clerk)
        self.zhang, self.li = UserFactory(name="张三"), UserFactory(name="李四")
        self.case, self.first, self.second = paying_case(procedure=procedure, stage=Stage.ASSIGNMENT)
        for party, user in ((self.first, self.zhang), (self.second, self.li)):
            link_party(party=party, user_id=user.pk, by=by(user, party=party), today=DAY)
        assign(case=self.case, by=SYSTEM, today=DAY)
        self.case.refresh_from_db()
        assert self.case.stage == Stage.TRIAL

    def url(self, act: str) -> str:
        return f"/triage/cases/{self.case.uid}/{act}/"

    def page(self, user: Any) -> str:
        return client(user).get(f"/cases/{self.case.uid}/").content.decode()

    def fresh(self) -> Case:
        self.case.refresh_from_db()
        return self.case


def test_the_court_clerk_records_a_hearing_and_everybody_reads_it() -> None:
    trial = Trial("small")
    held = {"on": DAY.isoformat(), "mode": "partly_online", "note": "第一次开庭"}
    assert "登记开庭" in trial.page(trial.clerk)
    assert client(staff(Role.JUDGE)).post(trial.url("hearing"), held).status_code == 404
    assert client(trial.zhang).post(trial.url("hearing"), held).status_code == 403
    future = client(trial.clerk).post(trial.url("hearing"), {**held, "on": (DAY + timedelta(1)).isoformat()})
    assert future.status_code == 422
    assert not Hearing.objects.exists()
    client(trial.clerk).post(trial.url("hearing"), held)
    assert trial.case.facts.get(key="hearing_held").value is True
    for user in (trial.zhang, trial.li, trial.judge):
        assert f"{DAY.isoformat()} 开庭（部分当事人在线）" in trial.page(user)


def test_a_hearing_is_recorded_once_a_day() -> None:
    trial = Trial()
    one = record_hearing(case=trial.case, on=DAY, mode=HearingMode.ONLINE, by=by(trial.judge), today=DAY)
    again = record_hearing(case=trial.case, on=DAY, mode=HearingMode.ONLINE, by=by(trial.clerk), today=DAY)
    assert one == again
    other = client(trial.judge).post(trial.url("hearing"), {"on": DAY.isoformat(), "mode": "in_person", "note": ""})
    assert other.status_code == 422
    assert "已经登记为“在线庭审”" in other.content.decode()


def test_small_claims_are_objected_to_once_and_only_before_the_hearing() -> None:
    trial = Trial("small")
    offer = "对适用小额诉讼程序提出异议"
    assert offer in trial.page(trial.li)
    client(trial.li).post(trial.url("objection"), {"ground": "需要鉴定。"})
    page = trial.page(trial.li)
    assert "您对适用小额诉讼程序提出异议，等待法官审查" in page
    assert trial.url("objection") not in page
    assert "李四对适用小额诉讼程序提出异议" in trial.page(trial.zhang)
    assert trial.url("objection") in trial.page(trial.zhang)
    assert "小额诉讼异议待审查" in client(trial.judge).get("/").content.decode()
    record_hearing(case=trial.case, on=DAY, mode=HearingMode.IN_PERSON, by=by(trial.judge), today=DAY)
    assert trial.url("objection") not in trial.page(trial.zhang)
    late = client(trial.zhang).post(trial.url("objection"), {"ground": "同上。"})
    assert "已经开庭" in late.content.decode()
    assert SmallClaimsObjection.objects.count() == 1


def test_a_rejected_objection_is_told_with_its_reason_and_not_made_again() -> None:
    trial = Trial("small")
    row = object_to_small_claims(
        case=trial.case, party=trial.second, ground="需要鉴定。", by=by(trial.li, party=trial.second), today=DAY
    )
    judge = client(trial.judge)
    url = f"/triage/objections/{row.pk}/"
    assert url in judge.get("/triage/mine/").content.decode()
    assert judge.post(url, {"outcome": "rejected", "words": ""}).status_code == 422
    judge.post(url, {"outcome": "rejected", "words": "标的和请求均符合规定，口头裁定驳回。"})
    for user in (trial.zhang, trial.li):
        assert "异议不成立，已驳回" in trial.page(user)
    assert "小额诉讼异议待审查" not in client(trial.judge).get("/").content.decode()
    told = client(trial.li).post(trial.url("objection"), {"ground": "再次提出。"})
    assert "已经处理" in told.content.decode()
    assert trial.fresh().procedure == "small"


def test_one_objection_upheld_answers_the_others_too() -> None:
    trial = Trial("small")
    rows = [
        object_to_small_claims(case=trial.case, party=party, ground="需要鉴定。", by=by(user, party=party), today=DAY)
        for party, user in ((trial.first, trial.zhang), (trial.second, trial.li))
    ]
    client(trial.judge).post(f"/triage/objections/{rows[0].pk}/", {"outcome": "summary", "words": ""})
    assert set(SmallClaimsObjection.objects.values_list("outcome", flat=True)) == {"upheld"}
    assert trial.fresh().procedure == "summary"
    kinds = list(trial.case.events.values_list("kind", flat=True))
    assert kinds.count("triage.objection_decided") == 2


def test_after_a_hearing_the_ordinary_procedure_stays() -> None:
    trial = Trial("ordinary_single")
    record_hearing(case=trial.case, on=DAY, mode=HearingMode.IN_PERSON, by=by(trial.judge), today=DAY)
    refused = client(trial.judge).post(trial.url("convert"), {"to": "summary"})
    assert "不得转为简易程序" in refused.content.decode()


def test_an_extended_mediation_moves_the_trial_term() -> None:
    make_team()
    case, _, _ = paying_case(stage=Stage.ASSIGNMENT)
    set_deadline(
        case=case,
        term="mediation_c_extension",
        holder="mediator",
        by=SYSTEM,
        start=DAY + timedelta(7),
        subject="mediation:1",
        amount=30,
    )
    close_deadlines(case=case, today=DAY + timedelta(27), terms=["mediation_c_extension"], met=False)
    assign(case=case, by=SYSTEM, today=DAY)
    row = Deadline.objects.get(case=case, subject="trial", state="open")
    assert (row.start, row.due) == (DAY + timedelta(20), date(2026, 6, 22))
    assert "20 日，不计入审理期限" in row.note
    assert any("在线调解规则" in cite and "第二十四条" in cite for cite in row.articles)


def test_the_president_makes_a_trial_term_longer_and_the_head_only_sends_it_on() -> None:
    trial = Trial("summary")
    old = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    judge, head, president = client(trial.judge), client(trial.head), client(trial.president)
    assert "申请延长审理期限" in trial.page(trial.judge)
    assert judge.post(trial.url("extend"), {"months": "1", "reason": ""}).status_code == 422
    assert judge.post(trial.url("extend"), {"months": "2", "reason": "鉴定未完成。"}).status_code == 422
    judge.post(trial.url("extend"), {"months": "1", "reason": "鉴定未完成。"})
    twice = judge.post(trial.url("extend"), {"months": "1", "reason": "鉴定未完成。"})
    assert "正在审批" in twice.content.decode()
    row = TermExtension.objects.get()
    url = f"/triage/extensions/{row.pk}/"
    assert "申请延长审理期限" in trial.page(trial.judge)
    assert "待庭长审核" not in trial.page(trial.zhang)
    assert "请审核" in head.get("/").content.decode()
    assert "鉴定未完成" in head.get(url).content.decode()
    assert head.post(url, {"outcome": "grant"}).status_code == 422  # not the head's to give
    head.post(url, {"outcome": "endorse", "words": "情况属实。"})
    assert "由院长决定" in head.post(url, {"outcome": "refuse", "words": "不同意。"}).content.decode()
    assert "请批准" in president.get("/").content.decode()
    president.post(url, {"outcome": "grant", "words": ""})
    assert "请批准" not in president.get("/").content.decode()
    row.refresh_from_db()
    new = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert (row.state, row.due, new.start) == ("granted", new.due, old.due)
    assert new.due == date(2026, 7, 2)
    assert "经院长批准延长 1 个月" in new.note
    assert any("第一百六十四条" in cite for cite in new.articles)
    for user in (trial.zhang, trial.judge):
        assert "经院长批准，审理期限延长 1 个月" in trial.page(user)
    again = judge.post(trial.url("extend"), {"months": "1", "reason": "仍未完成。"})
    assert "已经批准延长过一次" in again.content.decode()


def test_a_refused_extension_leaves_the_term_and_the_parties_are_not_told() -> None:
    trial = Trial("ordinary_single")
    client(trial.judge).post(trial.url("extend"), {"months": "6", "reason": "案情复杂。"})
    row = TermExtension.objects.get()
    assert client(trial.president).post(f"/triage/extensions/{row.pk}/", {"outcome": "refuse"}).status_code == 422
    client(trial.president).post(f"/triage/extensions/{row.pk}/", {"outcome": "refuse", "words": "理由不足。"})
    assert Deadline.objects.get(case=trial.case, subject="trial", state="open").due == date(2026, 9, 2)
    assert "未批准" in trial.page(trial.judge)
    assert "延长审理期限" not in trial.page(trial.zhang)


def test_the_end_takes_an_open_request_along() -> None:
    trial = Trial()
    client(trial.judge).post(trial.url("extend"), {"months": "1", "reason": "鉴定未完成。"})
    close(case=trial.case, way="other", by=by(trial.judge), today=DAY)
    assert TermExtension.objects.get().state == "void"


def test_the_judge_dismisses_a_suit_and_both_sides_may_appeal() -> None:
    trial = Trial()
    judge = client(trial.judge)
    assert judge.post(trial.url("propose"), {"kind": "dismissal", "words": "查明。"}).status_code == 422
    made = judge.post(
        trial.url("propose"),
        {"kind": "dismissal", "ground": "arbitration", "words": "双方在合同中约定了仲裁。"},
    )
    row = Ruling.objects.get()
    assert made.headers["Location"] == f"/triage/rulings/{row.pk}/"
    text = judge.get(f"/triage/rulings/{row.pk}/").content.decode()
    for words in ("双方在合同中约定了仲裁。", "双方达成书面仲裁协议", "第一百二十七条第（二）项", "十日内"):
        assert words in text
    judge.post(f"/triage/rulings/{row.pk}/sign/")
    assert (trial.fresh().stage, trial.case.closing) == ("closed", "dismissal")
    waiting = Deadline.objects.filter(case=trial.case, term="appeal_ruling", state="waiting")
    assert set(waiting.values_list("party_id", flat=True)) == {trial.first.pk, trial.second.pk}
    service = Service.objects.get(case=trial.case, kind="ruling_dismissal", party=trial.second)
    record_service(service=service, by=by(trial.clerk), day=DAY, method=Method(service.method), today=DAY, proof="回证")
    mine = Deadline.objects.get(case=trial.case, term="appeal_ruling", party=trial.second)
    assert (mine.state, mine.due) == ("open", date(2026, 3, 12))
    assert "对裁定上诉" in trial.page(trial.li)


def test_before_trial_the_clerk_proposes_a_transfer_and_a_judge_signs() -> None:
    judge, clerk = staff(Role.JUDGE, name="黄正"), staff(Role.CLERK, name="陈立")
    case, _, _ = sorting_case()
    url = f"/triage/cases/{case.uid}/propose/"
    assert url in client(clerk).get(f"/cases/{case.uid}/").content.decode()
    assert client(staff(Role.CLERK, court("luoding"))).get(url).status_code == 404
    wish = {
        "kind": "transfer",
        "transfer_ground": "territory",
        "court": "广州市天河区人民法院",
        "words": "被告住所地。",
    }
    assert client(clerk).post(url, {**wish, "court": case.court.name}).status_code == 422
    client(clerk).post(url, wish)
    row = Ruling.objects.get()
    assert row.judge == judge
    text = client(judge).get(f"/triage/rulings/{row.pk}/").content.decode()
    assert "本案移送广州市天河区人民法院处理" in text
    assert "第三十七条" in text
    assert "递交上诉状" not in text
    client(judge).post(f"/triage/rulings/{row.pk}/sign/")
    case.refresh_from_db()
    assert (case.stage, case.closing) == ("closed", "transfer")
    assert not Deadline.objects.filter(case=case, term__startswith="appeal").exists()


def test_the_head_hands_a_draft_to_another_judge() -> None:
    trial = Trial()
    other = staff(Role.JUDGE, name="陈理")
    row = draft_ruling(case=trial.case, kind="withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    head, url = client(trial.head), f"/triage/rulings/{row.pk}/hand-over/"
    assert "黄正" in head.get("/triage/rulings/court/").content.decode()
    assert client(trial.judge).get(url).status_code == 403
    assert client(staff(Role.DIVISION_HEAD, court("luoding"))).get(url).status_code == 404
    assert head.post(url, {"judge": str(UserFactory().pk)}).status_code == 422
    head.post(url, {"judge": str(other.pk)})
    assert client(other).get(f"/triage/rulings/{row.pk}/").status_code == 200
    assert client(trial.judge).get(f"/triage/rulings/{row.pk}/").status_code == 404
    assert "转由陈理法官签发" in trial.page(trial.head)
    assert trial.page(trial.judge)  # the case itself stays with its judge


def test_a_draft_follows_a_judge_who_left() -> None:
    left, other = staff(Role.JUDGE, name="黄正"), None
    case, _, _ = paying_case()
    row = draft_ruling(case=case, kind="deemed_withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    assert row.judge == left
    Membership.objects.filter(user=left).update(until=DAY)
    tomorrow = DAY + timedelta(1)
    assert hand_over_left(today=DAY) == 0  # the last day is still a day of office
    assert hand_over_left(today=tomorrow) == 0  # nobody else is there yet
    head = staff(Role.DIVISION_HEAD, name="莫刚")
    with clock.at(tomorrow):
        assert "已不在岗" in client(head).get("/triage/rulings/court/").content.decode()
        assert "没有可以接手的法官" in client(head).get("/").content.decode()
    other = staff(Role.JUDGE, name="陈理")
    assert hand_over_left(today=tomorrow) == 1
    row.refresh_from_db()
    assert row.judge == other
    assert not case.participations.filter(user=left, until__isnull=True).exists()
    assert sign_ruling(ruling=row, by=by(other), today=tomorrow).state == "signed"


def test_the_end_drops_every_draft() -> None:
    trial = Trial()
    for kind in ("withdrawal", "conversion"):
        draft_ruling(
            case=trial.case,
            kind=kind,
            by=SYSTEM,
            today=DAY,
            articles=[],
            facts={"from": "summary", "to": "ordinary_single"},
        )
    draft_ruling(case=trial.case, kind="deemed_withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    withdrawal = Ruling.objects.get(kind="withdrawal")
    sign_ruling(ruling=withdrawal, by=by(trial.judge), today=DAY)
    assert trial.fresh().closing == "withdrawal"
    states = dict(Ruling.objects.values_list("kind", "state"))
    assert states == {"withdrawal": "signed", "conversion": "dropped", "deemed_withdrawal": "dropped"}


def second_claimant(case: Case, user: Any) -> Party:
    data = PartyData(side=Side.CLAIMANT, kind=PartyKind.NATURAL, name="王五", address="云浮市云城区")
    party = add_party(case=case, data=data, today=DAY)
    link_party(party=party, user_id=user.pk, by=by(user, party=party), today=DAY)
    return party


def test_one_of_two_claimants_leaves_and_the_case_ends_with_the_last() -> None:
    trial = Trial()
    wang = UserFactory(name="王五")
    fifth = second_claimant(trial.case, wang)
    assert "其他原告的诉讼继续" in client(trial.zhang).get(trial.url("withdraw")).content.decode()
    client(trial.zhang).post(trial.url("withdraw"), {"agreed": "on"})
    assert trial.url("withdraw") not in trial.page(trial.zhang)
    assert trial.url("withdraw") in trial.page(wang)
    row = Ruling.objects.get()
    text = client(trial.judge).get(f"/triage/rulings/{row.pk}/").content.decode()
    assert "准许张三撤诉" in text
    assert "本案其他原告的起诉，继续审理" in text
    assert "必要共同诉讼" in text
    client(trial.judge).post(f"/triage/rulings/{row.pk}/sign/")
    assert (trial.fresh().stage, trial.case.closed_on) == (Stage.TRIAL, None)
    trial.first.refresh_from_db()
    fifth.refresh_from_db()
    assert (trial.first.left_on, fifth.left_on) == (DAY, None)
    served = Service.objects.filter(kind="ruling_withdrawal").values_list("party_id", flat=True)
    assert set(served) == {trial.first.pk, fifth.pk, trial.second.pk}
    assert "您撤诉获准，退出本案" in trial.page(trial.zhang)
    assert "张三撤诉获准，退出本案" in trial.page(wang)
    assert trial.url("withdraw") not in trial.page(trial.zhang)
    assert "准许张三撤诉" in client(trial.judge).get(f"/triage/rulings/{row.pk}/").content.decode()

    client(wang).post(trial.url("withdraw"), {"agreed": "on"})
    last = Ruling.objects.get(state="draft")
    assert "本案其他原告" not in client(trial.judge).get(f"/triage/rulings/{last.pk}/").content.decode()
    client(trial.judge).post(f"/triage/rulings/{last.pk}/sign/")
    assert (trial.fresh().stage, trial.case.closing) == ("closed", "withdrawal")
    fifth.refresh_from_db()
    assert fifth.left_on is None  # the case ended: nobody left it


def test_two_claimants_who_both_ask_withdraw_by_one_ruling() -> None:
    trial = Trial()
    wang = UserFactory(name="王五")
    fifth = second_claimant(trial.case, wang)
    for party, user in ((trial.first, trial.zhang), (fifth, wang), (fifth, wang)):
        seek_withdrawal(case=trial.case, party=party, by=by(user, party=party), today=DAY)
    row = Ruling.objects.get()
    assert row.facts["party_ids"] == [trial.first.pk, fifth.pk]
    sign_ruling(ruling=row, by=by(trial.judge), today=DAY)
    assert trial.fresh().closing == "withdrawal"


def _pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("procedure", "term"), [("summary", "appeal_judgment"), ("small", "")])
def test_a_judgment_is_served_and_each_party_has_its_own_time_to_appeal(procedure: str, term: str) -> None:
    trial = Trial(procedure)
    paper = SimpleUploadedFile("判决书.pdf", _pdf(), content_type="application/pdf")
    client(trial.judge).post(trial.url("close"), {"way": "judgment", "document": paper})
    assert trial.fresh().closing == "judgment"
    services = {row.party_id: row for row in Service.objects.filter(case=trial.case, kind="judgment")}
    assert set(services) == {trial.first.pk, trial.second.pk}
    assert all(row.decision for row in services.values())
    for service, day in ((services[trial.first.pk], DAY), (services[trial.second.pk], DAY)):
        record_service(
            service=service, by=by(trial.clerk), day=day, method=Method(service.method), today=DAY, proof="回证"
        )
    found = Deadline.objects.filter(case=trial.case, term__startswith="appeal")
    if term:
        assert {(row.term, row.due, row.party_id) for row in found} == {
            (term, date(2026, 3, 17), trial.first.pk),
            (term, date(2026, 3, 17), trial.second.pk),
        }
        assert "对判决上诉" in trial.page(trial.zhang)
    else:
        assert not found.exists()


def test_no_page_of_the_trial_asks_more_than_ten_times() -> None:
    """Also with as many rows as a page holds; the case page with all that was written down."""
    trial = Trial("small")
    for day in range(5):
        Hearing.objects.create(case=trial.case, on=DAY - timedelta(day), mode="online", recorded_on=DAY)
    SmallClaimsObjection.objects.create(case=trial.case, party=trial.second, ground="鉴定。", made_on=DAY)
    row = draft_ruling(case=trial.case, kind="withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    client(trial.judge).post(trial.url("extend"), {"months": "1", "reason": "鉴定未完成。"})
    longer = TermExtension.objects.get()
    for _ in range(20):
        other, _, _ = sorting_case()
        draft_ruling(case=other, kind="dismissal", by=SYSTEM, today=DAY, articles=[], facts={})
        TermExtension.objects.create(
            case=other, term="trial_small_extension", months=1, reason="鉴定。", old_due=DAY, asked_on=DAY
        )
    pages = [
        *((trial.judge, url) for url in (trial.url("hearing"), trial.url("propose"), trial.url("extend"))),
        (trial.judge, f"/triage/rulings/{row.pk}/"),
        (trial.judge, "/triage/mine/"),
        (trial.clerk, trial.url("hearing")),
        (trial.head, "/triage/rulings/court/"),
        (trial.head, f"/triage/rulings/{row.pk}/hand-over/"),
        (trial.head, "/triage/extensions/"),
        (trial.president, f"/triage/extensions/{longer.pk}/"),
        (trial.zhang, trial.url("withdraw")),
        *((user, f"/cases/{trial.case.uid}/") for user in (trial.judge, trial.head, trial.zhang, trial.li)),
        *((user, "/") for user in (trial.judge, trial.head, trial.president)),
    ]
    asked = {}
    for user, url in pages:
        who = client(user)
        with CaptureQueriesContext(connection) as counted:
            assert who.get(url).status_code == 200, url
        asked[user.name, url] = len(counted)
    assert {page: count for page, count in asked.items() if count > 10} == {}
