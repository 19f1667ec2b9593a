"""Rulings proposed, handed over, dropped; one claimant withdraws; what may be appealed: through the real procedure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.cases.actions import open_todo
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline
from common.cases.rules import ActionRefused
from common.cases.states import Stage, TodoKind
from common.delivery.actions import record_service
from common.delivery.models import Service
from common.delivery.states import Method
from common.documents.models import Document
from common.law import clock
from common.people.models import Membership
from common.people.states import Role
from tests.factories import UserFactory, court, staff
from tests.factories.triage import DAY, by, heard, make_team, paying_case, pdf, receipt, sorting_case
from tests.triage.trial.trials import Trial, client, second_claimant
from triage.trial.actions import draft_ruling, hand_over_left, record_hearing, seek_withdrawal, sign_ruling
from triage.trial.models import Ruling
from triage.trial.states import HearingMode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.at(DAY):
        yield


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
    record_service(
        service=service,
        by=by(trial.clerk),
        day=DAY,
        method=Method(service.method),
        today=DAY,
        shown=receipt(service.party),
    )
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


def test_who_stood_aside_does_nothing_by_whatever_post() -> None:
    """民诉法47: a judge with a draft before him, and a clerk who is no judge at all; each declared by the head."""
    trial = Trial()
    desk, other = staff(Role.CLERK, name="苏敏"), staff(Role.JUDGE, name="陈理")
    make_team("第二速裁团队", judge=other)
    row = draft_ruling(case=trial.fresh(), kind="withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    assert row.judge == trial.judge
    page, head = f"/cases/{trial.case.uid}/", client(trial.head)
    with clock.at(DAY):
        assert client(desk).get(page).status_code == 200
        for who in (desk, trial.judge):
            form = {"user": who.pk, "ground": "与李四有近亲属关系"}
            assert head.post(trial.url("recuse"), form).status_code == 302
            assert client(who).get(page).status_code in (403, 404)
        assert client(trial.judge).get(f"/triage/rulings/{row.pk}/").status_code in (403, 404)
        assert desk.display_name not in head.get(trial.url("recuse")).content.decode()
        assert trial.case.assignments.get(until=None).judge == other
        assert hand_over_left(today=DAY) == 1
        row.refresh_from_db()
        assert row.judge == other
        assert "登记回避" in trial.page(trial.head)


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


def test_one_of_two_claimants_leaves_and_the_case_ends_with_the_last() -> None:
    trial = Trial()
    wang = UserFactory(name="王五", verified=True)
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
    wang = UserFactory(name="王五", verified=True)
    fifth = second_claimant(trial.case, wang)
    for party, user in ((trial.first, trial.zhang), (fifth, wang), (fifth, wang)):
        seek_withdrawal(case=trial.case, party=party, by=by(user, party=party), today=DAY)
    row = Ruling.objects.get()
    assert row.facts["party_ids"] == [trial.first.pk, fifth.pk]
    sign_ruling(ruling=row, by=by(trial.judge), today=DAY)
    assert trial.fresh().closing == "withdrawal"


def test_the_paper_of_a_closing_that_is_refused_is_nobodys_to_read() -> None:
    trial = Trial("ordinary_single")  # not heard
    paper = SimpleUploadedFile("判决书.pdf", pdf(), content_type="application/pdf")
    said = {"way": "judgment", "document": paper, "bears": trial.second.pk}
    answer = client(trial.judge).post(trial.url("close"), said)
    assert answer.status_code == 422
    assert "还没有开庭" in answer.content.decode()
    assert not Document.objects.filter(case=trial.case, kind="judgment").exists()


def test_a_ward_without_a_guardian_is_neither_heard_nor_judged() -> None:
    """民诉法60, 153."""
    trial = Trial("ordinary_single")
    asked = {"subject": f"party:{trial.second.pk}", "words": "请确定法定代理人", "by": SYSTEM, "today": DAY}
    open_todo(case=trial.case, kind=TodoKind.GUARDIAN, **asked)
    with pytest.raises(ActionRefused, match="没有法定代理人，不能开庭"):
        record_hearing(case=trial.case, on=DAY, mode=HearingMode.IN_PERSON, by=by(trial.judge), today=DAY)


@pytest.mark.parametrize(("procedure", "term"), [("summary", "appeal_judgment"), ("small", "")])
def test_a_judgment_is_served_and_each_party_has_its_own_time_to_appeal(procedure: str, term: str) -> None:
    trial = Trial(procedure)
    heard(trial.case, trial.judge)
    paper = SimpleUploadedFile("判决书.pdf", pdf(), content_type="application/pdf")
    assert client(trial.judge).post(trial.url("close"), {"way": "judgment", "document": paper}).status_code == 422
    paper.seek(0)
    said = {"way": "judgment", "document": paper, "bears": trial.second.pk}
    assert client(trial.judge).post(trial.url("close"), said).status_code == 302
    assert trial.fresh().closing == "judgment"
    services = {row.party_id: row for row in Service.objects.filter(case=trial.case, kind="judgment")}
    assert set(services) == {trial.first.pk, trial.second.pk}
    assert all(row.decision for row in services.values())
    for service, day in ((services[trial.first.pk], DAY), (services[trial.second.pk], DAY)):
        record_service(
            service=service,
            by=by(trial.clerk),
            day=day,
            method=Method(service.method),
            today=DAY,
            shown=receipt(service.party),
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


def test_a_refusal_may_be_appealed_though_the_procedure_was_small_for_now() -> None:
    staff(Role.JUDGE, name="黄正")
    case, first, _ = sorting_case()
    Case.objects.filter(pk=case.pk).update(stage=Stage.REVIEW, registered_on=None, procedure="small")
    row = draft_ruling(case=case, kind="inadmissible", by=SYSTEM, today=DAY, articles=[], facts={})
    assert "递交上诉状" in client(row.judge).get(f"/triage/rulings/{row.pk}/").content.decode()
    with pytest.raises(ActionRefused, match="不予受理的理由"):
        sign_ruling(ruling=row, by=by(row.judge), today=DAY)
    asked = client(row.judge).post(f"/triage/rulings/{row.pk}/sign/", {"words": ""})
    assert asked.status_code == 422
    sign_ruling(ruling=row, by=by(row.judge), today=DAY, words="没有明确的被告。")
    row.refresh_from_db()
    assert row.facts["words"] == "没有明确的被告。"
    found = Deadline.objects.get(case=case, term="refusal_appeal")
    assert (found.party_id, found.state, found.due) == (first.pk, "waiting", None)


def test_who_is_a_judge_no_more_signs_nothing_whether_or_not_the_sweep_has_run() -> None:
    case, _, _ = paying_case()
    staff(Role.JUDGE, case.court, name="何法官")
    row = draft_ruling(case=case, kind="deemed_withdrawal", by=SYSTEM, today=DAY, articles=[], facts={})
    Membership.objects.filter(user=row.judge_id).update(until=DAY - timedelta(days=1))
    with pytest.raises(ActionRefused, match="不是这个法院的法官"):
        sign_ruling(ruling=row, by=by(row.judge), today=DAY)
