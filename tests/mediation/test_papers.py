"""Every event's papers and notices, through the whole of a settled and a failed mediation."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime

import pytest

from common.cases.events import restore
from common.cases.models import Event
from common.documents.adapters.pdf import render_pdf
from common.documents.queries import layout, newest
from common.law import clock
from common.law.clock import SHANGHAI
from common.law.regimes import Route
from common.people.states import Role
from mediation.confirmation import actions as confirming
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import RejectedGround
from mediation.course import actions as course_actions
from mediation.course.states import EndReason, PartyReasonCode
from mediation.face import ROOM
from mediation.outcome import actions as outcome_actions
from mediation.texts import actions as texts_actions
from tests.factories.mediation import Dispute, dispute, sign, web
from tests.factories.people import staff
from tests.mediation.test_course import TUESDAY, agree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday(settings):
    settings.EVENT_HANDLERS = []
    with clock.at(datetime(2026, 11, 3, 10, tzinfo=SHANGHAI)):
        yield


def spoken(made: Dispute) -> tuple[dict[str, list], dict[str, list]]:
    """What each event of the case wrote and said, by kind of event."""
    papers: dict[str, list] = {}
    notices: dict[str, list] = {}
    for record in Event.objects.filter(case=made.case, kind__startswith="mediation.").order_by("seq"):
        event = restore(record.kind, record.payload)
        papers.setdefault(record.kind, []).extend(ROOM.papers(record, event))
        notices.setdefault(record.kind, []).extend(ROOM.notices(record, event))
    return papers, notices


def rendered(request) -> bytes:
    context = {**request.context, "title": request.title, "number": request.number}
    return render_pdf(layout(request.kind, newest(request.kind)), context)


def confirm(made: Dispute, *, yes: bool) -> Confirmation:
    judge = staff(Role.JUDGE, name="周法官")
    row = agree(made)
    confirming.apply(agreement=row, by=made.by_zhang, today=TUESDAY)
    found = confirming.apply(agreement=row, by=made.by_li, today=TUESDAY)
    confirming.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    confirming.accept(confirmation=found, by=web(judge), today=TUESDAY)
    return confirming.rule(
        confirmation=found,
        confirm=yes,
        present={made.claimant.pk: "张三", made.respondent.pk: "李四"},
        examined_on=TUESDAY,
        checks={g.value: True for g in RejectedGround},
        record="双方共同到场，陈述一致。" if yes else "给付内容无法确定。",
        ground=None if yes else RejectedGround.UNCLEAR,
        by=web(judge),
        today=TUESDAY,
    )


def test_settled_and_confirmed_each_party_gets_its_papers():
    made = dispute(route=Route.A)
    confirm(made, yes=True)
    papers, notices = spoken(made)
    assert [p.title for p in papers["mediation.opened"]] == ["调解告知书", "调解告知书"]
    assert {p.party_id for p in papers["mediation.agreed"]} == {made.claimant.pk, made.respondent.pk}
    assert all(p.serve for p in papers["mediation.agreed"] + papers["mediation.confirmed"])
    text = str(papers["mediation.confirmed"][0].context)
    assert "confirmed" in text
    for request in (papers["mediation.opened"][0], papers["mediation.agreed"][0], papers["mediation.confirmed"][0]):
        assert rendered(request).startswith(b"%PDF")
    assert made.mediator.user_id in notices["mediation.agreement_sent"][1].users


def test_the_other_side_is_asked_to_join():
    made = dispute(route=Route.A)
    confirming.apply(agreement=agree(made), by=made.by_zhang, today=TUESDAY)
    _, notices = spoken(made)
    assert notices["mediation.confirmation_opened"][0].parties == (made.respondent.pk,)


def test_a_rejection_names_the_item_of_the_article():
    made = dispute(route=Route.A)
    confirm(made, yes=False)
    papers, _ = spoken(made)
    request = papers["mediation.confirmation_refused"][0]
    assert request.context["basis"].endswith("第三百五十八条第（五）项")
    assert rendered(request).startswith(b"%PDF")


def test_a_paper_of_the_court_for_each_party():
    made = dispute()
    judge = staff(Role.JUDGE, name="周法官")
    row = agree(made)
    outcome_actions.seek_paper(agreement=row, by=made.by_li, today=TUESDAY)
    confirming.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    outcome_actions.make_paper(
        agreement=row, facts="借款属实。", voluntary=True, lawful=True, by=web(judge), today=TUESDAY
    )
    papers, notices = spoken(made)
    assert [p.kind for p in papers["mediation.paper_made"]] == ["mediation_paper", "mediation_paper"]
    assert rendered(papers["mediation.paper_made"][0]).startswith(b"%PDF")
    assert notices["mediation.judge_named"][0].users == (judge.pk,)


def test_the_report_goes_to_the_court_alone_and_the_points_to_all():
    made = dispute(route=Route.B)
    course_actions.add_note(mediation=made.mediation, text="私下愿给十万", by=made.chen, today=TUESDAY)
    points = texts_actions.draft_points(
        mediation=made.mediation, facts=["借款已交付。"], issues=["利息"], by=made.chen, today=TUESDAY
    )
    texts_actions.send_points(points=points, by=made.chen, today=TUESDAY)
    for user, party in ((made.zhang, made.claimant), (made.li, made.respondent)):
        sign(points, user, party, on=TUESDAY)
    course_actions.fail(
        mediation=made.mediation,
        reason=EndReason.TOO_FAR_APART,
        reasons={
            made.claimant.pk: (PartyReasonCode.AMOUNT, ""),
            made.respondent.pk: (PartyReasonCode.CANNOT_PAY, "希望分期"),
        },
        summary="视频调解一次。",
        by=made.chen,
        today=TUESDAY,
    )
    papers, notices = spoken(made)
    report, record = papers["mediation.failed"][0], papers["mediation.points_signed"][0]
    assert (report.audience, record.audience) == ("staff", "all")
    assert rendered(report).startswith(b"%PDF")
    assert rendered(record).startswith(b"%PDF")
    everything = str([request.context for each in papers.values() for request in each])
    assert "十万" not in everything
    assert set(notices["mediation.failed"][0].parties) == {made.claimant.pk, made.respondent.pk}


def test_declined_tells_both_sides_kindly_and_asks_the_mediator_for_the_report():
    made = dispute()
    course_actions.decline(mediation=made.mediation, by=made.by_li, today=TUESDAY)
    papers, notices = spoken(made)
    assert papers["mediation.declined"] == []
    others, mine, mediator = notices["mediation.declined"]
    assert others.parties == (made.claimant.pk,)
    assert "不会因此对您产生不利影响" in mine.body
    assert mediator.users == (made.mediator.user_id,)


def test_every_maker_is_of_an_event_of_this_room():
    assert all(line.event.kind.startswith("mediation.") for line in ROOM.papers.lines)


@pytest.mark.parametrize("items", [1, 21])
def test_the_signature_never_stands_alone_on_a_page(items: int, tmp_path):
    """One term, and as many as fill two pages to the last line: the closing words go with the signature."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext: apt-get install poppler-utils")
    context = {
        "title": "民事调解书",
        "day": "2026-11-03",
        "court": "罗定市人民法院",
        "judge": "周法官",
        "case_title": "张三诉李四民间借贷纠纷",
        "organisation": "云城区人民调解委员会调解员陈老师",
        "claims": ["归还借款。"],
        "found": "借款属实。",
        "costs": "案件受理费由李四负担。",
        "items": [{"text": "李四归还张三借款。"}] * items,
        "parties": [],
        "number": "（2026）粤5381民初1号",
    }
    for more in range(4):
        context["items"] = [{"text": "李四归还张三借款。"}] * (items + more)
        pdf = tmp_path / "paper.pdf"
        pdf.write_bytes(render_pdf("mediation/outcome/papers/mediation_paper.html", context))
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        last = [page for page in text.split("\f") if page.strip()][-1]
        assert "具有法律效力" in last, f"{items + more} terms: {last}"
