"""张三 sues 李四 over a loan: from the draft to registration, by every way the clerk has."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.template.loader import render_to_string

from common.cases.events import Channel
from common.cases.models import Case, Deadline, Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import Stage
from common.documents.models import Paper
from common.documents.queries import layout
from common.law import clock
from intake.door.models import DefendantDoor
from intake.filing import actions as filing_actions
from intake.filing.models import Draft, Filing
from intake.filing.states import FilingState
from intake.review import actions as review_actions
from intake.review import queries
from intake.review.models import Correction
from tests.factories import UserFactory
from tests.factories.intake import (
    TODAY,
    agent,
    by_filer,
    by_user,
    lending_answers,
    make_draft,
    make_filing,
)
from tests.intake import speaking

pytestmark = pytest.mark.django_db


def kinds(case):
    return list(Event.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def test_a_draft_becomes_a_case_with_parties_claims_and_a_receipt(luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    case = Case.objects.get(pk=filing.case_id)
    assert case.title == "张三诉李四民间借贷纠纷"
    assert (case.amount, case.route, case.kind, case.received_on) == (12860050, "C", "civil", TODAY)
    assert case.township.court == luoding
    assert [each.name for each in case.parties.all()] == ["张三", "李四"]
    assert case.parties.get(side="claimant").user == zhang
    assert case.claims.count() == 3
    facts = dict(case.facts.values_list("key", "value"))
    assert facts["accepts_mediation"] == "yes"
    assert facts["mediable"] == "yes"
    assert case.parties.get(side="claimant").service_addresses.get().e_consent
    assert {each.kind for each in Paper.objects.filter(case=case)} == {"receipt", "complaint"}
    assert filing.draft.state == "submitted"
    assert "intake.filed" in kinds(case)


def test_where_parties_live_and_what_the_case_is_are_two_answers(luoding, zhang, huang):
    """民诉法285; 解释520: a respondent abroad makes the case foreign; a foreign contract does not move anybody."""
    far = lending_answers() | {"respondent.1.home": "abroad"}
    case = make_filing(user=zhang, court=luoding, answers=far).case
    assert [each.home for each in case.parties.all()] == ["mainland", "abroad"]
    facts = dict(case.facts.values_list("key", "value"))
    assert (facts["foreign"], facts["regions"]) == (True, False)
    near = lending_answers() | {"forum.foreign_related": "regions"}
    other = make_filing(user=zhang, court=luoding, answers=near).case
    assert {each.home for each in other.parties.all()} == {"mainland"}
    facts = dict(other.facts.values_list("key", "value"))
    assert (facts["foreign"], facts["regions"]) == (False, True)
    assert not make_filing(user=zhang, court=luoding).case.facts.filter(key__in=["foreign", "regions"]).exists()


def test_the_notice_to_answer_says_the_respondents_own_time(luoding, zhang, huang):
    for home, words, article in (("abroad", "三十日", "第二百八十五条"), ("mainland", "十五日", "第一百二十八条")):
        filing = make_filing(user=zhang, court=luoding, answers=lending_answers() | {"respondent.1.home": home})
        review_actions.register(filing=filing, by=by_user(huang, Channel.COUNTER), today=TODAY)
        paper = Paper.objects.get(case=filing.case, kind="respond_notice")
        said = render_to_string(layout(paper.kind, paper.version), paper.context)
        assert f"起诉状副本之日起{words}内" in said
        assert any(article in each for each in paper.context["grounds"])


def test_id_numbers_lie_in_no_table_in_clear(luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers::text FROM intake_draft WHERE id = %s", [filing.draft_id])
        assert "11010519491231002X" not in cursor.fetchone()[0]
        cursor.execute("SELECT answers::text FROM intake_filing WHERE id = %s", [filing.pk])
        assert "11010519491231002X" not in cursor.fetchone()[0]


def test_what_is_missing_stops_the_submission_and_names_the_question(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    filing_actions.save_answers(draft=draft, values={"claims.principal_owed": None}, by=by_user(zhang))
    with pytest.raises(ActionRefused) as refused:
        filing_actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    assert refused.value.field == "claims.principal_owed"
    assert not Case.objects.exists()


def test_submitting_again_gives_the_same_case(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    first = filing_actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    assert filing_actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY) == first
    assert Case.objects.count() == 1


def test_mediation_only_opens_a_case_of_route_a_with_fewer_questions(luoding, zhang):
    filing = make_filing(user=zhang, court=luoding, form="general", wish="mediate", cause="88")
    assert (filing.case.kind, filing.case.route) == ("mediation", "A")
    assert filing.case.facts.get(key="accepts_mediation").value == "yes"
    with pytest.raises(ActionRefused, match="调解申请"):
        review_actions.register(filing=filing, by=by_user(zhang), today=TODAY)


def test_registering_gives_codes_deadlines_and_papers(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    case = Case.objects.get(pk=filing.case_id)
    respondent = case.parties.get(side="respondent")
    assert DefendantDoor.objects.get(party=respondent).code
    waiting = Deadline.objects.get(case=case, term="answer")
    assert waiting.awaits == f"delivery:complaint_copy:{respondent.pk}"
    made = set(Paper.objects.filter(case=case).values_list("kind", flat=True))
    assert made >= {"acceptance_notice", "complaint_copy", "respond_notice"}
    for paper in Paper.objects.filter(case=case):
        assert paper.title in render_to_string(layout(paper.kind, paper.version), paper.context)
    with pytest.raises(ActionRefused, match="黄立案"):
        review_actions.register(filing=filing, by=by_user(huang), today=TODAY)


def test_the_door_code_is_on_the_respondents_paper_only(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    code = DefendantDoor.objects.get().code[:5]
    for paper in Paper.objects.filter(case=filing.case):
        shown = code in render_to_string(layout(paper.kind, paper.version), paper.context)
        assert shown == (paper.kind in ("complaint_copy", "respond_notice")), paper.kind
        if shown:
            assert paper.audience == "side"


def test_correcting_asks_once_changes_only_what_was_marked_and_keeps_its_place(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    items = [
        {"question": "claims.principal_owed", "code": "amount", "message": ""},
        {"question": "respondent.1.domicile", "code": "defendant", "message": "请写到门牌号。"},
    ]
    correction = review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    with pytest.raises(ActionRefused):
        review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    values = {
        "claims.principal_owed": 12000000,
        "respondent.1.domicile": "罗定市附城街道三号",
        "loan.lender": "someone else",
    }
    review_actions.answer_correction(correction=correction, values=values, by=by_user(zhang), today=TODAY)
    filing.refresh_from_db()
    case = Case.objects.get(pk=filing.case_id)
    assert filing.state == FilingState.WAITING
    assert filing.first_received_on == TODAY
    assert filing.answers["loan.lender"] == "张三"
    assert case.amount == 12000000
    assert case.parties.get(side="respondent").address == "罗定市附城街道三号"
    page = queries.review_page(Filing.objects.select_related("case__court", "reviewed_by").get(pk=filing.pk), TODAY)
    changed = page.corrections[0][1]
    assert [(each.before, each.after) for each in changed] == [
        ("罗定市附城街道二号", "罗定市附城街道三号"),
        ("128,600.50 元", "120,000.00 元"),
    ]
    with pytest.raises(ActionRefused, match="已经提交过"):
        review_actions.answer_correction(correction=correction, values=values, by=by_user(zhang), today=TODAY)


def test_an_empty_correction_is_refused(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    items = [{"question": "claims.principal_owed", "code": "amount"}]
    correction = review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    with pytest.raises(ActionRefused, match="没有任何改动"):
        review_actions.answer_correction(correction=correction, values={}, by=by_user(zhang), today=TODAY)


def test_returned_then_insisted(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    review_actions.send_back(filing=filing, code="other_court", words="", by=by_user(huang), today=TODAY)
    filing.refresh_from_db()
    assert filing.return_words
    assert Case.objects.get(pk=filing.case_id).stage == Stage.RETURNED
    review_actions.insist(filing=filing, words="我认为应当受理。", by=by_user(zhang), today=TODAY)
    filing.refresh_from_db()
    assert filing.state == FilingState.INSISTED
    assert kinds(filing.case)[-1] == "intake.insisted"


def test_withdrawn_before_registration_and_never_after(luoding, zhang, huang):
    first = make_filing(user=zhang, court=luoding)
    review_actions.withdraw(filing=first, by=by_filer(first, zhang), today=TODAY)
    with pytest.raises(ActionRefused):
        review_actions.register(filing=first, by=by_user(huang), today=TODAY)
    second = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=second, by=by_user(huang), today=TODAY)
    with pytest.raises(ActionRefused):
        review_actions.withdraw(filing=second, by=by_filer(second, zhang), today=TODAY)


def test_route_b_comes_back_to_the_list_after_mediation(luoding, zhang, huang):
    from common.courts.models import CourtRegime

    CourtRegime.objects.create(court=luoding, regime="mediate_first", since=TODAY, article_note="测试")
    filing = make_filing(user=zhang, court=luoding)
    assert filing.case.route == "B"
    review_actions.divert(filing=filing, by=by_user(huang), today=TODAY)
    review_actions.ready_to_register(case=filing.case, by=by_user(huang), today=TODAY)
    filing.refresh_from_db()
    assert (filing.state, filing.second_sorted) == (FilingState.WAITING, True)
    with pytest.raises(ActionRefused, match="已经调解过"):
        review_actions.divert(filing=filing, by=by_user(huang), today=TODAY)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)


def test_undecided_on_day_seven_it_is_escalated_once(luoding, zhang):
    filing = make_filing(user=zhang, court=luoding)
    review_actions.escalate(case=filing.case, by=by_user(None, Channel.SYSTEM), today=TODAY)
    review_actions.escalate(case=filing.case, by=by_user(None, Channel.SYSTEM), today=TODAY)
    assert kinds(filing.case).count("intake.escalated") == 1
    assert filing.case.todos.get().role == "division_head"


def test_after_failed_mediation_everything_is_carried_into_a_suit(luoding, zhang):
    filing = make_filing(user=zhang, court=luoding, form="general", wish="mediate", cause="88")
    filing_actions.offer_suit(case=filing.case, by=by_user(None, Channel.SYSTEM), today=TODAY)
    assert speaking.notices[-1].kind == "suit_offered"
    draft = filing_actions.start_draft(
        by=by_user(zhang),
        today=TODAY,
        form="general",
        wish="sue",
        owner_id=zhang.pk,
        court_id=luoding.pk,
        cause="88",
        case_id=filing.case_id,
        answers=filing.answers,
    )
    filing_actions.save_answers(draft=draft, values={"resolution.consider_mediation": "no"}, by=by_user(zhang))
    case = filing_actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    assert case.links.get().other_id == filing.case_id
    assert case.amount == filing.case.amount


def test_the_counter_needs_no_account_and_the_person_may_take_over(luoding, huang):
    draft = make_draft(user=huang, court=luoding, channel=Channel.COUNTER)
    code = filing_actions.hand_over(draft=draft, now=clock.now())
    chen = UserFactory(name="陈䶮")
    with pytest.raises(ActionRefused):
        filing_actions.take_over(code="WRONGCOD", user_id=chen.pk, now=clock.now())
    taken = filing_actions.take_over(code=code.lower(), user_id=chen.pk, now=clock.now())
    assert taken.owner == chen
    assert taken.entered_by == huang
    with pytest.raises(ActionRefused):
        filing_actions.take_over(code=code, user_id=huang.pk, now=clock.now())


def test_a_counter_filing_is_counted_by_its_channel(luoding, huang):
    filing = make_filing(user=huang, court=luoding, channel=Channel.COUNTER)
    assert filing.case.channel == Channel.COUNTER
    assert filing.case.parties.get(side="claimant").user is None


def test_an_agent_files_for_the_party(luoding):
    lawyer = UserFactory(name="周律师", phone="13700000001", verified=True)
    values = agent("周律师", "13700000001", unit="某律师事务所", powers=["settle"])
    draft = make_draft(user=lawyer, court=luoding, answers=lending_answers(**values))
    case = filing_actions.submit(draft=draft, once=uuid4(), by=by_user(lawyer), today=TODAY)
    claimant = case.parties.get(side="claimant")
    assert claimant.user is None
    assert claimant.representations.get().user == lawyer
    assert case.participations.get().capacity == "agent"


def png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


def test_evidence_goes_with_the_draft_into_the_case(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    upload = SimpleUploadedFile("借条.png", png(), "image/png")
    row = filing_actions.add_evidence(draft=draft, upload=upload, by=by_user(zhang), today=TODAY, proves="借款事实")
    case = filing_actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    row.refresh_from_db()
    assert row.case == case
    assert row.document.case == case
    with pytest.raises(ActionRefused):
        filing_actions.remove_evidence(evidence=row)


# --- At once ---------------------------------------------------------------------------------------------------------


def at_once(call, times):
    def one(_):
        try:
            with clock.at(TODAY):
                return call()
        except ActionRefused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(one, range(times)))


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_submits_make_one_case(luoding, zhang):
    draft, once = make_draft(user=zhang, court=luoding), uuid4()
    found = at_once(lambda: filing_actions.submit(draft=draft, once=once, by=by_user(zhang), today=TODAY).pk, 50)
    assert len(set(found)) == 1
    assert Case.objects.count() == 1
    assert Filing.objects.count() == 1
    assert Party.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_once_one_registers_and_the_other_is_told(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    found = at_once(lambda: review_actions.register(filing=filing, by=by_user(huang), today=TODAY).pk, 8)
    refused = [each for each in found if isinstance(each, ActionRefused)]
    assert len(refused) == 7
    assert all("黄立案" in str(each) for each in refused)
    assert kinds(filing.case).count("intake.registered") == 1


@pytest.mark.django_db(transaction=True)
def test_many_windows_saving_different_answers_keep_them_all(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    questions = ["loan.lender", "loan.borrower", "loan.contract_signing", "loan.full_text_facts", "basis.other_notes"]
    work = iter(questions * 2)
    at_once(
        lambda: filing_actions.save_answers(draft=draft, values={(q := next(work)): f"新 {q}"}, by=by_user(zhang)), 10
    )
    given = Draft.objects.get(pk=draft.pk).given()
    assert all(given[question] == f"新 {question}" for question in questions)


def test_one_open_correction_a_filing(luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    items = [{"question": "loan.lender", "code": "unclear"}]
    review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    assert Correction.objects.filter(filing=filing, answered_on=None).count() == 1
