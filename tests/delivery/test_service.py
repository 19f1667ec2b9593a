"""罗定: the court serves 张三, who uses the portal, and 李四, who has no phone of his own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from common.cases.actions import announce, set_deadline, sweep_lapsed
from common.cases.events import SYSTEM, Audience, CaseEvent, event
from common.cases.models import Case, Deadline, Event, Party
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Holder
from common.delivery import actions, tasks
from common.delivery.models import Service, ServiceAddress
from common.delivery.states import EChannel, Method, Scope, ServiceState
from common.documents import tasks as paper_tasks
from common.documents.actions import issue_paper
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications import tasks as notice_tasks
from common.notifications.actions import mark_read
from common.notifications.adapters import Receipt, Undeliverable
from common.notifications.models import Notice
from common.people.states import Role
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.factories import UserFactory, court, staff


@event("test.delivery.noticed", audience=Audience.ALL)
class Noticed(CaseEvent):
    pass


class Dead:
    def send(self, notice: Notice) -> Receipt:
        raise Undeliverable("gone")


def fee_notice(case: Case, party: Party) -> Paper:
    record = announce(case=case, event=Noticed(), by=SYSTEM)
    return issue_paper(
        case=case,
        event=record,
        kind=PaperKind.LETTER,
        title="交纳诉讼费用通知书",
        context={"day": MONDAY.isoformat(), "court": case.court.name, "to": party.name, "paragraphs": ["请交费。"]},
        audience=Audience.SIDE,
        party=party,
    )


def waits(case: Case, party: Party) -> Deadline:
    return set_deadline(
        case=case,
        term="fee_payment",
        holder=Holder.PARTY,
        by=SYSTEM,
        awaits=Awaited(PaperKind.LETTER, party.pk),
    )


def consents(party: Party, **more: Any) -> ServiceAddress:
    values: dict[str, Any] = {"recipient_name": party.name, "e_consent": True, "e_channel": EChannel.PORTAL}
    return actions.confirm_address(party=party, by=CLERK, **{**values, **more})


def kinds(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


@pytest.mark.django_db(transaction=True)
class TestElectronic:
    def test_arrival_at_the_account_serves_and_starts_the_term(self, suit: Any, zhang: Any) -> None:
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party)
            paper, deadline = fee_notice(case, party), waits(case, party)
            service = actions.serve(party=party, by=CLERK, paper=paper)
            assert service.method == Method.ELECTRONIC
            assert deadline.due is None
            assert tasks.dispatch(service.pk)
            paper.refresh_from_db()
            assert paper.document is not None  # nobody is served with what cannot be opened
            service.refresh_from_db()
            assert service.state == ServiceState.PENDING
        with clock.at(MONDAY + timedelta(days=1)):
            notice_tasks.sweep()
        service.refresh_from_db()
        deadline.refresh_from_db()
        assert (service.state, service.served_on) == (ServiceState.SERVED, date(2026, 11, 24))
        assert (deadline.state, deadline.due) == ("open", date(2026, 12, 1))
        assert kinds(case).count("delivery.served") == 1
        proof = Paper.objects.get(kind="delivery.proof")
        assert (proof.party, proof.title) == (party, f"电子送达凭证（{service.title}）"), "says of which paper"
        with clock.at(MONDAY + timedelta(days=1)):
            assert paper_tasks.render(proof.pk)

    def test_a_lost_message_to_us_is_made_good_by_the_sweep(self, suit: Any, settings: Any) -> None:
        settings.NOTICE_HANDLERS = []
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party)
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
            assert tasks.sweep() == 1
            notice_tasks.sweep()
        with clock.at(MONDAY + timedelta(days=5)):
            assert tasks.sweep() == 1
            assert tasks.sweep() == 0
        service.refresh_from_db()
        assert service.served_on == MONDAY  # the day of arrival, not the day we noticed

    def test_the_reminder_by_sms_counts_for_nothing(self, suit: Any) -> None:
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party)
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
            tasks.dispatch(service.pk)
            sms = Notice.objects.get(occasion=f"service:{service.pk}", channel="sms")
            assert notice_tasks.send(sms.pk)
        service.refresh_from_db()
        assert service.state == ServiceState.PENDING

    def test_an_unconfirmed_address_serves_when_receipt_is_confirmed(self, suit: Any, zhang: Any, client: Any) -> None:
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party, confirmed=False)
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
            tasks.dispatch(service.pk)
            notice_tasks.sweep()
            tasks.sweep()
        service.refresh_from_db()
        assert service.state == ServiceState.PENDING
        mark_read(user=zhang, now=clock.moment(MONDAY))
        client.force_login(zhang)
        with clock.at(MONDAY + timedelta(days=2)):
            assert "确认收悉" in client.get(f"/delivery/{service.uid}/").content.decode()
            client.post(f"/delivery/{service.uid}/")
        service.refresh_from_db()
        assert (service.state, service.served_on) == (ServiceState.SERVED, date(2026, 11, 25))
        client.force_login(UserFactory())
        assert client.get(f"/delivery/{service.uid}/").status_code == 404

    def test_a_dead_mailbox_turns_into_paper(self, suit: Any, settings: Any) -> None:
        settings.NOTICE_SENDERS = {"email": "tests.delivery.test_service.Dead"}
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party, e_channel=EChannel.EMAIL, email="zhang@example.com", postal="罗定市罗城街道")
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
            tasks.dispatch(service.pk)
            notice_tasks.sweep()
            tasks.sweep()
        service.refresh_from_db()
        assert service.state == ServiceState.FAILED
        again = Service.objects.get(state=ServiceState.PENDING)
        assert (again.method, again.paper_id) == (Method.POST, service.paper_id)


@pytest.mark.django_db
class TestByHand:
    def test_no_consent_no_electronic_service(self, suit: Any) -> None:
        case, party, other = suit
        with clock.at(MONDAY):
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
            assert service.method == Method.POST  # an account alone is no consent
            with pytest.raises(ActionRefused, match="没有同意"):
                actions.serve(party=other, by=CLERK, paper=fee_notice(case, other), method=Method.ELECTRONIC)

    def test_the_clerk_records_and_the_term_runs(self, suit: Any, client: Any) -> None:
        case, _, li = suit
        with clock.at(MONDAY):
            deadline = waits(case, li)
            service = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li))
        clerk = staff(Role.COURT_CLERK, court=court("luoding"))
        client.force_login(clerk)
        with clock.at(MONDAY + timedelta(days=3)):
            assert "李四" in client.get("/delivery/").content.decode()
            url = f"/delivery/{service.uid}/record/"
            page = client.post(url, {"method": "post", "day": "2026-11-25"}).content.decode()
            assert "请填邮件号码" in page
            answer = client.post(
                url, {"method": "post", "day": "2026-11-25", "number": NUMBER, "signer": "李四", "relation": "self"}
            )
            assert answer.status_code == 302
            slip = client.get(f"/delivery/{service.uid}/slip/")
            assert slip.content.startswith(b"%PDF")
        service.refresh_from_db()
        deadline.refresh_from_db()
        assert (service.served_on, service.recorded_by) == (date(2026, 11, 25), clerk)
        assert deadline.due == date(2026, 12, 2)
        client.force_login(staff(Role.COURT_CLERK, court=court("yuncheng")))
        assert client.get(url).status_code == 404

    def test_recording_twice(self, suit: Any) -> None:
        case, _, li = suit
        with clock.at(MONDAY):
            service = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li))
            done: dict[str, Any] = {
                "service": service,
                "by": CLERK,
                "method": Method.POST,
                "today": MONDAY,
                "shown": signed(li, number=NUMBER),
            }
            actions.record_service(day=MONDAY, **done)
            actions.record_service(day=MONDAY, **done)
            with pytest.raises(ActionRefused, match="已经登记"):
                actions.record_service(day=MONDAY, **{**done, "method": Method.COUNTER})
        assert kinds(case).count("delivery.served") == 1

    def test_served_twice_is_one_service_until_it_fails(self, suit: Any) -> None:
        case, _, li = suit
        with clock.at(MONDAY):
            paper = fee_notice(case, li)
            first = actions.serve(party=li, by=CLERK, paper=paper)
            assert actions.serve(party=li, by=CLERK, paper=paper).pk == first.pk
            actions.fail_service(service=first, by=CLERK, reason="查无此人")
            again = actions.serve(party=li, by=CLERK, paper=paper, method=Method.IN_PERSON)
        assert again.pk != first.pk
        assert again.method == Method.IN_PERSON


@pytest.mark.django_db
class TestAddress:
    def test_a_new_one_supersedes(self, suit: Any) -> None:
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party)
            actions.confirm_address(party=party, by=CLERK, recipient_name="张三", postal="罗定市")
            assert ServiceAddress.objects.filter(party=party).count() == 2
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
        assert service.method == Method.POST  # consent withdrawn

    def test_a_narrow_consent_keeps_judgments_on_paper(self, suit: Any) -> None:
        case, party, _ = suit
        with clock.at(MONDAY):
            consents(party, consent_scope=Scope.PROCESS)
            service = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), decision=True)
        assert service.method == Method.POST

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"e_channel": EChannel.NONE}, "e_channel"),
            ({"e_channel": EChannel.SMS}, "phone"),
            ({"e_channel": EChannel.EMAIL}, "email"),
        ],
    )
    def test_consent_names_a_way(self, suit: Any, given: dict[str, Any], field: str) -> None:
        with pytest.raises(ActionRefused) as refused:
            consents(suit[1], **given)
        assert refused.value.field == field


@pytest.mark.django_db
def test_sending_is_judged_by_the_day_it_went_out(suit: Any, settings: Any, client: Any) -> None:
    """民诉法128: 立案之日起五日内发送. The receipt may come weeks later, and what went out may be written down late."""
    settings.EVENT_HANDLERS = ["yunfu_court.procedure.react"]
    case, first, li = suit
    with clock.at(MONDAY):
        term = set_deadline(case=case, term="complaint_copy", holder=Holder.COURT_CLERK, by=SYSTEM, start=MONDAY)
        assert term.due == date(2026, 11, 30)  # the fifth day is a Saturday
        rows = [copy_to(case, party) for party in (first, li)]
        client.force_login(staff(Role.COURT_CLERK, case.court))
        assert client.get("/delivery/").content.decode().count("未发出") == 2
    with clock.at(date(2026, 11, 27)):
        page = client.post(f"/delivery/{rows[0].uid}/send/", {"on": "2026-11-28"})
        assert "不能晚于今天" in page.content.decode()
        page = client.post(f"/delivery/{rows[0].uid}/send/", {"on": "2026-11-24", "proof": ""})
        assert "请填邮件号码" in page.content.decode()
        client.post(f"/delivery/{rows[0].uid}/send/", {"on": "2026-11-27"})
        term.refresh_from_db()
        assert term.state == "open", "the other copy has not gone out"
    with clock.at(date(2026, 12, 2)):
        sweep_lapsed(today=date(2026, 12, 2), by=SYSTEM)
        term.refresh_from_db()
        assert term.state == "lapsed"
        actions.record_service(
            service=rows[1],
            by=CLERK,
            day=date(2026, 12, 2),
            method=Method.POST,
            today=date(2026, 12, 2),
            shown=signed(li, number=NUMBER),
            dispatched_on=date(2026, 11, 30),
            sent_proof="挂号信 XA1，收寄日戳 11 月 30 日",
        )
    term.refresh_from_db()
    assert (term.state, term.ended_on) == ("met", date(2026, 11, 30))
    assert kinds(case).count("delivery.dispatched") == 2


@pytest.mark.django_db
def test_what_went_out_on_the_sixth_day_was_missed(suit: Any, settings: Any) -> None:
    settings.EVENT_HANDLERS = ["yunfu_court.procedure.react"]
    case, _, li = suit
    with clock.at(MONDAY):
        term = set_deadline(case=case, term="complaint_copy", holder=Holder.COURT_CLERK, by=SYSTEM, start=MONDAY)
        row = copy_to(case, li)
    with clock.at(date(2026, 12, 1)):
        sweep_lapsed(today=date(2026, 12, 1), by=SYSTEM)
        actions.send_out(service=row, on=date(2026, 12, 1), by=CLERK, today=date(2026, 12, 1))
        assert actions.send_out(service=row, on=date(2026, 12, 1), by=CLERK, today=date(2026, 12, 1)).dispatched_on
        with pytest.raises(ActionRefused, match="已经登记过发出日期"):
            actions.send_out(service=row, on=MONDAY, by=CLERK, today=date(2026, 12, 1))
    term.refresh_from_db()
    assert term.state == "lapsed"


def copy_to(case: Case, party: Party) -> Service:
    record = announce(case=case, event=Noticed(), by=SYSTEM)
    paper = issue_paper(
        case=case,
        event=record,
        kind=PaperKind.COMPLAINT_COPY,
        title="民事起诉状副本",
        context={"day": MONDAY.isoformat()},
        audience=Audience.SIDE,
        party=party,
    )
    return actions.serve(party=party, by=CLERK, paper=paper, method=Method.POST)
