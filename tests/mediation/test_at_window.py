"""Two people without phone or account: from the first answer to the end, everything is done at the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from common.cases.models import Case, Event, Representation
from common.documents.models import Document
from common.law import clock
from common.people.models import User
from common.people.states import Role
from intake.review import actions as review
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState
from mediation.course import actions as course_actions
from mediation.course.models import Consent, Mediation
from mediation.texts import actions as texts_actions
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement, Signature
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState, Outcome
from tests.counter.test_window import paper
from tests.factories import court as court_of
from tests.factories.mediation import sign, web
from tests.factories.people import staff
from tests.stories import given
from tests.stories.town import Town

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def real_time() -> Iterator[None]:
    yield
    clock.set_process_clock(None)


@dataclass
class Window:
    """A clerk's window, and the people who come to it one after the other."""

    client: Client
    clerk: User
    case: Case

    def comes(self, name: str, came: str = "self") -> str:
        party = self.case.parties.get(name=name)
        shown = "id_card" if came == "self" else "power"
        if came != "self":
            Representation.objects.create(party=party, name=name, authority=came, since=DAY, checked_on=DAY)
        form = {"came": came, "name": name, "shown": shown, "checked": "on", "party": str(party.pk)}
        self.client.force_login(self.clerk)
        answer = self.client.post(f"/counter/cases/{self.case.uid}/", form, follow=True)
        assert "正在为" in answer.content.decode()
        return answer.content.decode()

    def leaves(self) -> None:
        self.client.post("/counter/end/", {"scan": paper()}, follow=True)

    def page(self, name: str) -> str:
        answer = self.client.get(f"/mediation/{self.case.uid}/{name}")
        assert answer.status_code == 200, (name, answer.status_code, answer.get("Location"))
        return answer.content.decode()

    def does(self, address: str, **data: object) -> None:
        assert self.page(address)
        answer = self.client.post(f"/mediation/{self.case.uid}/{address}", data)
        assert answer.status_code == 302, answer.content.decode()[-3000:]


def agreeing(window: Window, name: str) -> dict[str, str]:
    """What the clerk ticks of the claims: the claimant alone is asked about each."""
    return {f"claim_{each.pk}": "on" for each in window.case.claims.all()} if name == "张三" else {}


def begin(client: Client, *, wish: str = "sue") -> tuple[Window, given.Staff]:
    """A filing whose parties have no account: the claimant's is taken away again, as if filed on paper."""
    town, people = Town(court_of("luoding"), DAY), given.Staff(court_of("luoding"))
    people.mediator  # noqa: B018 - on the roster
    case = given.filed(town, given.zhang(), wish=wish, **{"resolution.consider_mediation": "yes"})
    case.parties.update(user=None)
    case.participations.filter(capacity="party").delete()
    act = review.register if wish == "sue" else review.divert
    act(filing=case.filing, by=given.by(people.clerk), today=DAY)
    return Window(client, people.clerk, given.fresh(case)), people


def sent(window: Window, people: given.Staff) -> Agreement:
    """谭和 took the case, drafted an agreement and signed it."""
    row = window.case.mediations.get()
    chen = web(people.mediator)
    course_actions.accept(proposal=row.proposals.get(), by=chen, today=DAY)
    draft = AgreementText(
        facts="借款属实。",
        items=[Item(text="李四分期归还。")],
        claim_ids=list(window.case.claims.values_list("pk", flat=True)),
        party_ids=list(window.case.parties.values_list("pk", flat=True)),
    )
    text = texts_actions.draft_agreement(mediation=row, draft=draft, by=chen, today=DAY)
    text = texts_actions.send_agreement(agreement=text, by=chen, today=DAY)
    return sign(text, people.mediator, None, on=DAY)


def signed_by_both(window: Window) -> None:
    for name in ("张三", "李四"):
        assert "查看并签署调解协议" in window.comes(name)
        page = window.page("sign/")
        assert "获取验证码" not in page, "no code goes to the clerk's own phone"
        assert "李四分期归还" in page
        window.does("sign/", name=name, scan=paper(), seen="on", **agreeing(window, name))
        window.leaves()


def test_after_filing_agreed_signed_and_a_paper_sought_at_the_window(client: Client) -> None:
    window, people = begin(client)
    assert window.case.route == "C"
    page = window.comes("李四")
    assert "答复是否同意调解" in page
    assert "登记当事人的答复" not in page, "the court's own view rests"
    window.does("consent/", answer="given", who="court")
    window.leaves()
    answer = Consent.objects.get(party__name="李四")
    assert (answer.state, answer.channel, answer.recorded_by) == ("given", "counter", window.clerk)

    text = sent(window, people)
    window.comes("张三")
    unasked = client.post(f"/mediation/{window.case.uid}/sign/", {"name": "张三", "scan": paper(), "seen": "on"})
    assert unasked.status_code == 422, "what becomes of each claim is asked of the claimant here too"
    window.does("sign/", name="张三", scan=paper(), seen="on", **agreeing(window, "张三"))
    assert not Document.objects.filter(case=window.case, kind="signature_scan").exists(), "not signed by all yet"
    window.leaves()
    window.comes("李四")
    window.does("sign/", name="李四", scan=paper(), seen="on")
    text.refresh_from_db()
    assert (text.state, text.effective_on) == (AgreementState.EFFECTIVE, DAY)
    scans = Document.objects.filter(case=window.case, kind="signature_scan")
    assert {(each.audience, each.party.name) for each in scans} == {("side", "张三"), ("side", "李四")}
    marks = Signature.objects.filter(agreement=text, party__isnull=False)
    assert {(each.witness, each.channel) for each in marks} == {(window.clerk, "counter")}

    judge = people.judge
    assert "选择怎样了结" in window.page("")
    window.does("finish/", how="paper_sought")
    event = Event.objects.get(case=window.case, kind="mediation.paper_sought")
    assert (event.actor, event.party.name, event.channel) == (window.clerk, "李四", "counter")
    text.refresh_from_db()
    assert text.paper_judge == judge
    assert "反悔，转入审理" in window.page("")
    window.does("go-back/")
    window.leaves()
    text.refresh_from_db()
    assert text.outcome == Outcome.WENT_BACK
    assert given.fresh(window.case).stage == "sorting"


def test_before_filing_both_apply_for_confirmation_at_the_window(client: Client) -> None:
    window, people = begin(client, wish="mediate")
    assert window.case.route == "A"
    judge = people.judge
    row: Mediation = window.case.mediations.get()
    if row.consents.get(party__name="张三").state == "asked":
        window.comes("张三")
        window.does("consent/", answer="given", who="court")
        window.leaves()
    window.comes("李四")
    window.does("consent/", answer="given", who="court")
    window.leaves()
    sent(window, people)
    signed_by_both(window)
    assert given.fresh(window.case).closing == "mediated"
    for name in ("张三", "李四"):
        window.comes(name)
        window.does("finish/", how="confirmation")
        window.leaves()
    found = Confirmation.objects.get()
    assert (found.state, found.judge) == (ConfirmationState.APPLIED, judge)
    assert set(found.joins.values_list("channel", "witness")) == {("counter", window.clerk.pk)}
    assert given.fresh(window.case).stage == "confirmation"


def test_an_agent_with_general_power_may_only_say_no_at_the_window(client: Client) -> None:
    window, _ = begin(client)
    page = window.comes("李四", came="general")
    assert "不同意调解" in page
    assert "答复是否同意调解" not in page
    assert client.get(f"/mediation/{window.case.uid}/consent/").status_code == 404
    window.does("decline/")
    assert given.fresh(window.case).stage == "sorting"


def test_an_agent_with_an_account_says_no_online_and_yes_only_with_special_power(client: Client) -> None:
    from common.cases.actions import admit
    from common.cases.rules import ActionRefused
    from common.cases.states import Capacity
    from tests.factories import UserFactory

    window, _ = begin(client)
    case, lawyer = window.case, UserFactory(name="周律师", verified=True)
    party = case.parties.get(name="李四")
    power = Representation.objects.create(
        party=party, user=lawyer, name="周律师", authority="general", since=DAY, checked_on=DAY
    )
    by = web(lawyer, party)
    admit(case=case, user_id=lawyer.pk, capacity=Capacity.AGENT, by=by, today=DAY, party=party)
    row = case.mediations.get()
    with pytest.raises(ActionRefused, match="特别授权"):
        course_actions.consent(mediation=row, by=by, today=DAY)
    client.force_login(lawyer)
    page = client.get(f"/cases/{case.uid}/").content.decode()
    assert "不同意调解" in page
    assert "答复是否同意调解" not in page
    assert client.get(f"/mediation/{case.uid}/consent/").status_code == 404
    power.authority, power.powers = "special", ["代为和解"]
    power.save(update_fields=["authority", "powers"])
    assert "答复是否同意调解" in client.get(f"/cases/{case.uid}/").content.decode()
    course_actions.consent(mediation=row, by=by, today=DAY)
    assert Consent.objects.get(party=party).state == "given"


def test_the_judge_and_the_desk_reach_their_pages(client: Client) -> None:
    window, people = begin(client)
    window.comes("李四")
    window.does("consent/", answer="given", who="court")
    window.leaves()
    sent(window, people)
    signed_by_both(window)
    window.comes("李四")
    judge = people.judge
    window.does("finish/", how="paper_sought")
    window.leaves()
    client.force_login(judge)
    assert "不予制作调解书" in client.get(f"/mediation/{window.case.uid}/paper/").content.decode()
    assert client.post(f"/mediation/{window.case.uid}/paper/refuse/", {}).status_code == 422
    party = window.case.parties.get(name="李四")
    early = client.post(f"/mediation/{window.case.uid}/regret/", {"party": party.pk, "how": "refused"})
    assert "还没有制作" in early.content.decode()
    client.force_login(staff(Role.COUNSELLOR, window.case.court))
    assert "拒绝签收调解书" in client.get(f"/mediation/{window.case.uid}/regret/").content.decode()
    client.force_login(judge)
    form = {"ground": "unlawful", "words": "利率过高。"}
    assert client.post(f"/mediation/{window.case.uid}/paper/refuse/", form).status_code == 302
    assert given.fresh(window.case).stage == "sorting"
