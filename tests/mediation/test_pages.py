"""The pages: every POST without JavaScript, who gets in, how many queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from common.law import clock
from common.law.clock import SHANGHAI
from common.law.regimes import Route
from common.people.states import Role
from mediation.confirmation import actions as confirmation_actions
from mediation.confirmation.models import Confirmation
from mediation.confirmation.queries import Situation
from mediation.confirmation.states import ConfirmationState, RejectedGround
from mediation.course import queries as course_queries
from mediation.course.states import MediationState
from mediation.overview import queries as overview_queries
from mediation.texts import actions as texts_actions
from mediation.texts import queries as texts_queries
from mediation.texts.models import Agreement, Signature
from mediation.texts.states import AgreementState, Outcome
from tests.factories import UserFactory
from tests.factories.mediation import MONDAY, code_for, dispute, make_mediator
from tests.factories.people import staff
from tests.ladder import dearer
from tests.mediation.test_course import TUESDAY, agree, draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday(settings):
    settings.EVENT_HANDLERS = []
    settings.CHROME_NAV = None
    with clock.at(datetime(2026, 11, 3, 10, tzinfo=SHANGHAI)):
        yield


def url(made, name: str, *args) -> str:
    return reverse(f"mediation:{name}", args=[made.case.uid, *args])


def post(client, user, address: str, **data):
    client.force_login(user)
    return client.post(address, data)


def shown(client, user, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_li_reads_the_two_roads_and_agrees(client):
    made = dispute(running=False)
    page = shown(client, made.li, url(made, "consent"))
    assert "先调解" in page
    assert "不调解" in page
    wrong = post(client, made.li, url(made, "consent"))
    assert wrong.status_code == 422
    assert post(client, made.li, url(made, "consent"), answer="given", who="court").status_code == 302
    assert made.fresh().state == MediationState.PROPOSED


def test_one_button_stops_and_asks_no_reason(client):
    made = dispute()
    page = shown(client, made.li, url(made, "decline"))
    assert "不需要说明理由" in page
    assert "<textarea" not in page
    assert post(client, made.li, url(made, "decline")).status_code == 302
    assert made.fresh().state == MediationState.ENDED


def test_the_mediator_takes_the_case_and_offers_times_and_both_pick(client):
    made = dispute(running=False)
    post(client, made.li, url(made, "consent"), answer="given", who="court")
    chen = made.mediator.user
    assert "推荐理由" in shown(client, chen, url(made, "answer"))
    assert post(client, chen, url(made, "answer"), accepts="no").status_code == 422
    post(client, chen, url(made, "answer"), accepts="yes")
    assert made.fresh().state == MediationState.RUNNING
    answer = post(
        client, chen, url(made, "session_new"), mode="online", time1="2026-11-05T15:00", time2="2026-11-06T09:30"
    )
    assert answer.status_code == 302
    when = datetime(2026, 11, 5, 15, tzinfo=SHANGHAI)
    for user in (made.zhang, made.li):
        page = shown(client, user, url(made, "pick"))
        assert "11 月 5 日（周四）15:00" in page
        value = made.fresh().sessions.get().times[0].isoformat()
        post(client, user, url(made, "pick"), starts_at=value)
    assert made.fresh().sessions.get().starts_at == when
    answer = post(
        client,
        chen,
        url(made, "session_log_set", 1),
        held_on="2026-11-03",
        mode="online",
        record="双方各自陈述。",
        identity_checked="on",
        warned="on",
        **{f"present_{made.claimant.pk}": "张三"},
    )
    assert answer.status_code == 302
    assert "双方各自陈述" in shown(client, made.zhang, url(made, "mediation"))


def test_from_draft_to_three_signatures_on_the_screen(client):
    made = dispute()
    chen = made.mediator.user
    form = {
        "facts": "借款属实。",
        "text_1": "李四归还张三100元。",
        "debtor_1": made.respondent.pk,
        "creditor_1": made.claimant.pk,
        "amount_1": "100",
        "due_1": "2026-12-01",
        "subject": "obligation",
        "parties": [made.claimant.pk, made.respondent.pk],
        f"claim_{made.case.claims.get().pk}": "settled",
        "difference": "其余的张三放弃。",
        "send": "1",
    }
    shown(client, chen, url(made, "agreement"))
    incomplete = post(client, chen, url(made, "agreement"), **{**form, "due_1": ""})
    assert incomplete.status_code == 422
    assert "付款期限" in incomplete.content.decode()
    assert post(client, chen, url(made, "agreement"), **form).status_code == 302
    text = Agreement.objects.get()
    assert text.state == AgreementState.SIGNING
    for user in (chen, made.zhang, made.li):
        assert "李四归还张三100元" in shown(client, user, url(made, "sign"))
        post(client, user, url(made, "sign"), send="1")
        code = code_for(user, text)
        answer = post(
            client,
            user,
            url(made, "sign"),
            signature_0="",
            signature_1=user.name,
            signature_2="on",
            code=code,
            read="on",
            **{f"claim_{made.case.claims.get().pk}": "on"},
        )
        assert answer.status_code == 302, answer.content.decode()
    text.refresh_from_db()
    assert text.state == AgreementState.EFFECTIVE
    assert Signature.objects.filter(code_checked=True).count() == 3


def test_settled_before_filing_confirmed_by_a_judge_with_both_present(client):
    made = dispute(route=Route.A)
    judge = staff(Role.JUDGE, name="周法官")
    row = agree(made)
    post(client, made.zhang, url(made, "finish"), how="confirmation")
    assert Confirmation.objects.get().state == ConfirmationState.JOINING
    assert "需要您共同申请" in shown(client, made.li, url(made, "finish"))
    post(client, made.li, url(made, "finish"), how="confirmation")
    confirmation_actions.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    found = Confirmation.objects.get()
    assert (found.state, found.judge) == (ConfirmationState.APPLIED, judge)
    assert made.case.title in shown(client, judge, reverse("mediation:judge"))
    shown(client, judge, url(made, "confirmation"))
    assert post(client, judge, url(made, "confirmation"), accepts="yes").status_code == 302
    checks = {f"check_{g.value}": "on" for g in RejectedGround}
    ruling = {"examined_on": "2026-11-03", "record": "双方到场，陈述一致。", "confirm": "yes"}
    called = {"meets_at": "2026-11-03 15:00", "place": "2 号调解室"}
    assert (
        post(client, judge, url(made, "call_parties"), **{**called, "meets_at": "2026-11-01 15:00"}).status_code == 422
    )
    assert post(client, judge, url(made, "call_parties"), **called).status_code == 302
    for user in (made.zhang, made.li):
        assert "请到场核实" in shown(client, user, f"/cases/{made.case.uid}/")
    one = {f"present_{made.claimant.pk}": "张三"}
    both = {**one, f"present_{made.respondent.pk}": "李四"}
    page = shown(client, judge, url(made, "confirmation"))
    assert "民诉法解释第三百五十八条" in page
    assert post(client, judge, url(made, "confirmation"), **ruling, **checks, **one).status_code == 422, (
        "not both present"
    )
    incomplete = {k: v for k, v in checks.items() if k != "check_unclear"}
    assert post(client, judge, url(made, "confirmation"), **ruling, **incomplete, **both).status_code == 422
    assert post(client, judge, url(made, "confirmation"), **ruling, **checks, **both).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.both_present, set(found.presence.values())) == (
        ConfirmationState.CONFIRMED,
        True,
        {"张三", "李四"},
    )
    row.refresh_from_db()
    assert row.outcome == Outcome.CONFIRMATION


def test_rejected_what_it_had_settled_is_open_again(client):
    made = dispute(route=Route.A)
    judge = staff(Role.JUDGE, name="周法官")
    row = agree(made)
    for user in (made.zhang, made.li):
        post(client, user, url(made, "finish"), how="confirmation")
    confirmation_actions.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    post(client, judge, url(made, "confirmation"), accepts="yes")
    answer = post(
        client,
        judge,
        url(made, "confirmation"),
        examined_on="2026-11-03",
        record="给付内容不明确。",
        confirm="no",
        ground="unclear",
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (Confirmation.objects.get().state, row.outcome) == (ConfirmationState.REJECTED, Outcome.UNCONFIRMED)
    assert set(made.case.claims.values_list("state", flat=True)) == {"open"}
    assert Situation.of(made.case, made.zhang, TUESDAY).options == (), "nothing is shown and then refused"


def test_a_divorce_is_never_offered_confirmation():
    made = dispute(route=Route.A, cause="14", cause_name="离婚纠纷", amount=None)
    row = agree(made)
    found = Situation.of(made.case, made.zhang, TUESDAY)
    assert found.options == ()
    assert "身份关系" in found.options_note
    assert row.effective_on == TUESDAY


def test_after_thirty_days_no_confirmation_is_offered():
    made = dispute(route=Route.A)
    agree(made)
    assert Outcome.CONFIRMATION in Situation.of(made.case, made.zhang, date(2026, 12, 3)).options
    assert Situation.of(made.case, made.zhang, date(2026, 12, 4)).options == ()


def test_li_confirms_the_address_once_and_it_is_handed_over(client):
    made = dispute()
    assert "确认送达地址" in shown(client, made.li, url(made, "mediation"))
    assert "罗定市附城街道" in shown(client, made.li, url(made, "address"))
    form = {"recipient_name": "李四", "postal": "云浮市罗定市附城街道1号", "phone": "13800000002"}
    assert post(client, made.li, url(made, "address"), **form, e_consent="no").status_code == 422
    answer = post(client, made.li, url(made, "address"), **form, e_consent="yes", confirmed="on")
    assert answer.status_code == 302
    assert texts_queries.handover(made.case).addresses == (
        (made.respondent.pk, "李四", "李四", "云浮市罗定市附城街道1号", True),
    )
    assert "确认送达地址" not in shown(client, made.li, url(made, "mediation"))


def test_private_notes_are_the_mediators_alone(client):
    made = dispute()
    judge = staff(Role.PRESIDENT, name="院长")
    post(client, made.mediator.user, url(made, "note"), text="李四私下愿给十万")
    assert "十万" in shown(client, made.mediator.user, url(made, "mediation"))
    for user in (made.zhang, made.li, judge):
        assert "十万" not in shown(client, user, url(made, "mediation"))
        assert "私记" not in shown(client, user, url(made, "mediation"))


def test_foreign_looks_like_absent(client):
    made = dispute()
    stranger = UserFactory(name="路人")
    client.force_login(stranger)
    for name in ("mediation", "consent", "decline", "sign", "agreement", "note", "end", "contact", "finish", "answer"):
        assert client.get(url(made, name)).status_code == 404, name
    client.force_login(made.li)
    for name in ("agreement", "note", "end", "contact", "session_new", "points"):
        assert client.get(url(made, name)).status_code == 404, name
    client.force_login(make_mediator(made.case.court, "别的调解员").user)
    assert client.get(url(made, "mediation")).status_code == 404


def test_the_clerk_sees_who_waits_and_names_a_mediator(client):
    made = dispute(running=False)
    clerk = staff(Role.CLERK, name="黄立案")
    assert made.case.title in shown(client, clerk, reverse("mediation:waiting"))
    shown(client, clerk, url(made, "contact"))
    answer = {"party": made.respondent.pk, "answer": "given", "channel": "hotline"}
    assert post(client, clerk, url(made, "contact"), **answer).status_code == 302
    he = make_mediator(made.case.court, "何老师", specialities=[])
    shown(client, clerk, url(made, "appoint"))
    assert post(client, clerk, url(made, "appoint"), mediator=he.pk).status_code == 302
    assert course_queries.open_proposal(made.fresh()).mediator == he


def test_anybody_may_read_the_roster(client):
    made = dispute()
    page = client.get(reverse("mediation:mediators"), {"court": "yuncheng"})
    assert page.status_code == 200
    assert "陈老师" in page.content.decode()
    assert "不收费" in page.content.decode()
    assert made.mediator.user.phone not in page.content.decode()


def test_every_page_of_the_mediator_opens(client):
    made = dispute()
    texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    for name in ("mediation", "session_new", "session_log", "note", "agreement", "points", "end", "extend_by_mediator"):
        shown(client, made.mediator.user, url(made, name))
    for name in ("mediation", "decline", "replace", "extend"):
        shown(client, made.zhang, url(made, name))
    shown(client, made.mediator.user, reverse("mediation:desk"))
    shown(client, made.mediator.user, reverse("mediation:desk") + "?ended=1")


def test_the_pages_of_a_mediator_are_cheap(client):
    made = dispute()
    client.force_login(made.mediator.user)
    pages = (reverse("mediation:desk"), url(made, "mediation"), reverse("mediation:mediators"))
    assert dearer([(page, client, page) for page in pages], 12) == {}


def test_the_panel_offers_what_is_always_possible_last():
    made = dispute()
    panel = overview_queries.panel(made.case, made.zhang, MONDAY + timedelta(days=1))
    words = [offer.words for offer in panel.offers]
    assert words[-1] == "不再调解"
