"""When a mandate ends, what hung on it ends: where the papers go, and what runs from them (民诉法63; 解释137)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.cases.access import may_dispose, visible_to
from common.cases.actions import link_party, set_deadline, sweep_lapsed
from common.cases.events import Audience, By, Channel
from common.cases.models import Case, Deadline, Representation, Todo
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Authority, Disposal, Holder
from common.delivery.actions import confirm_address, hand_over, record_service, serve
from common.delivery.models import Service
from common.delivery.queries import current_address
from common.delivery.rules import Signed
from common.delivery.states import EChannel, Method
from common.delivery.states import Relation as Relations
from common.documents.actions import issue_paper, receive
from common.documents.states import PAPERS
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from fees.charging.queries import desk as fees_desk
from fees.money.models import FeeNotice
from intake.agents import actions
from intake.mandates.models import Mandate
from intake.mandates.rules import POWERS
from intake.mandates.states import Relation
from intake.review import actions as review_actions
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, lending_answers, make_filing
from tests.factories.intake import agent as agent_answers
from tests.factories.triage import pdf
from tests.intake.agents.test_agents import given as asked
from tests.intake.agents.test_agents import signed_in


def receive_sheet(case: Case, party: Any, user: Any) -> Any:
    upload = SimpleUploadedFile("委托书.pdf", pdf(), "application/pdf")
    return receive(upload=upload, by=by_user(user), today=TODAY, kind="mandate", case=case, party=party, takes=PAPERS)


HANDLERS = list(project.EVENT_HANDLERS)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lawyer(db: None) -> Any:
    return UserFactory(name="周律师", phone="13800000077", verified=True)


@pytest.fixture
def agent(settings: Any, luoding: Any, huang: Any, lawyer: Any) -> Representation:
    """周律师 filed for 张三, who has no account, and takes the papers in the portal."""
    settings.EVENT_HANDLERS = HANDLERS
    answers = lending_answers(**agent_answers("周律师", "13800000077", unit="云浮律所"))
    filing = make_filing(user=lawyer, court=luoding, answers=answers)
    row = filing.case.parties.get(side="claimant").representations.get()
    give(row, by_user(lawyer), recipient_name="周律师")
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    return row


def give(row: Representation, by: By, **given: Any) -> None:
    values = {"recipient_name": "张三", "postal": "云城区律所大楼", "phone": "13800000077"}
    confirm_address(party=row.party, by=by, **{**values, "e_consent": True, "e_channel": EChannel.PORTAL, **given})


def fee_notice(row: Representation) -> Service:
    """The notice whose seven days decide 按撤诉, on its way, and the term that waits for it."""
    case, party, system = row.party.case, row.party, By(user_id=None, channel=Channel.SYSTEM)
    paper = issue_paper(
        case=case,
        event=case.events.latest("seq"),
        kind=PaperKind.FEE_NOTICE,
        title="交纳诉讼费用通知书",
        context={"day": TODAY.isoformat(), "court": case.court.name, "to": party.name},
        audience=Audience.SIDE,
        party=party,
    )
    set_deadline(
        case=case,
        term="fee_payment",
        holder=Holder.PARTY,
        party_id=party.pk,
        subject=party.subject,
        awaits=Awaited(PaperKind.FEE_NOTICE, party.pk),
        by=system,
    )
    return serve(party=party, by=system, paper=paper)


@pytest.mark.parametrize("who", ["clerk", "agent"])
def test_what_was_on_its_way_to_the_dismissed_lawyer_goes_to_the_party(
    agent: Representation, huang: Any, lawyer: Any, who: str
) -> None:
    notice = fee_notice(agent)
    assert notice.method == Method.ELECTRONIC
    by = by_user(huang, Channel.COUNTER) if who == "clerk" else by_user(lawyer)
    actions.release_agent(representation=agent, by=by, today=TODAY)
    notice.refresh_from_db()
    assert notice.method == Method.POST  # it had not gone out yet
    with pytest.raises(ActionRefused):  # no term begins by what reaches the lawyer now
        record_service(service=notice, by=by, day=TODAY, method=Method.ELECTRONIC, today=TODAY, itself=True)
    assert not Deadline.objects.filter(case=agent.party.case, term="fee_payment", due__isnull=False).exists()
    anew = Service.objects.get(paper=notice.paper, state="pending")
    assert (anew.method, anew.party) == (Method.POST, agent.party)
    had = current_address(agent.party)
    assert had is not None
    assert (had.recipient_name, had.postal, had.e_consent) == ("张三", agent.party.address, False)
    assert had.confirmed_at is None
    assert Notice.objects.filter(kind="agent_address").exists()


def test_the_party_hears_of_the_terms_that_run_and_the_lawyer_owes_nothing(
    agent: Representation, huang: Any, lawyer: Any
) -> None:
    """What was received by the lawyer stays received: the day is told to the party, and asked of the lawyer no more."""
    fee_notice(agent)
    due = TODAY + timedelta(days=7)
    Deadline.objects.filter(case=agent.party.case, term="fee_payment").update(state="open", start=TODAY, due=due)
    FeeNotice.objects.create(
        case=agent.party.case, party=agent.party, amount=100, full=100, state="open", issued_on=TODAY
    )
    assert fees_desk(lawyer, TODAY)
    actions.release_agent(representation=agent, by=by_user(huang, Channel.COUNTER), today=TODAY)
    told = Notice.objects.filter(kind="agent_terms", party=agent.party)
    assert "最后一天 11 月 30 日" in told[0].body
    assert not Notice.objects.filter(kind="agent_terms", user=lawyer).exists()
    assert not fees_desk(lawyer, TODAY + timedelta(days=1))


RECEIVED = [
    # what became of the notice before, the day on which the mandate ends -> whether it goes to the party itself
    ("opened by the lawyer", 3, True),
    ("signed for by the lawyer at the counter", 3, True),
    ("signed for by the party at the counter", 3, False),
    ("opened by the lawyer", 9, False),  # its days are over
]


@pytest.mark.parametrize(("how", "after", "anew"), RECEIVED)
def test_the_notice_whose_days_decide_reaches_the_party_itself(
    agent: Representation, huang: Any, lawyer: Any, how: str, after: int, anew: bool
) -> None:
    """民诉法63; 解释213: not paying ends the suit, so the party's own receipt starts the days that the former lawyer's
    had; the last day that was told of is told to hold no more."""
    notice, clerk = fee_notice(agent), by_user(huang, Channel.COUNTER)
    if "counter" in how:  # a lawyer takes it along by a mandate that the court has checked
        Representation.objects.filter(pk=agent.pk).update(checked_on=TODAY)
        own = agent.party.id_number[-4:] if "party" in how else "1234"
        hand_over(service=notice, name="张三" if "party" in how else "周律师", identity=own, by=clerk, today=TODAY)
    else:
        record_service(service=notice, by=by_user(lawyer), day=TODAY, method=notice.method, today=TODAY, itself=True)
    term = Deadline.objects.get(case=agent.party.case, term="fee_payment")
    assert (term.state, term.start) == ("open", TODAY)
    day = TODAY + timedelta(days=after)
    with clock.at(day):
        if after > 7:
            sweep_lapsed(today=day, by=clerk)
        actions.release_agent(representation=agent, by=clerk, today=day)
        mine = Notice.objects.filter(kind="taken_back", party=agent.party)
        assert mine.exists() is anew
        services = Service.objects.filter(paper=notice.paper, party=agent.party).order_by("pk")
        runs = Deadline.objects.filter(case=agent.party.case, term="fee_payment").order_by("-pk")[0]
        if not anew:
            assert [each.state for each in services] == ["served"]
            assert runs.start == TODAY
            return
        assert all("原来的最后一天不算了" in each.body for each in mine)
        assert not Notice.objects.filter(kind="agent_terms", party=agent.party).exists()
        assert [each.state for each in services] == ["recalled", "pending"]
        assert (services[1].method, runs.state, runs.due) == (Method.POST, "waiting", None)
        later = day + timedelta(days=2)
    with clock.at(later):
        shown = Signed(number="1100000000099", signer="张三", relation=Relations.SELF)
        record_service(service=services[1], by=clerk, day=later, method=Method.POST, today=later, shown=shown)
    runs.refresh_from_db()
    assert (runs.state, runs.start) == ("open", later)


@pytest.mark.parametrize("fails", [False, True])
def test_who_gains_a_reader_is_served_by_it(settings: Any, luoding: Any, huang: Any, lawyer: Any, fails: bool) -> None:
    """李四 consented and has no account; an agent who has one opens what has not gone out yet (解释132)."""
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=UserFactory(name="张三", verified=True), court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    party = filing.case.parties.get(side="respondent")
    confirm_address(
        party=party,
        by=by_user(huang, Channel.COUNTER),
        recipient_name="李四",
        postal="罗定市附城街道二号",
        phone="13800000002",
        e_consent=True,
        e_channel=EChannel.SMS,
    )
    before = Service.objects.filter(party=party, state="pending")
    assert {row.method for row in before} == {Method.POST}
    if fails:
        before.update(dispatched_on=TODAY)
    sheet = receive_sheet(filing.case, party, huang)
    mandate = actions.name_agent(
        party=party,
        agent=actions.Agent(
            name="周律师", phone="13800000077", relation=Relation.LAWYER, unit="", authority=Authority.GENERAL
        ),
        document=sheet,
        proof=sheet,
        once=uuid4(),
        by=by_user(huang, Channel.COUNTER),
        today=TODAY,
    )
    assert mandate.representation is not None
    after = {row.method for row in Service.objects.filter(party=party, state="pending")}
    assert after == {Method.POST if fails else Method.ELECTRONIC}  # what is with the post goes its way


@pytest.mark.parametrize(
    ("given", "hangs"),
    [
        ({"recipient_name": "周律师", "phone": "13800000001"}, True),  # named in it
        ({"phone": "13800000077", "e_channel": EChannel.SMS}, True),  # its telephone
        ({"phone": "13800000001"}, True),  # an inbox that nobody reads any more
        ({"phone": "13800000001", "e_channel": EChannel.SMS}, False),  # the party's own
        ({"phone": "13800000001", "e_consent": False, "e_channel": EChannel.NONE}, False),
    ],
)
def test_only_what_hung_on_the_mandate_ends(
    agent: Representation, huang: Any, given: dict[str, Any], hangs: bool
) -> None:
    give(agent, by_user(huang, Channel.COUNTER), **given)
    before = current_address(agent.party)
    actions.release_agent(representation=agent, by=by_user(huang, Channel.COUNTER), today=TODAY)
    assert (current_address(agent.party) != before) is hangs
    assert Notice.objects.filter(kind="agent_address").exists() is hangs


def test_what_the_agent_confirmed_for_the_party_ends_too(agent: Representation, huang: Any, lawyer: Any) -> None:
    give(agent, by_user(lawyer), phone="13800000001", e_channel=EChannel.SMS)
    actions.release_agent(representation=agent, by=by_user(huang, Channel.COUNTER), today=TODAY)
    had = current_address(agent.party)
    assert had is not None
    assert not had.e_consent


def test_an_agent_gives_the_mandate_up_by_a_page_of_its_own(
    agent: Representation, lawyer: Any, huang: Any, li: Any
) -> None:
    case = Case.objects.get(pk=agent.party.case_id)
    mine, address = signed_in(lawyer), reverse("intake:agent_release", args=[case.uid, agent.pk])
    assert reverse("intake:agents", args=[case.uid]) in mine.get(f"/cases/{case.uid}/").content.decode()
    assert address in mine.get(reverse("intake:agents", args=[case.uid])).content.decode()
    assert "不再代理张三？" in mine.get(address).content.decode()
    assert signed_in(li).post(address).status_code == 404
    assert signed_in(huang).post(address).status_code == 404
    assert mine.post(address).status_code == 302
    assert not visible_to(lawyer, TODAY + timedelta(days=1)).exists()
    agent.refresh_from_db()
    assert agent.until == TODAY
    assert case.events.filter(kind="intake.agent_resigned").count() == 1
    told = Notice.objects.filter(kind="agent", channel="in_site").values_list("body", flat=True).distinct()
    assert list(told) == ["周律师告诉法院不再代理张三，不再是本案代理人。"]
    assert mine.post(address).status_code == 404


def brought(agent: Representation, lawyer: Any) -> Mandate:
    """周律师 hands in a paper of 张三 that names every power, by his own page."""
    sent = asked(authority="special", powers=list(POWERS), parties=[str(agent.party_id)])
    answer = signed_in(lawyer).post(reverse("intake:agents", args=[agent.party.case.uid]), sent)
    assert answer.status_code == 302
    return Mandate.objects.get(party=agent.party, state="waiting", representation=None)


def seated(agent: Representation) -> Any:
    """张三 has an account now."""
    zhang = UserFactory(name="张三", phone="13800000001", verified=True)
    link_party(party=agent.party, user_id=zhang.pk, by=by_user(zhang), today=TODAY)
    return zhang


def test_who_is_dismissed_comes_back_by_no_paper_that_waits(agent: Representation, lawyer: Any, huang: Any) -> None:
    """民诉法62, 63: six powers were asked for, the agent dismissed; nothing of it is left for the clerk to press."""
    zhang, paper = seated(agent), brought(agent, lawyer)
    signed_in(zhang).post(reverse("intake:agent_release", args=[agent.party.case.uid, agent.pk]))
    paper.refresh_from_db()
    assert (paper.state, paper.decided_by) == ("revoked", zhang)
    desk = reverse("intake:mandates", args=[agent.party.case.uid])
    signed_in(huang).post(desk, {"act": "confirm", "pk": paper.pk})
    assert not agent.party.representations.filter(until=None).exists()
    assert not may_dispose(agent.party.case, lawyer, Disposal.WITHDRAW, TODAY)


def test_the_party_reads_what_its_agent_handed_in_and_denies_it(
    agent: Representation, lawyer: Any, huang: Any, li: Any
) -> None:
    zhang, paper = seated(agent), brought(agent, lawyer)
    case = Case.objects.get(pk=agent.party.case_id)
    told = Notice.objects.get(title="有人交来您的授权委托书", channel="in_site")
    assert (told.user, "代为和解" in told.body) == (zhang, True)  # 张三 himself, not 周律师 for him
    assert "这是代理人自己交来的" in signed_in(huang).get(reverse("intake:mandates", args=[case.uid])).content.decode()
    theirs = signed_in(zhang)
    assert "不是我委托的" in theirs.get(told.link).content.decode()
    denies = reverse("intake:mandate_take_back", args=[case.uid, paper.pk])
    assert signed_in(lawyer).post(denies).status_code == 404
    theirs.post(denies)
    paper.refresh_from_db()
    assert paper.state == "revoked"
    assert Notice.objects.filter(title="委托书已作废", user=lawyer).exists()
    assert "不是自己出具的" in Todo.objects.get(case=case, what="seat").words
    assert "不是您出具的，已作废" in theirs.get(f"/cases/{case.uid}/").content.decode()


def test_the_clerk_reads_that_who_comes_back_was_dismissed(agent: Representation, lawyer: Any, huang: Any) -> None:
    actions.release_agent(representation=agent, by=by_user(huang, Channel.COUNTER), today=TODAY)
    sheet = receive_sheet(agent.party.case, agent.party, lawyer)
    actions.name_agent(
        party=agent.party,
        agent=actions.Agent(
            name="周律师", phone="13800000077", relation=Relation.LAWYER, unit="", authority=Authority.GENERAL
        ),
        document=sheet,
        proof=sheet,
        once=uuid4(),
        by=by_user(lawyer),
        today=TODAY,
    )
    page = signed_in(huang).get(reverse("intake:mandates", args=[agent.party.case.uid])).content.decode()
    assert "对周律师的委托" in page
    assert "请先问张三本人是不是重新委托" in page
