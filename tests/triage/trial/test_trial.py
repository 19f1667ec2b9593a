"""Hearings, objections and the trial term, through the real procedure: who may do what, and what everybody reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

import mediation.course.actions
from common.cases.actions import close_deadlines, move_home, record_facts, set_deadline, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.states import Holder, Side, Stage
from common.law import clock
from common.law.abroad import Home
from common.people.states import Role
from common.web.wording import day_words
from tests.factories import court, staff
from tests.factories.triage import DAY, by, make_team, paying_case, sorting_case
from tests.ladder import dearer
from tests.stories import given
from tests.stories.town import Town
from tests.triage.trial.trials import Trial, client
from triage.teams.actions import assign
from triage.trial.actions import close, draft_ruling, grant_extension, object_to_small_claims, record_hearing
from triage.trial.models import Hearing, SmallClaimsObjection, TermExtension
from triage.trial.states import HearingMode
from yunfu_court.verifying import deadlines
from yunfu_court.verifying.invariants import spans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.at(DAY):
        yield


def test_the_court_clerk_records_a_hearing_and_everybody_reads_it() -> None:
    trial = Trial("small")
    everybody = [f"party:{trial.first.pk}", f"party:{trial.second.pk}"]
    held = {"on": DAY.isoformat(), "mode": "partly_online", "came": everybody, "note": "第一次开庭"}
    nobody = client(trial.clerk).post(trial.url("hearing"), {**held, "came": []})
    assert "请勾选谁到庭了" in nobody.content.decode()
    assert "登记开庭" in trial.page(trial.clerk)
    assert client(staff(Role.JUDGE)).post(trial.url("hearing"), held).status_code == 404
    assert client(trial.zhang).post(trial.url("hearing"), held).status_code == 403
    future = client(trial.clerk).post(trial.url("hearing"), {**held, "on": (DAY + timedelta(1)).isoformat()})
    assert future.status_code == 422
    assert not Hearing.objects.exists()
    client(trial.clerk).post(trial.url("hearing"), held)
    assert trial.case.facts.get(key="hearing_held").value is True
    for user in (trial.zhang, trial.li, trial.judge):
        assert f"{day_words(DAY, year=True)} 开庭（部分当事人在线）" in trial.page(user)


def test_a_hearing_is_recorded_once_a_day() -> None:
    trial = Trial()
    one = record_hearing(case=trial.case, on=DAY, mode=HearingMode.ONLINE, by=by(trial.judge), today=DAY)
    again = record_hearing(case=trial.case, on=DAY, mode=HearingMode.ONLINE, by=by(trial.clerk), today=DAY)
    assert one == again
    came = {"on": DAY.isoformat(), "came": [f"party:{trial.first.pk}"], "note": ""}
    other = client(trial.judge).post(trial.url("hearing"), {**came, "mode": "in_person"})
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
    refused = client(trial.judge).post(trial.url("convert"), {"to": "summary", "words": "案情复杂。"})
    assert "不得转为简易程序" in refused.content.decode()


def test_an_extended_mediation_moves_the_trial_term() -> None:
    make_team()
    case, _, _ = paying_case(stage=Stage.ASSIGNMENT)
    set_deadline(
        case=case,
        term="mediation_c_extension",
        holder=Holder.MEDIATOR,
        by=SYSTEM,
        start=DAY + timedelta(7),
        subject="mediation:1",
        amount=30,
    )
    close_deadlines(case=case, today=DAY + timedelta(27), terms=["mediation_c_extension"], met=False)
    assign(case=case, by=SYSTEM, today=DAY)
    row = Deadline.objects.get(case=case, subject="trial", state="open")
    assert (row.start, row.left_out, row.due) == (DAY, 20, date(2026, 6, 22))
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
    assert (row.state, row.due, new.start, new.amount) == ("granted", new.due, old.start, 4)
    assert new.due == date(2026, 7, 2)
    assert "经院长批准延长 1 个月" in new.note
    assert any("第一百六十四条" in cite for cite in new.articles)
    for user in (trial.zhang, trial.judge):
        assert "经院长批准，审理期限延长 1 个月" in trial.page(user)
    again = judge.post(trial.url("extend"), {"months": "1", "reason": "仍未完成。"})
    assert "已经批准延长过一次" in again.content.decode()


def test_a_longer_trial_term_runs_from_the_end_by_count() -> None:
    """Three months and the four days left out end on Saturday, 6 June: the month more does not wait for Monday."""
    trial = Trial("summary")
    close_deadlines(case=trial.case, today=DAY, subject="trial", met=False)
    old = set_deadline(
        case=trial.case, term="trial_summary", holder="judge", by=SYSTEM, start=DAY, subject="trial", left_out=4
    )
    assert old.due == date(2026, 6, 8)
    client(trial.judge).post(trial.url("extend"), {"months": "1", "reason": "鉴定未完成。"})
    row = TermExtension.objects.get()
    client(trial.president).post(f"/triage/extensions/{row.pk}/", {"outcome": "grant", "words": ""})
    new = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert (new.start, new.left_out, new.due) == (DAY, 4, date(2026, 7, 6))


COUNTED_AS_ONE = [
    ("trial_summary", "2024-11-30", 1, "2025-03-31"),  # four months in all: 30 March, a Sunday; never 28 March
    ("trial_summary", "2025-01-31", 1, "2025-06-03"),  # 31 May, the Dragon Boat Festival
    ("trial_summary", "2025-06-04", 1, "2025-10-09"),  # three months end on a Thursday, four in the autumn holiday
    ("trial_small", "2025-08-01", 1, "2025-11-03"),  # two months end in the holiday: the third runs from 1 October
    ("trial_ordinary", "2024-08-31", 6, "2025-09-01"),  # 28 February in between cuts nothing off
]


def test_a_term_and_its_extension_are_counted_as_one() -> None:
    """民诉法152, 164, 168; 解释258: 延长后的审理期限累计不得超过四个月."""
    trial = Trial("summary")
    for key, registered, months, due in COUNTED_AS_ONE:
        close_deadlines(case=trial.case, today=DAY, subject="trial", met=False)
        began = date.fromisoformat(registered)
        set_deadline(case=trial.case, term=key, holder="judge", by=SYSTEM, start=began, subject="trial")
        row = TermExtension.objects.create(
            case=trial.case, term=f"{key}_extension", months=months, reason="鉴定。", old_due=DAY, asked_on=DAY
        )
        grant_extension(extension=row, by=by(trial.president), today=began)
        new = Deadline.objects.get(case=trial.case, subject="trial", state="open")
        assert (key, new.due) == (key, date.fromisoformat(due))


def test_a_foreign_case_has_no_trial_term_in_the_ordinary_procedure() -> None:
    """民诉法287: not bound by 152; the summary procedure has its term all the same."""
    make_team()
    for procedure, terms in (("ordinary_single", 0), ("summary", 1)):
        case, _, _ = paying_case(stage=Stage.ASSIGNMENT, procedure=procedure)
        record_facts(case=case, facts={"foreign": True}, source="clerk", today=DAY)
        assign(case=case, by=SYSTEM, today=DAY)
        assert Deadline.objects.filter(case=case, subject="trial").count() == terms


@pytest.mark.parametrize(("procedure", "binds"), [("ordinary_single", 0), ("summary", 1)])
def test_a_trial_term_follows_where_the_parties_turn_out_to_live(procedure: str, binds: int) -> None:
    """民诉法287; 解释520: voided when a party proves to live abroad, set again when that proves wrong."""
    make_team()
    case, first, second = paying_case(stage=Stage.ASSIGNMENT, procedure=procedure)
    assign(case=case, by=SYSTEM, today=DAY)
    runs = Deadline.objects.filter(case=case, subject="trial", state="open")
    due = runs.get().due
    for party, home, terms, fact in (
        (second, Home.ABROAD, binds, True),
        (first, Home.ABROAD, binds, True),
        (second, Home.MAINLAND, binds, True),  # the other still lives there
        (first, Home.MAINLAND, 1, False),
    ):
        move_home(party=party, home=home, by=SYSTEM, today=DAY)
        assert (runs.count(), case.facts.get(key="foreign").value) == (terms, fact), (party, home)
    assert runs.get().due == due
    record_facts(case=case, facts={"foreign": True}, source="clerk", today=DAY)
    move_home(party=first, home=Home.REGIONS, by=SYSTEM, today=DAY)
    move_home(party=first, home=Home.MAINLAND, by=SYSTEM, today=DAY)
    assert case.facts.get(key="foreign").value is True, "what somebody said of the case stays said"
    assert case.facts.get(key="regions").value is False


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


MOST = 28  # sign-in pages, of the processor's time


def test_no_page_of_the_trial_is_dear() -> None:
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
    opened = [(f"{user.name} {url}", client(user), url) for user, url in pages]
    assert [name for name, who, url in opened if who.get(url).status_code != 200] == []
    assert dearer(opened, MOST) == {}


def test_what_a_real_mediation_took_longer_is_not_the_judges_time(request: pytest.FixtureRequest) -> None:
    """Registered on 2 March, 15 days of mediation, extended by thirty, ended on the tenth day of the extension."""
    town, people = Town(court("luoding"), DAY), given.Staff(court("luoding"))
    request.addfinalizer(town.close)
    zhang, li = given.zhang(), given.li()
    assert people.team
    case = given.registered(town, people, zhang)
    given.mediating(town, case, li, people.mediator)
    row = case.mediations.get()
    first, second = case.parties.get(side=Side.CLAIMANT), case.parties.get(side=Side.RESPONDENT)
    longer = mediation.course.actions.ask_extension(mediation=row, days=30, by=given.by(zhang, first), today=DAY)
    mediation.course.actions.answer_extension(extension=longer, agrees=True, by=given.by(li, second), today=DAY)
    end = case.deadlines.get(term="mediation_c_extension").start + timedelta(10)
    row.refresh_from_db()
    mediation.course.actions.decline(mediation=row, by=given.by(li, second), today=end)
    Case.objects.filter(pk=case.pk).update(stage=Stage.ASSIGNMENT, procedure="summary", track="fast")
    assign(case=case, by=SYSTEM, today=end)
    trial = Deadline.objects.get(case=case, subject="trial", state="open")
    assert (trial.start, trial.left_out, "10 日，不计入审理期限" in trial.note) == (DAY, 10, True)


LEFT_OUT = [
    # ground, first, last, the day on which a summary term of 2 March 2026 ends (2 June by count)
    ("appraisal", "2026-03-10", "2026-03-24", "2026-06-17"),  # fifteen days, both among them
    ("notice", "2026-03-20", "2026-03-31", "2026-06-24"),  # twelve more days, but five of them were left out already
    ("stayed", "2026-05-01", "2026-05-31", "2026-07-27"),  # thirty-one more: 25 July is a Saturday
]


def test_days_that_are_not_counted_move_the_end_of_the_trial_term() -> None:
    """解释243; 审限规定9: days named twice count once, and an extension comes on top."""
    trial = Trial("summary")
    clerk = client(trial.clerk)
    assert "登记不计入审限的期间" in trial.page(trial.clerk)
    for ground, first, last, due in LEFT_OUT:
        with clock.at(date(2026, 6, 1)):
            sent = clerk.post(trial.url("left-out"), {"ground": ground, "first": first, "last": last}, follow=True)
        assert "审理期限已经重新计算" in sent.content.decode()
        row = Deadline.objects.get(case=trial.case, subject="trial", state="open")
        assert (ground, row.due) == (ground, date.fromisoformat(due))
    assert any("第二百四十三条" in cite for cite in row.articles)
    with clock.at(date(2026, 6, 1)):  # the appraisal was done sooner than foreseen
        clerk.post(trial.url("left-out"), {"ground": "appraisal", "first": "2026-03-10", "last": "2026-03-12"})
    row.refresh_from_db()
    assert row.due == date(2026, 7, 20)  # 3 + 12 + 31 days after 2 June: 18 July, a Saturday
    longer = TermExtension.objects.create(
        case=trial.case, term="trial_summary_extension", months=1, reason="鉴定。", old_due=row.due, asked_on=DAY
    )
    grant_extension(extension=longer, by=by(trial.president), today=DAY)
    new = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert new.due == date(2026, 8, 17)  # 2 July and 46 days
    assert not [fault for span in spans() for fault in deadlines.INVARIANTS[0].find(span)]


@pytest.mark.parametrize(("last", "taken"), [("2026-04-10", True), ("2026-04-11", False)])
def test_a_hearing_put_off_stops_the_clock_for_so_long_at_most(last: str, taken: bool) -> None:
    """审限规定9(5): the length is the table's, by the day the case was received."""
    trial = Trial("summary")
    posted = {"ground": "postponed", "first": "2026-03-10", "last": last}
    with clock.at(date(2026, 6, 1)):
        answer = client(trial.clerk).post(trial.url("left-out"), posted, follow=True)
    assert ("期间太长" in answer.content.decode()) is not taken
    assert trial.case.left_out.exists() is taken


def test_a_term_that_ran_out_meanwhile_runs_again() -> None:
    trial = Trial("small")
    with clock.at(date(2026, 5, 11)):
        sweep_lapsed(today=date(2026, 5, 11), by=SYSTEM)
        assert Deadline.objects.get(case=trial.case, subject="trial").state == "lapsed"
        for wrong, words in (
            ({"first": "2026-03-02", "last": "2026-03-20"}, "立案之后"),
            ({"first": "2026-04-10", "last": "2026-04-01"}, "不能早于第一天"),
            ({"first": "2026-05-12", "last": "2026-05-20"}, "不能晚于今天"),
            ({"first": "2026-04-10", "last": "2026-05-12"}, "先登记到今天"),
        ):
            page = client(trial.judge).post(trial.url("left-out"), {"ground": "appraisal", **wrong})
            assert words in page.content.decode()
        client(trial.judge).post(
            trial.url("left-out"), {"ground": "appraisal", "first": "2026-04-01", "last": "2026-04-30"}
        )
    row = Deadline.objects.get(case=trial.case, subject="trial")
    assert (row.state, row.due, row.ended_on) == ("open", date(2026, 6, 1), None)
    (todo,) = Todo.objects.filter(case=trial.case, what="reopened", done_on=None)
    assert (todo.role, row.name in todo.words) == ("division_head", True), "not silently"


def test_days_left_out_by_mistake_count_again_with_a_reason() -> None:
    """解释243: what was recorded wrongly is corrected in the open: by whom and why is kept, the term ends sooner."""
    trial = Trial("summary")
    clerk, other = client(trial.clerk), client(staff(Role.JUDGE, name="卢法官"))
    with clock.at(date(2026, 6, 1)):
        clerk.post(trial.url("left-out"), {"ground": "appraisal", "first": "2026-03-10", "last": "2026-03-24"})
        row = trial.case.left_out.get()
        url = f"{trial.url('left-out')}{row.pk}/"
        assert url in clerk.get(trial.url("left-out")).content.decode()
        assert other.get(url).status_code == 404
        assert clerk.post(url, {"words": " "}).status_code == 422
        assert "已更正" in clerk.post(url, {"words": "鉴定没有进行。"}, follow=True).content.decode()
        page = clerk.get(trial.url("left-out")).content.decode()
        assert "鉴定没有进行" in page
        assert url not in page
        assert clerk.get(url).status_code == 404, "corrected once"
        clerk.post(trial.url("left-out"), {"ground": "appraisal", "first": "2026-03-10", "last": "2026-03-12"})
    row.refresh_from_db()
    assert (row.removed_by, row.removed_on) == (trial.clerk, date(2026, 6, 1))
    assert Event.objects.filter(case=trial.case, kind="cases.days_counted_again", actor=trial.clerk).count() == 1
    term = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert term.due == date(2026, 6, 5), "three days, recorded anew"
    assert not [fault for span in spans() for fault in deadlines.INVARIANTS[0].find(span)]
