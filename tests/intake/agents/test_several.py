"""One agent of several parties: a mandate of each, with its own powers, place, messages and end (民诉法61-63)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.cases.access import looker, may_dispose
from common.cases.actions import add_representation
from common.cases.events import Channel
from common.cases.models import Case, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Disposal
from common.delivery.queries import current_address
from common.documents.queries import documents_of
from common.notifications.models import Notice
from common.notifications.queries import recipients_of
from common.notifications.rules import NoticeRequest
from intake.agents import actions
from intake.filing import queries
from intake.filing.actions import submit
from intake.filing.models import Draft
from intake.mandates.models import Mandate
from intake.mandates.states import RELATIONS, Relation
from intake.review import actions as review_actions
from tests.factories import MembershipFactory, UserFactory, fictitious_id
from tests.factories.intake import TODAY, agent, as_the_number_says, by_user, lending_answers, make_draft, make_filing
from tests.intake.agents.test_agents import given, paper, signed_in
from yunfu_court import speech
from yunfu_court.counter.actions import begin
from yunfu_court.counter.states import Came, Shown

HANDLERS = list(project.EVENT_HANDLERS)
pytestmark = pytest.mark.django_db


@pytest.fixture
def lawyer(db: None) -> Any:
    return UserFactory(name="周律师", phone="13800000077", verified=True)


def three(**more: Any) -> dict[str, Any]:
    """张三, 王二 and 赵四 sue together; 周律师 stands for them all unless somebody is ticked."""
    answers = lending_answers(**agent("周律师", "13800000077", powers=["settle"]))
    for index, name in ((2, "王二"), (3, "赵四")):
        born = as_the_number_says(fictitious_id(index))
        same = {
            key.replace(".1.", f".{index}."): value
            for key, value in (answers | born).items()
            if key.startswith("claimant.1.")
        }
        answers |= same | {
            f"claimant.{index}.name": name,
            f"claimant.{index}.id_number": fictitious_id(index),
            f"claimant.{index}.phone": f"1390000000{index}",
            f"claimant.{index}.domicile": f"罗定市罗城街道{index}号",
        }
    return answers | {"service.service_recipient": "周律师", "service.service_phone": "13800000077", **more}


@pytest.fixture
def case(settings: Any, luoding: Any, lawyer: Any, huang: Any) -> Case:
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=lawyer, court=luoding, answers=three(), papers=True)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    return Case.objects.get(pk=filing.case_id)


def claimants(case: Case) -> Any:
    return case.parties.filter(side="claimant").order_by("order")


def test_a_lawyer_of_several_speaks_for_each_by_a_mandate_of_its_own(case: Case, lawyer: Any, huang: Any) -> None:
    assert [party.name for party in looker(case, lawyer, TODAY).parties] == ["张三", "王二", "赵四"]
    for party in claimants(case):
        row = party.mandates.get()
        assert (row.state, row.representation.user, row.powers) == ("waiting", lawyer, ["代为和解"])
        address = current_address(party)
        assert address is not None
        assert (address.recipient_name, address.e_consent) == ("周律师", True)
        assert lawyer.pk in {one.user_id for one in recipients_of(party, TODAY)}
    assert Todo.objects.filter(case=case, what="intake.mandates", done_on=None).count() == 3
    desk, address = signed_in(huang), reverse("intake:mandates", args=[case.uid])
    page = desk.get(address).content.decode()
    assert (page.count("手续齐全"), page.count("委托书在上面"), page.count("已核对周律师")) == (3, 3, 0)
    second = claimants(case)[1]
    desk.post(address, {"act": "confirm", "pk": second.mandates.get().pk})
    assert [may(case, lawyer, each) for each in claimants(case)] == [False, True, False]


def test_what_is_said_to_all_is_read_once_and_what_is_one_s_by_its_name(case: Case, lawyer: Any, huang: Any) -> None:
    """One message, not one for each of whom the lawyer stands for; each claimant asked to come in is asked itself."""
    rows = Notice.objects.filter(user=lawyer, channel="in_site")
    for kind in ("intake.registered", "mediation.opened"):
        (said,) = rows.filter(event__kind=kind)
        assert "的事：" not in said.body, "it is told for all three"
    assert not Notice.objects.filter(user=lawyer, event__kind="intake.claimant_invited").exists()
    first, second, third = claimants(case)
    event = case.events.latest("seq")
    for told, whose in (([first], "张三的事："), ([first, third], "张三、赵四的事："), ([first, second, third], "")):
        kind = f"asked{len(told)}"
        asked = [NoticeRequest(kind=kind, title="x", body="请补材料。", parties=(each.pk,)) for each in told]
        for one in speech._joined(asked):
            speech._say(event, one, {each.pk: each for each in told})
        (said,) = rows.filter(kind=kind)
        assert said.body == f"{whose}请补材料。"
        assert Notice.objects.filter(kind=kind, channel="sms", user=lawyer).count() == 1


def may(case: Case, user: Any, party: Any) -> bool:
    user.acting_for = {case.pk: party.pk}
    return may_dispose(Case.objects.get(pk=case.pk), user, Disposal.SETTLE, TODAY)


def test_the_lawyer_says_for_whom_it_acts_and_each_page_is_that_partys(case: Case, lawyer: Any) -> None:
    mine, page = signed_in(lawyer), f"/cases/{case.uid}/"
    first, second, _ = claimants(case)
    shown = mine.get(page).content.decode()
    assert "您代理原告张三、王二、赵四" in shown
    assert "法院核对授权委托书原件以后，您才能代为" in shown
    assert "您是一般授权的代理人" not in shown, "that of a mandate with special powers nobody has checked yet"
    assert "现在办理的是<b>张三</b>的事" in shown
    assert mine.post(reverse("casefile:act_for", args=[case.uid, second.pk])).status_code == 302
    shown = mine.get(page).content.decode()
    assert "现在办理的是<b>王二</b>的事" in shown
    assert "（赵四）" in shown  # of several papers of one name, whose each is
    agreed = current_address(second)  # as the filing said for everybody on this side
    assert agreed is not None
    assert agreed.postal in mine.get(reverse("intake:address", args=[case.uid])).content.decode()
    theirs = case.parties.get(side="respondent")
    assert mine.post(reverse("casefile:act_for", args=[case.uid, theirs.pk])).status_code == 404
    assert first.pk != second.pk


def test_who_was_ticked_is_stood_for_and_nobody_else(luoding: Any, lawyer: Any, zhang: Any) -> None:
    answers = three(**{"agent.1.stands_for": ["1", "3"]})
    case = make_filing(user=lawyer, court=luoding, answers=answers).case
    assert [each.name for each in claimants(case) if each.representations.exists()] == ["张三", "赵四"]
    silent = claimants(case)[1]
    assert current_address(silent) is None
    assert "13800000077" not in {one.phone for one in recipients_of(silent, TODAY)}
    draft = make_draft(user=lawyer, court=luoding, answers=three(**{"agent.1.stands_for": ["2"]}))
    page = signed_in(lawyer).get(reverse("intake:check", args=[draft.uid])).content.decode()
    assert "这里填的是张三" in page  # nobody files in a name it was not asked to stand for


def test_giving_one_up_leaves_the_others(case: Case, lawyer: Any) -> None:
    first, second, third = claimants(case)
    mine = signed_in(lawyer)
    release = reverse("intake:agent_release", args=[case.uid, second.representations.get().pk])
    assert mine.post(release)["Location"] == reverse("intake:agents", args=[case.uid])
    assert {party.name for party in looker(Case.objects.get(pk=case.pk), lawyer, TODAY).parties} == {"张三", "赵四"}
    address = current_address(second)
    assert address is not None
    assert (address.recipient_name, address.postal, address.e_consent) == ("王二", second.address, False)
    kept = current_address(third)
    assert kept is not None
    assert kept.recipient_name == "周律师"
    assert first.representations.get().until is None


def test_a_new_mandate_takes_the_place_of_the_old_and_the_other_side_is_told(
    case: Case, lawyer: Any, huang: Any
) -> None:
    """Handed in by the agent itself: narrowed for one, anew for another; what is waiting is the newest."""
    first, second, third = claimants(case)
    for party in (first, second, third):
        actions.confirm_mandate(mandate=party.mandates.get(), by=by_user(huang), today=TODAY)
    mine, address = signed_in(lawyer), reverse("intake:agents", args=[case.uid])
    old = first.representations.get()
    page = mine.get(f"{address}?of={old.pk}").content.decode()
    assert "张三出具的委托书" in page
    sent = given(authority="general", parties=[str(first.pk), str(second.pk)])
    mine.post(address, sent)
    later = TODAY + timedelta(days=2)
    for party in (first, second):
        row = party.mandates.get(state="waiting")
        actions.confirm_mandate(mandate=row, by=by_user(huang), today=later)
    old.refresh_from_db()
    assert (old.until, old.mandate.state) == (later, "superseded")
    now = first.representations.get(until=None)
    assert (now.since, now.powers, now.user) == (later, [], lawyer)
    assert third.representations.get().powers == ["代为和解"]
    assert case.events.filter(kind="intake.agent_changed").count() == 2
    assert case.participations.filter(user=lawyer, until=None).count() == 3


def test_what_an_agent_hands_in_is_told_as_its_own_act_and_is_each_partys_to_read(
    case: Case, lawyer: Any, huang: Any, li: Any
) -> None:
    """民诉法62: two ticked at once; each reads who handed it in, hears of it, and opens the papers in its own name."""
    first, second, _ = claimants(case)
    for party in (first, second):
        actions.confirm_mandate(mandate=party.mandates.get(), by=by_user(huang), today=TODAY)
        user = UserFactory(name=party.name, phone=party.phone, verified=True)
        actions.admit(case=case, user_id=user.pk, capacity="party", by=by_user(user), today=TODAY, party=party)
        party.user = user
        party.save()
    sent = given(parties=[str(first.pk), str(second.pk)])
    signed_in(lawyer).post(reverse("intake:agents", args=[case.uid]), sent)
    todo = Todo.objects.get(case=case, what="intake.mandates", subject=second.subject, done_on=None)
    assert todo.words == "周律师交来王二的委托代理人的手续，请核对。"
    for party in (first, second):
        row, theirs = party.mandates.get(state="waiting"), signed_in(party.user)
        assert documents_of(case, party.user, TODAY).filter(pk__in=[row.document_id, row.proof_id]).count() == 2
        page = theirs.get(f"/cases/{case.uid}/").content.decode()
        assert f"周律师交来{party.name}委托其代理的授权委托书" in page
        assert "您提交了委托代理人的手续" not in page
        assert Notice.objects.filter(user=party.user, title="有人交来您的授权委托书").exists()
    assert not Notice.objects.filter(user=lawyer, title="有人交来您的授权委托书").exists()


@pytest.mark.parametrize("acts_for", ["itself", "the other"])
def test_who_sues_beside_whom_it_speaks_for_gives_that_up_and_names_nobody_for_itself_meanwhile(
    case: Case, lawyer: Any, acts_for: str
) -> None:
    """民诉法61, 63: 张三 is a party, and the agent of 王二 too; the page is that of whom 张三 acts for now."""
    first, second, _ = claimants(case)
    user = UserFactory(name="张三", phone="13800000061", verified=True)
    actions.admit(case=case, user_id=user.pk, capacity="party", by=by_user(user), today=TODAY, party=first)
    first.user = user
    first.save()
    row = add_representation(
        party=second,
        name="张三",
        phone=user.phone,
        unit="",
        authority="general",
        powers=[],
        since=TODAY,
        user_id=user.pk,
    )
    actions.admit(case=case, user_id=user.pk, capacity="agent", by=by_user(user), today=TODAY, party=second)
    mine, address = signed_in(user), reverse("intake:agents", args=[case.uid])
    assert "委托代理人" in mine.get(address).content.decode()
    if acts_for == "the other":
        mine.post(reverse("casefile:act_for", args=[case.uid, second.pk]))
        assert "我的代理" in mine.get(address).content.decode()
        asked = {"relation": "relative"}
        assert (
            mine.post(address, given(parties=[str(first.pk)], **asked)).status_code == 422
        )  # nobody is one's own agent
        mine.post(address, given(parties=[str(second.pk)], **asked))
        assert [each.name for each in second.mandates.filter(representation=None)] == ["张三"]
        assert not first.mandates.filter(representation=None).exists()
    release = reverse("intake:agent_release", args=[case.uid, row.pk])
    assert "不再代理王二？" in mine.get(release).content.decode()
    assert mine.post(release)["Location"] == address
    row.refresh_from_db()
    assert row.until == TODAY
    assert [party.name for party in looker(Case.objects.get(pk=case.pk), user, TODAY).parties] == ["张三"]
    assert not second.mandates.filter(name="张三", state="waiting").exists()


def test_the_same_paper_for_two_agents_is_two_mandates(case: Case, lawyer: Any, li: Any, huang: Any) -> None:
    party = case.parties.get(side="respondent")
    party.user = li
    party.save()
    actions.admit(case=case, user_id=li.pk, capacity="party", by=by_user(li), today=TODAY, party=party)
    theirs, address = signed_in(li), reverse("intake:agents", args=[case.uid])
    same, proof = (paper(each).read() for each in ("同一份", "证件"))
    for name, phone in (("吴律师", "13800000078"), ("郑律师", "13800000079")):
        theirs.post(address, given(name=name, phone=phone, mandate=sheet(same), proof=sheet(proof)))
    assert sorted(party.mandates.values_list("name", flat=True)) == ["吴律师", "郑律师"]
    assert party.mandates.values("document").distinct().count() == 1
    assert "最多两名代理人" in theirs.get(address).content.decode()
    row = party.mandates.first()
    third = actions.Agent(
        name="冯律师", phone="13800000080", relation=Relation.LAWYER, unit="", authority=Authority.GENERAL
    )
    papers = {"document": row.document, "proof": row.proof, "once": uuid4()}
    with pytest.raises(ActionRefused, match="最多委托两名"):
        actions.name_agent(party=party, agent=third, by=by_user(li), today=TODAY, **papers)


def sheet(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("委托书.pdf", content, "application/pdf")


def test_what_was_refused_is_handed_in_anew_by_the_agent(case: Case, lawyer: Any, huang: Any) -> None:
    first = claimants(case)[0]
    actions.refuse_mandate(mandate=first.mandates.get(), words="没有签名。", by=by_user(huang), today=TODAY)
    mine, address = signed_in(lawyer), reverse("intake:agents", args=[case.uid])
    assert "没有签名" in mine.get(address).content.decode()
    assert first.representations.get().until is None
    mine.post(address, given(parties=[str(first.pk)]))
    row = first.mandates.get(state="waiting")
    actions.confirm_mandate(mandate=row, by=by_user(huang), today=TODAY)
    assert first.representations.get(until=None).checked_on == TODAY


@pytest.mark.parametrize(("since", "words"), [("opposed", "其他身份"), ("judge", "法院工作人员")])
def test_who_may_be_nobodys_agent_any_more_is_let_in_by_no_door(
    case: Case, lawyer: Any, huang: Any, since: str, words: str
) -> None:
    """Named on filing; since then recorded for the other side, or made a judge."""
    party, by = claimants(case)[0], by_user(huang)
    speaker, mandate = party.representations.get(), party.mandates.get()
    if since == "judge":
        MembershipFactory(user=lawyer, court=case.court, role="judge")
    else:
        theirs = case.parties.get(side="respondent")
        case.participations.create(user=lawyer, party=theirs, capacity="agent", since=TODAY, until=TODAY)
    me = actions.Agent(
        name="周律师", phone="13800000077", relation=Relation.LAWYER, unit="", authority=Authority.GENERAL
    )
    papers = {"document": mandate.document, "proof": mandate.proof, "once": uuid4()}
    came = {"came": Came.GENERAL, "name": "周律师", "shown": Shown.POWER, "number": lawyer.id_number}
    named = type(speaker).objects.filter(pk=speaker.pk)
    doors: dict[str, Any] = {
        "name": lambda: actions.name_agent(party=party, agent=me, by=by, today=TODAY, **papers),
        "confirm": lambda: actions.confirm_mandate(mandate=mandate, by=by, today=TODAY),
        "check": lambda: actions.check_mandate(representation=named.get(), by=by, today=TODAY),
        "link": lambda: named.update(user=None) and actions.link_agent(representation=named.get(), by=by, today=TODAY),
        "window": lambda: named.update(checked_on=TODAY) and begin(case=case, party=party, by=by, today=TODAY, **came),
    }
    for door, act in doors.items():
        with pytest.raises(ActionRefused) as refused:
            act()
        assert words in str(refused.value), door


# --- The draft -------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(luoding: Any, lawyer: Any) -> Draft:
    return make_draft(user=lawyer, court=luoding, answers=three())


def test_the_draft_asks_for_the_papers_as_afterwards_and_loses_nothing(draft: Draft, lawyer: Any) -> None:
    mine, address = signed_in(lawyer), reverse("intake:person", args=[draft.uid, "agent", 1])
    page = mine.get(address).content.decode()
    for words in ("代理谁", "王二", "授权委托书", "身份和关系证明", *(proof for _, proof in RELATIONS.values())):
        assert words in page
    shown = {"agent.1.name": "周律师", "agent.1.phone": "138", "agent.1.relation": "lawyer", "go": "continue"}
    back = mine.post(address, {**shown, "agent.1.mandate": paper("委托书")}).content.decode()
    assert "138" in back  # what cannot be read stays on the page, and the file beside it was kept
    assert "已上传。重新选择的，换掉原来的" in back
    draft.refresh_from_db()
    assert draft.given()["agent.1.mandate"]
    assert mine.post(reverse("intake:answer", args=[draft.uid]), {"question": "agent.1.mandate"}).status_code == 404


def test_the_form_names_the_kinds_and_their_papers_of_the_law(draft: Draft) -> None:
    asked = draft.spec.section("agent").field("relation")
    assert {one.code: (one.label, one.hint.removeprefix("要交：")) for one in asked.options} == {
        kind.value: words for kind, words in RELATIONS.items()
    }


def test_the_counter_twin_records_who_came_with_the_papers(luoding: Any, huang: Any) -> None:
    made = make_filing(user=huang, court=luoding, channel=Channel.COUNTER, answers=three(), papers=True).case
    assert {each.state for each in Mandate.objects.filter(party__case=made)} == {"confirmed"}
    assert all(each.representations.get().checked_on == TODAY for each in claimants(made))


# --- Before filing ---------------------------------------------------------------------------------------------------


def gaps(draft: Draft) -> dict[str, str]:
    return {gap.question: gap.words for gap in queries.in_the_way(draft, TODAY, at_counter=False)}


def test_nobody_of_the_court_is_named(draft: Draft, lawyer: Any, luoding: Any) -> None:
    assert gaps(draft) == {}
    MembershipFactory(user=lawyer, court=luoding, role="judge")
    draft = Draft.objects.get(pk=draft.pk)
    assert "法院工作人员" in gaps(draft)["agent.1.name"]
    with pytest.raises(ActionRefused, match="法院工作人员"):
        submit(draft=draft, once=uuid4(), by=by_user(lawyer), today=TODAY)


@pytest.mark.parametrize("number", ["13800000002", "13800000077"])
def test_the_other_side_named_as_agent_is_said_at_the_field(luoding: Any, lawyer: Any, number: str) -> None:
    more = {"agent.1.phone": number} if number == "13800000002" else {"respondent.1.name": "周律师"}
    found = gaps(make_draft(user=lawyer, court=luoding, answers=three(**more)))
    assert [question for question in found if question.startswith("agent.1.")] == [
        "agent.1.phone" if number == "13800000002" else "agent.1.agent_namesake_why"
    ]


def test_who_spoke_for_the_other_side_is_told_before_filing_and_shut_out_of_the_same_dispute(
    luoding: Any, lawyer: Any, zhang: Any, huang: Any
) -> None:
    """In another case between them a word; in the dispute that goes on, no."""
    had = make_filing(user=zhang, court=luoding, wish="mediate").case
    theirs = had.parties.get(side="respondent")
    add_representation(
        party=theirs,
        name="周律师",
        phone="13800000077",
        unit="",
        authority="general",
        powers=[],
        since=TODAY,
        user_id=lawyer.pk,
        checked_on=TODAY,
    )
    answers = lending_answers(**agent("周律师", "13800000077"))
    row = make_draft(user=lawyer, court=luoding, answers=answers)
    page = signed_in(lawyer).get(reverse("intake:check", args=[row.uid])).content.decode()
    assert "您代理过对方" in page
    assert gaps(row) == {}
    Draft.objects.filter(pk=row.pk).update(case=had)
    row.refresh_from_db()
    assert "代表过对方" in gaps(row)["agent.1.name"]
