"""A hearing is fixed ahead: the parties get a summons, their agents a notice, three days before it (民诉法139)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from common.cases.events import SYSTEM
from common.cases.models import Deadline, Representation, Todo
from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.delivery import actions as delivery
from common.delivery.models import Service
from common.delivery.queries import points_of
from common.delivery.rules import Signed, signers
from common.delivery.states import Method, Relation
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from common.notifications.models import Notice
from common.notifications.rules import ONE
from tests.factories.triage import DAY, answerable, by, paper_of
from tests.triage.trial.trials import Trial, client
from triage.trial.actions import check_hearings, close, fix_hearing, record_hearing, seek_conversion, sign_ruling
from triage.trial.models import Closing, FixedHearing, Hearing
from triage.trial.states import HearingMode
from yunfu_court.verifying.invariants import spans
from yunfu_court.verifying.services import INVARIANTS

pytestmark = pytest.mark.django_db
ON = DAY + timedelta(days=10)
FORM = {"on": ON.isoformat(), "time": "09:30", "place": "第三审判庭", "mode": "in_person"}


def fixed(trial: Trial, on: date, *, time: int = 9, place: str = "第三审判庭") -> FixedHearing:
    at = clock.moment(datetime(on.year, on.month, on.day, time, 30))
    mode = HearingMode.IN_PERSON
    return fix_hearing(case=trial.fresh(), at=at, place=place, mode=mode, by=by(trial.clerk), today=clock.today())


@pytest.fixture
def trial(db: Any) -> Any:
    with clock.at(DAY):
        yield Trial(procedure="ordinary_single")


def test_everybody_is_called_and_the_three_days_are_kept(trial: Trial) -> None:
    Representation.objects.create(party=trial.first, name="周律师", authority="general", since=DAY, checked_on=DAY)
    answer = client(trial.clerk).post(trial.url("hearing/fix"), FORM)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    papers = Paper.objects.filter(case=trial.case, kind=PaperKind.SUMMONS).order_by("party")
    told = {paper.party_id: paper.context for paper in papers}
    assert set(told) == {trial.first.pk, trial.second.pk}
    for context in told.values():
        assert (context["on"], context["time"], context["place"]) == (ON.isoformat(), "09:30", "第三审判庭")
    assert "第一百四十七条" in " ".join(told[trial.second.pk]["grounds"])
    notice = Paper.objects.get(case=trial.case, kind=PaperKind.ATTEND_NOTICE)
    assert (notice.party_id, notice.context["agents"]) == (trial.first.pk, "周律师")
    for body in Notice.objects.filter(kind="triage.hearing_fixed", channel="sms").values_list("body", flat=True):
        assert "09:30，第三审判庭" in body
        assert len(body) <= ONE
    assert "09:30，第三审判庭" in trial.page(trial.li)
    term = Deadline.objects.get(case=trial.case, term="hearing_notice")
    assert (term.holder, term.due) == ("court_clerk", ON - timedelta(days=3))
    row = Service.objects.get(kind=PaperKind.SUMMONS, party=trial.second)
    assert "第三审判庭" in points_of(row), "as a public notice must tell it (解释139)"
    for each in Service.objects.filter(case=trial.case, kind=PaperKind.SUMMONS).select_related("party"):
        shown = Signed(signer=each.party.name, relation=Relation.SELF, identity=each.party.id_number[-4:] or "0012")
        more = {"day": DAY, "method": Method.IN_PERSON, "today": DAY, "shown": shown}
        delivery.record_service(service=each, by=by(trial.clerk), **more)
    term.refresh_from_db()
    assert term.state == "met"


def test_a_summons_cites_the_law_of_its_procedure(db: Any) -> None:
    with clock.at(DAY):
        trial = Trial("summary")
        fixed(trial, ON)
        cited = " ".join(Paper.objects.get(kind=PaperKind.SUMMONS, party=trial.second).context["grounds"])
    assert ("第二百六十一条" in cited, "第一百三十九条" in cited) == (True, False)
    assert signers("natural", paper=PaperKind.ATTEND_NOTICE, ward=True) == (Relation.AGENT,)


def test_another_day_calls_the_first_summons_back(trial: Trial) -> None:
    first = fixed(trial, ON)
    assert fixed(trial, ON) == first, "the same again changes nothing"
    later = fixed(trial, ON + timedelta(days=7))
    first.refresh_from_db()
    assert (first.off_on, later.off_on) == (DAY, None)
    states = Service.objects.filter(case=trial.case, kind=PaperKind.SUMMONS).order_by("pk")
    assert [each.state for each in states] == ["recalled", "recalled", "pending", "pending"]
    assert states.last().paper.context["changed"]
    assert "改到" in Notice.objects.filter(kind="triage.hearing_fixed").latest("pk").body
    open_terms = Deadline.objects.filter(case=trial.case, term="hearing_notice", state="open")
    assert open_terms.get().due == ON + timedelta(days=4)


@pytest.mark.parametrize(
    ("procedure", "served", "days", "refused"),
    [
        ("ordinary_single", "long", 2, "开庭三日前通知"),
        ("ordinary_single", "long", 3, ""),
        ("summary", "long", 1, ""),
        ("ordinary_single", "today", 10, "答辩期到"),
        ("ordinary_single", "never", 10, ""),
    ],
)
def test_when_a_hearing_may_be(procedure: str, served: str, days: int, refused: str) -> None:
    """民诉法128, 139, 162; 解释227, 261. Who is still to be served is called with the complaint."""
    with clock.at(DAY):
        trial = Trial(
            procedure=procedure, **({} if served == "long" else {"served": DAY if served == "today" else None})
        )
        if refused:
            with pytest.raises(ActionRefused, match=refused) as found:
                fixed(trial, DAY + timedelta(days=days))
            assert found.value.field == "on"
        else:
            fixed(trial, DAY + timedelta(days=days))


def test_a_time_to_answer_that_begins_later_is_seen(db: Any) -> None:
    with clock.at(DAY):
        trial = Trial(procedure="ordinary_single", served=None)
        early = Todo.objects.filter(case=trial.case, what=TodoKind.HEARD_EARLY, done_on=None)
        fixed(trial, ON)
        assert not early.exists()
        answerable(trial.case, DAY)
        check_hearings(case=trial.case, by=by(trial.clerk), today=DAY)
        assert "请改期" in early.get().words
        fixed(trial, ON + timedelta(days=20))
        assert not early.exists()


JUDGED = next(each for each in INVARIANTS if each.name == "services.judged_heard")


def summons_of(trial: Trial) -> Service:
    return Service.objects.filter(kind=PaperKind.SUMMONS, party=trial.second).latest("pk")


def received(service: Service, on: date) -> None:
    way = Method(service.method)
    delivery.record_service(service=service, by=SYSTEM, day=on, method=way, today=on, proof="回证", itself=True)


def held_without(trial: Trial, on: date) -> Hearing:
    came = [f"party:{trial.first.pk}"]
    return record_hearing(
        case=trial.fresh(), on=on, mode=HearingMode.IN_PERSON, came=came, by=by(trial.clerk), today=on
    )


def judged(trial: Trial, on: date) -> Closing:
    paper = paper_of(trial.case, PaperKind.JUDGMENT, trial.judge)
    return close(case=trial.fresh(), way="judgment", by=by(trial.judge), today=on, document_id=paper)


@pytest.mark.parametrize(
    ("procedure", "days", "barred"),
    [
        ("ordinary_single", None, True),  # 传票传唤 (民诉法147)
        ("ordinary_single", 2, True),  # not three days ahead (139)
        ("ordinary_single", 3, False),
        ("summary", None, True),  # 解释261第2款
        ("summary", 1, False),  # at any time (162)
    ],
)
def test_nobody_is_judged_who_did_not_come_and_was_not_called(
    db: Any, procedure: str, days: int | None, barred: bool
) -> None:
    with clock.at(DAY):
        trial = Trial(procedure)
        fixed(trial, ON)
    if days is not None:
        with clock.at(ON - timedelta(days=days)):
            received(summons_of(trial), ON - timedelta(days=days))
    todo = Todo.objects.filter(case=trial.case, what=TodoKind.HEARD_EARLY, done_on=None)
    with clock.at(ON + timedelta(days=1)):
        held_without(trial, ON)
        assert "被告李四没有到庭" in trial.page(trial.zhang)
        assert todo.exists() is barred
        if not barred:
            judged(trial, ON + timedelta(days=1))
            Service.objects.filter(pk=summons_of(trial).pk).update(served_on=ON + timedelta(days=1))
            faults = [fault.row for span in spans() for fault in JUDGED.find(span)]
            assert faults == [f"closing {Closing.objects.get().pk}"]
            return
        with pytest.raises(ActionRefused, match=r"被告李四没有到.*不能缺席判决。请另定开庭时间") as found:
            judged(trial, ON + timedelta(days=1))
        assert found.value.field == "way"
        form = {"on": ON.isoformat(), "mode": "in_person", "note": ""}
        form["came"] = [f"party:{trial.first.pk}", f"party:{trial.second.pk}"]
        assert "各方都到庭了" in client(trial.clerk).post(trial.url("hearing"), form, follow=True).content.decode()
        assert not todo.exists(), "it had come: written down wrongly"
        judged(trial, ON + timedelta(days=1))


def test_a_summons_that_cannot_arrive_asks_for_another_day(trial: Trial) -> None:
    todo = Todo.objects.filter(case=trial.case, what=TodoKind.HEARD_EARLY, done_on=None)
    fixed(trial, ON)
    first = summons_of(trial)
    delivery.fail_service(service=first, by=by(trial.clerk), reason="原址查无此人")
    assert "传票没有在" in todo.get().words
    notice = delivery.serve_again(
        service=first, method=Method.POST, by=by(trial.clerk), postal="云浮市新兴县新城镇 8 号"
    )
    assert not todo.exists(), "it is on its way again"
    Service.objects.filter(pk=notice.pk).update(method=Method.PUBLIC, address=None)
    notice.refresh_from_db()
    given = {"where": "法院公告栏和住所地", "gist": "", "today": DAY, "by": by(trial.clerk)}
    delivery.publish(service=notice, on=DAY, **given)
    assert "李四" in todo.get().words, "thirty days: longer than the hearing waits (民诉法95)"
    fixed(trial, ON + timedelta(days=40))
    assert not todo.exists()


def test_a_hearing_ends_with_its_case(trial: Trial) -> None:
    row = fixed(trial, ON)
    paper = paper_of(trial.case, PaperKind.MEDIATION_PAPER, trial.judge)
    close(case=trial.fresh(), way="mediation", by=by(trial.judge), today=DAY, document_id=paper)
    row.refresh_from_db()
    assert row.off_on == DAY
    told = Notice.objects.filter(kind="triage.hearing_off", channel="in_site")
    assert {trial.zhang.pk, trial.li.pk} <= set(told.values_list("user", flat=True))
    assert "不用到庭" in told.latest("pk").body
    assert set(Service.objects.filter(kind=PaperKind.SUMMONS).values_list("state", flat=True)) == {"recalled"}
    assert not Deadline.objects.filter(case=trial.case, term="hearing_notice", state="open").exists()


@pytest.mark.parametrize(("days", "term", "asked"), [(2, False, True), (10, True, False)])
def test_a_hearing_in_summary_procedure_outlives_no_conversion(db: Any, days: int, term: bool, asked: bool) -> None:
    with clock.at(DAY):
        trial = Trial("summary")
        fixed(trial, DAY + timedelta(days=days))
        to = Procedure.ORDINARY_SINGLE
        ruling = seek_conversion(case=trial.fresh(), to=to, words="案情复杂。", by=by(trial.judge), today=DAY)
        sign_ruling(ruling=ruling, by=by(trial.judge), today=DAY)
        runs = Deadline.objects.filter(case=trial.case, term="hearing_notice", state="open")
        assert runs.exists() is term, "三日前 (民诉法139)"
        todo = Todo.objects.filter(case=trial.case, what=TodoKind.HEARD_EARLY, done_on=None)
        assert todo.exists() is asked
