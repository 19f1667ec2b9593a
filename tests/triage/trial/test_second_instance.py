"""What the court above decided, and what binds after it (民诉法177-180; 解释315-318, 330, 336)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from common.cases.actions import add_representation, give_number, look_into, start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Party, Todo
from common.cases.queries import number_of
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Authority, Side, TodoKind
from common.delivery.queries import APPEALS
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.models import FeeNotice
from fees.settling.models import Settlement
from fees.settling.queries import settlement_of
from intake.review import actions as review
from tests.factories import staff
from tests.factories.fees import order
from tests.factories.triage import DAY, by, make_team, paper_of
from tests.fees.settling.suits import ABOVE, FULL, LATER, OVER, Above, Suit, faults, ruled
from tests.fees.test_road import paid
from tests.procedure.court import Court, forgotten, running, todos
from tests.stories import given
from tests.tables import rows
from tests.triage.after.test_after import after, printed
from triage.after.queries import notice
from triage.teams.models import Assignment
from triage.teams.queries import sat_before
from triage.teams.states import TeamKind
from triage.trial.actions import (
    close,
    correct_appeal,
    end_appeal,
    follow_appeal,
    record_appeal,
    register_anew,
    sign_ruling,
    strike_appeal,
)
from triage.trial.models import Appeal, AppealOutcome, Closing
from triage.trial.queries import second_roles
from triage.trial.rules import second_role
from triage.trial.states import AppealResult, ClosingWay, StrikeReason
from yunfu_court.procedure.todos import retry_all
from yunfu_court.reminders import remind, remind_done
from yunfu_court.verifying import appeals as verifying
from yunfu_court.verifying.invariants import spans

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


def reds() -> list[str]:
    return [each.name for each in verifying.INVARIANTS for span in spans() if list(each.find(span))]


def test_a_judgment_sent_back_binds_nobody() -> None:
    suit = Above()
    suit.ended(AppealResult.SENT_BACK, [])
    assert "原裁判不生效，不用照着履行" in suit.told(suit.li)
    with clock.at(JUNE):
        page = after(suit, suit.zhang)
        assert "撤销了一审判决书，不用照着履行" in page
        assert "申请执行" not in page
        assert "再审申请书" not in page
        assert "发回重审，原裁判不生效" in suit.page(suit.clerk)
        assert "生效，各方都要照着履行" not in suit.page(suit.li)
    assert settlement_of(suit.case) is None
    term = Deadline.objects.get(case=suit.case, term="remand_filing")
    asked = suit.case.todos.get(what=TodoKind.SENT_BACK, done_on=None)
    assert (term.due, term.holder, asked.role) == (date(2026, 6, 2), "clerk", "clerk")
    assert reds() == []
    Settlement.objects.filter(case=suit.case).update(undone_on=None, effective_on=JUNE)
    assert reds() == ["appeals.no_fee"]


def test_what_was_sent_back_is_tried_anew_by_others() -> None:
    """民诉法41第3款; 解释45, 257: another number, another panel, a trial term of its own, and nothing of what was heard
    before counts."""
    suit = Above()
    old = Assignment.objects.create(
        case=suit.case, team=suit.judge.teams_led.get(), judge=suit.judge, weight=3, since=DAY, until=DAY
    )
    give_number(case=suit.case, kind="民初", by=SYSTEM, today=DAY)
    first = number_of(suit.case)
    suit.ended(AppealResult.SENT_BACK, [])
    client = Client()
    client.force_login(suit.clerk)
    url = f"/triage/cases/{suit.case.uid}/appeal/course/"
    asked = suit.case.todos.filter(what=TodoKind.ASSIGN, done_on=None)
    case = Case.objects.filter(pk=suit.case.pk)
    with clock.at(JUNE):
        assert "由没有审过本案的法官另外组成合议庭" in client.get(url).content.decode()
        assert client.post(url, {"on": "2026-05-01"}).status_code == 422
        assert client.post(url, {"on": "2026-06-01"}).status_code == 302
        assert (case.get().stage, case.get().procedure, case.get().closing) == ("assignment", "ordinary_panel", "")
        assert asked.get().role == "division_head", "nobody who had not sat is there"
        number = number_of(case.get())
        assert number != first
        assert number in suit.told(suit.li)
        for who in (suit.zhang, suit.li, suit.clerk):
            shown = suit.page(who)
            assert f"发回重审，原裁判不生效；已用新案号 {number} 登记" in shown, "what was before stays readable"
            assert "原来结案" in shown
        panel = make_team("第三审判团队", kind=TeamKind.CAREFUL)
        retry_all(JUNE)
        assert not asked.exists()
        now = Assignment.objects.get(case=suit.case, until=None)
        assert (now.judge_id, old.judge_id in sat_before(suit.case)) == (panel.judge_id, True)
        Assignment.objects.filter(pk=now.pk).update(judge=suit.judge)
        assert reds() == ["appeals.panel"]
        Assignment.objects.filter(pk=now.pk).update(judge=panel.judge)
        terms = suit.case.deadlines.filter(subject="trial").exclude(state="void")
        assert [(each.start, each.due, each.holder) for each in terms] == [(JUNE, date(2026, 12, 1), "judge")]
        assert not suit.case.participations.filter(user=suit.judge, capacity="judge", until=None).exists()
        document = paper_of(suit.case, PaperKind.JUDGMENT, panel.judge)
        with pytest.raises(ActionRefused, match="本案还没有开庭，不能判决"):
            close(case=case.get(), way="judgment", by=by(panel.judge), today=JUNE, document_id=document)
        with pytest.raises(ActionRefused, match="不能再收回这项结果"):
            correct_appeal(case=suit.case, why="看错了", by=by(suit.clerk), today=JUNE)
    assert Deadline.objects.get(case=suit.case, term="remand_filing").state == "met"
    assert not suit.case.todos.filter(what=TodoKind.SENT_BACK, done_on=None).exists()
    assert (reds(), faults()) == ([], [])


def test_verify_sees_a_judgment_set_aside_that_is_taken_to_bind(monkeypatch: pytest.MonkeyPatch) -> None:
    suit = Above()
    suit.ended(AppealResult.SENT_BACK, [])
    monkeypatch.setattr(verifying, "bound_since", lambda case, closing, today: closing.appeal_ended_on)
    assert reds() == ["appeals.set_aside"]
    monkeypatch.undo()
    suit.case.todos.filter(what=TodoKind.SENT_BACK).delete()
    Appeal.objects.update(outcome=None)
    assert reds() == ["appeals.registered", "appeals.terms", "appeals.each"]


@pytest.mark.parametrize(
    ("result", "names", "names_not"),
    [
        (
            AppealResult.CHANGED,
            ["云浮市中级人民法院2026年5月20日作出的（2026）粤53民终12号民事判决书已经"],
            ["罗定市人民法院（2026）"],
        ),
        (AppealResult.UPHELD, ["民终12号民事判决书（维持", "民事判决书）已经"], []),
        (
            AppealResult.MEDIATED,
            ["云浮市中级人民法院2026年5月20日作出的（2026）粤53民终12号民事调解书已经"],
            ["民事判决书"],
        ),
        (AppealResult.WITHDRAWN, ["民事判决书已经"], ["民终12号"]),
    ],
)
def test_what_is_printed_names_the_paper_that_binds(
    result: AppealResult, names: list[str], names_not: list[str]
) -> None:
    suit = Above()
    suit.ended(result, [(suit.second.pk, None)] if result.says_who_bears else [])
    with clock.at(JUNE):
        form = printed(suit, suit.zhang, "enforce")
        assert [each for each in names if each not in form] == []
        assert [each for each in names_not if each in form] == []
        if result.replaces:
            assert "再审申请人（一审被告、二审上诉人）：李四" in printed(suit, suit.li, "retrial")
            assert "云浮市中级人民法院的" in after(suit, suit.zhang)


def test_a_suit_withdrawn_above_leaves_nothing_and_says_who_bears_the_fee() -> None:
    """解释336."""
    suit = Above()
    with pytest.raises(ActionRefused, match="由谁负担"):
        suit.ended(AppealResult.SUIT_WITHDRAWN, [])
    row = suit.ended(AppealResult.SUIT_WITHDRAWN, [(suit.first.pk, None)])
    assert row.effective_on == JUNE
    with clock.at(JUNE):
        assert "不能就同一件事再起诉" in after(suit, suit.zhang)
        assert "重新起诉" not in after(suit, suit.zhang)
    assert reds() == []


ALWAYS = {AppealResult.UPHELD, AppealResult.WITHDRAWN}


@rows(
    ("way", "fits"),
    [
        (
            ClosingWay.JUDGMENT,
            {
                AppealResult.CHANGED,  # 民诉法177
                AppealResult.SENT_BACK,
                AppealResult.DISMISSED,  # 解释328: there is a suit to dismiss
                AppealResult.MOVED,  # 329
                AppealResult.MEDIATED,  # 民诉法179; of a ruling it rules (178)
                AppealResult.SUIT_WITHDRAWN,  # 解释336
                AppealResult.DEEMED,  # 318: nobody prepaid, where one prepays (收费办法8(3))
            },
        ),
        (ClosingWay.DISMISSAL, {AppealResult.ORDERED, AppealResult.MOVED, AppealResult.SUIT_WITHDRAWN}),  # 解释330
        (ClosingWay.INADMISSIBLE, {AppealResult.ACCEPTED}),  # no suit yet: nothing to withdraw or to move
        *((way, None) for way in ClosingWay if way not in ("judgment", "dismissal", "inadmissible")),
    ],
)
def test_which_result_fits_which_end(way: ClosingWay, fits: set[AppealResult] | None) -> None:
    """Every result is asked of every end."""
    assert {each for each in AppealResult if each.fits(way)} == (set() if fits is None else ALWAYS | fits)
    assert AppealResult.UPHELD.paper(way) == ("判决书" if way is ClosingWay.JUDGMENT else "裁定书")


@rows(
    ("side", "own", "appealed", "role"),
    [
        ("claimant", True, ["claimant", "respondent"], "上诉人"),  # 解释315: both appealed
        ("respondent", True, ["claimant", "respondent"], "上诉人"),
        ("respondent", False, ["claimant"], "被上诉人"),
        ("respondent", False, ["respondent"], "原审被告"),  # 317(1): a co-litigant who did not appeal
    ],
)
def test_who_is_called_what_above(side: str, own: bool, appealed: list[str], role: str) -> None:
    assert second_role(side, own, appealed).called("被告") == role


def two_appeals() -> tuple[Suit, Appeal, Appeal]:
    suit = Suit()
    suit.third(Side.RESPONDENT)
    suit.judged([(suit.second.pk, None)])
    suit.served(*suit.case.parties.order_by("pk"))
    with clock.at(DAY):
        for party in (suit.second, suit.first):
            given = {"disputed": 500_000, "by": by(suit.clerk), "today": DAY}
            record_appeal(case=suit.case, party=party, on=DAY, **given)
    return suit, Appeal.objects.get(party=suit.second), Appeal.objects.get(party=suit.first)


def test_each_appeal_has_its_copies_and_its_answers() -> None:
    """民诉法174; 解释316: to everybody else, also on the appellant's own side."""
    suit, his, hers = two_appeals()
    wang = suit.case.parties.get(name="王五")
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/course/"
    day = date(2026, 3, 5)
    with clock.at(day):
        assert "王五收到李四的上诉状副本的日期" in client.get(page).content.decode()
        sent = {f"copy_{his.pk}_{suit.first.pk}": "2026-03-04", f"copy_{his.pk}_{wang.pk}": "2026-03-05"}
        assert client.post(page, {**sent, f"copy_{hers.pk}_{wang.pk}": "2026-03-01"}).status_code == 422
        assert client.post(page, sent).status_code == 302
    terms = Deadline.objects.filter(case=suit.case).exclude(state="void")
    answers = terms.filter(term="appeal_answer").order_by("pk").values_list("party", "due")
    assert list(answers) == [(suit.first.pk, date(2026, 3, 19)), (wang.pk, date(2026, 3, 20))]
    assert {each.subject: each.state for each in terms.filter(term="appeal_copy")} == {
        his.subject: "met",
        hers.subject: "open",
    }
    assert not terms.filter(term="appeal_file").exists(), "the other appeal's copies are not out"
    with clock.at(day):
        copies = {(hers.pk, suit.second.pk): day, (hers.pk, wang.pk): day}
        follow_appeal(case=suit.case, copies=copies, by=by(suit.clerk), today=day)
        with pytest.raises(ActionRefused, match="已经登记"):
            follow_appeal(case=suit.case, copies=copies, by=by(suit.clerk), today=day)
    assert terms.filter(term="appeal_answer", party=wang).count() == 2, "one to each appeal"
    assert terms.get(term="appeal_file").due == date(2026, 3, 25)


def terms(suit: Suit) -> dict[tuple[str, str], str]:
    """What runs or ran of the appeals."""
    rows = Deadline.objects.filter(case=suit.case, term__startswith="appeal_").exclude(term__in=APPEALS)
    return {(each.term, each.subject): each.state for each in rows.exclude(state="void").order_by("pk")}


def test_an_answer_goes_to_the_appellant_and_sends_the_file_up_sooner() -> None:
    """民诉法174: the answer's copy within five days of it; the file within five of the last answer."""
    suit, his, _ = two_appeals()
    wang = suit.case.parties.get(name="王五")
    day, soon = date(2026, 3, 4), date(2026, 3, 6)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk)}
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/course/"
    with clock.at(day):
        end_appeal(result=AppealResult.WITHDRAWN, party=suit.first, on=day, today=day, **{**ABOVE, **said})
        copies = {(his.pk, suit.first.pk): day, (his.pk, wang.pk): day}
        follow_appeal(copies=copies, today=day, **said)
    told = Notice.objects.filter(kind="triage.appeal_copied", user=suit.zhang).order_by("channel")
    assert [each.channel for each in told] == ["in_site", "sms"]
    assert "您收到李四的上诉状副本，要答辩的，3 月 19 日（周四）前交答辩状到法院窗口" in told[0].body
    assert "3 月 19 日" in told[1].body, "a telephone too is told by when"
    with clock.at(soon):
        assert "收到上诉状副本" in suit.page(suit.zhang)
        early = {f"passed_{his.pk}_{wang.pk}": "2026-03-06"}
        assert "请先登记王五的答辩状" in client.post(page, early).content.decode()
        sent = {f"answer_{his.pk}_{suit.first.pk}": "2026-03-05", f"answer_{his.pk}_{wang.pk}": "2026-03-06"}
        assert client.post(page, sent).status_code == 302
        assert "对您的上诉交了答辩状" in suit.told(suit.li)
        rows = Deadline.objects.filter(case=suit.case).exclude(state="void")
        passing = rows.filter(term="appeal_answer_copy").order_by("pk").values_list("due", "party")
        assert list(passing) == [(date(2026, 3, 10), suit.second.pk), (date(2026, 3, 11), suit.second.pk)]
        assert rows.get(term="appeal_file").due == date(2026, 3, 11), "nobody else's answer is waited for"
        assert set(rows.filter(term="appeal_answer").values_list("state", flat=True)) == {"met"}
        assert client.post(page, early | {"sent_on": "2026-03-06"}).status_code == 302
    assert "案卷 3 月 6 日（周五）报送广东省云浮市中级人民法院" in suit.told(suit.zhang)
    assert terms(suit)[("appeal_answer_copy", f"{his.subject}:{wang.subject}")] == "met"


def test_each_reminder_names_its_appeal_and_who_appealed_hears_that_the_court_is_late() -> None:
    suit, his, _ = two_appeals()
    head = staff(Role.DIVISION_HEAD, suit.case.court)
    with clock.at(date(2026, 3, 10)):
        sweep_lapsed(today=date(2026, 3, 10), by=SYSTEM)
    remind(date(2026, 3, 13))
    asked = Notice.objects.filter(kind="deadline", user=head, channel="in_site").order_by("pk")
    assert [each.title for each in asked] == [
        f"上诉状副本送达对方（{name}的上诉）：过期没有处理" for name in ("李四", "张三")
    ]
    late = Notice.objects.filter(kind="court_late", channel="in_site").select_related("user").order_by("pk")
    assert [(each.user.name, each.body.split("：")[1].split("，")[0]) for each in late] == [
        (name, f"法院把上诉状送给对方（{name}的上诉）") for name in ("李四", "张三")
    ]
    day = date(2026, 3, 13)
    with clock.at(day):
        others = suit.case.parties.exclude(pk=suit.second.pk)
        follow_appeal(case=suit.case, copies={(his.pk, each.pk): day for each in others}, by=by(suit.clerk), today=day)
    assert remind_done(day) == 1
    assert "法院把上诉状送给对方（李四的上诉），已经办好" in suit.told(suit.li)


def test_who_left_is_no_appellant_and_leaves_the_file_to_the_others() -> None:
    """民诉法174, 180; 解释315: whoever took its appeal back stands there as before it."""
    suit, his, _ = two_appeals()
    wang = suit.case.parties.get(name="王五")
    day = date(2026, 3, 4)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
    with clock.at(day):
        follow_appeal(copies={(his.pk, suit.first.pk): day, (his.pk, wang.pk): day}, **said)
        before = terms(suit)
        assert ("appeal_file", "") not in before
        end_appeal(result=AppealResult.WITHDRAWN, party=suit.first, on=day, **{**ABOVE, **said})
        assert ("appeal_file", "") in terms(suit), "by that all copies are out"
        assert [role.called(each.called(suit.case.kind)) for role, each in second_roles(suit.case)] == [
            "被上诉人",
            "上诉人",
            "原审被告",
        ]
        assert "您的上诉已经" not in suit.page(suit.li)
        assert "打印民事上诉状" not in after(suit, suit.zhang)
        with pytest.raises(ActionRefused, match="张三的上诉已经结束：撤回上诉") as refused:
            record_appeal(party=suit.first, on=day, disputed=1, **said)
        assert refused.value.field == "party"
        with pytest.raises(ActionRefused, match="李四的上诉已经登记，是 2026 年 3 月 2 日"):
            record_appeal(party=suit.second, on=day, disputed=1, **said)
        correct_appeal(why="看错了人", **said)
        assert terms(suit) == before, "what it ended runs again, what it began has ended"
        assert (reds(), faults()) == ([], [])


def test_a_wrong_result_ends_no_copy_no_answer_no_fee_and_no_file() -> None:
    suit, his, _ = two_appeals()
    wang = suit.case.parties.get(name="王五")
    day = date(2026, 3, 4)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": JUNE}
    with clock.at(day):
        suit.served(suit.second, paper=PaperKind.APPEAL_FEE_NOTICE, on=day)
        copies = {(his.pk, suit.first.pk): day, (his.pk, wang.pk): day}
        follow_appeal(copies=copies, **{**said, "today": day})
    suit.night(date(2026, 3, 17))
    before, open_ = terms(suit), set(suit.case.todos.filter(done_on=None).values_list("subject", flat=True))
    assert before[("appeal_fee", suit.second.subject)] == "lapsed"
    assert f"unpaid:{suit.second.subject}" in open_
    with clock.at(JUNE):
        end_appeal(result=AppealResult.UPHELD, on=JUNE, **{**ABOVE, **said})
        assert "open" not in terms(suit).values()
        correct_appeal(why="看错了文书", **said)
    assert terms(suit) == before
    assert set(suit.case.todos.filter(done_on=None).values_list("subject", flat=True)) == open_


def shown(paper: Paper) -> str:
    """What the paper says, as it is printed."""
    return render_to_string("triage/trial/papers/appeal_correction.html", paper.context)


def test_an_appeal_and_a_copy_written_down_wrongly_are_taken_back_and_recorded_anew() -> None:
    """With the reason, told to who was told; what it had ended is asked again; the last one leaves no appeal."""
    suit, his, hers = two_appeals()
    wang = suit.case.parties.get(name="王五")
    day = date(2026, 3, 5)
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/course/"
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
    own = Deadline.objects.filter(case=suit.case, term="appeal_judgment", subject=suit.second.subject)
    with clock.at(day):
        follow_appeal(copies={(his.pk, each.pk): day for each in (suit.first, wang)}, **said)
        assert terms(suit)[("appeal_copy", his.subject)] == "met"
        wrong = {"strike": "1", "what": f"{his.pk}:{suit.first.pk}"}
        assert "请" in client.post(page, wrong | {"why": ""}).content.decode()
        assert client.post(page, wrong | {"why": "day"}).status_code == 302
        assert terms(suit)[("appeal_copy", his.subject)] == "open"
        assert "收到李四的上诉状副本的日期有误" in suit.told(suit.zhang)
        follow_appeal(copies={(his.pk, suit.first.pk): date(2026, 3, 3)}, **said)
        answer = Deadline.objects.get(term="appeal_answer", party=suit.first, state="open")
        assert answer.due == date(2026, 3, 18)
        assert client.post(page, {"strike": "1", "what": his.pk, "why": "sum"}).status_code == 302
        assert own.get().state == "open", "it may appeal as if it had not"
        assert "法院登记的李四的上诉有误" in suit.told(suit.zhang)
        assert "法院登记的您的上诉有误，是我们的错，已经收回。原因：金额登记错了。" in suit.told(suit.li)
        assert "金额登记错了" not in suit.told(suit.zhang), "why is for who had appealed"
        assert "原因：日期登记错了。" in suit.told(suit.zhang)
        read = {row.party_id: row for row in suit.case.papers.filter(kind=PaperKind.APPEAL_CORRECTION)}
        assert set(read) == {suit.first.pk, suit.second.pk}
        assert "更正的原因：金额登记错了。" in shown(read[suit.second.pk])
        assert "李四的上诉状副本的日期有误" in shown(read[suit.first.pk])
        assert [role.called(each.called(suit.case.kind)) for role, each in second_roles(suit.case)] == [
            "上诉人",
            "被上诉人",
            "被上诉人",
        ]
        assert (reds(), faults()) == ([], [])
        record_appeal(party=suit.second, on=DAY, disputed=600_000, **said)
        assert (own.get().state, reds()) == ("met", [])
        for each in (Appeal.objects.get(party=suit.second), hers):
            strike_appeal(appeal_id=each.pk, why=StrikeReason.CASE, **said)
        row = settlement_of(suit.case)
        assert row is not None
        assert (row.stayed_on, Closing.objects.get().appealed_on) == (None, None)
        assert "open" not in {state for (term, _), state in terms(suit).items()}
        assert (reds(), faults()) == ([], [])
    suit.night(JUNE)
    row.refresh_from_db()
    assert row.effective_on is None, "an appeal in time is not undone by a slip of the court's"
    end = notice(suit.case, Closing.objects.get(), suit.first, JUNE)
    assert "正在核对；核对以前，判决书还没有生效" in end
    for todo in Todo.objects.filter(case=suit.case, what=TodoKind.REOPENED, done_on=None):
        look_into(todo=todo, by=by(suit.clerk), today=JUNE)
    suit.night(JUNE)
    row.refresh_from_db()
    assert row.effective_on == date(2026, 3, 18), "there was none: it binds since the last day to appeal was over"
    assert "已在 2026 年 3 月 18 日" in notice(suit.case, Closing.objects.get(), suit.first, JUNE)


def test_a_correction_is_served_on_whom_no_message_reaches() -> None:
    """王五 has neither account nor number: of an appeal of his that is no more he reads on paper, or never."""
    suit, _, _ = two_appeals()
    wang = suit.case.parties.get(name="王五")
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": DAY}
    kind = PaperKind.APPEAL_CORRECTION
    with clock.at(DAY):
        Party.objects.filter(pk=wang.pk).update(phone="", user=None)
        record_appeal(party=wang, on=DAY, disputed=500_000, **said)
        for appeal in Appeal.objects.filter(party__in=(wang, suit.first)):
            strike_appeal(appeal_id=appeal.pk, why=StrikeReason.WHO, **said)
    assert list(suit.case.services.filter(kind=kind).values_list("party", flat=True)) == [wang.pk]
    assert suit.case.papers.filter(kind=kind).count() == 2


def test_a_late_prepayment_of_the_day_of_a_wrong_result_is_not_asked_for_again() -> None:
    """What is taken back undoes what that result ended, and nothing else that was done on its day."""
    suit, his, _ = two_appeals()
    suit.served(suit.second, paper=PaperKind.APPEAL_FEE_NOTICE, on=DAY)
    suit.night(date(2026, 3, 17))
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": JUNE}
    with clock.at(JUNE):
        follow_appeal(paid={his.pk: JUNE}, **said)
        before = terms(suit)
        end_appeal(result=AppealResult.UPHELD, on=JUNE, **{**ABOVE, **said})
        correct_appeal(why="看错了文书", **said)
    assert terms(suit) == before
    fee = Deadline.objects.get(term="appeal_fee", subject=suit.second.subject)
    assert (fee.state, fee.dealt_on) == ("lapsed", JUNE)
    assert not suit.case.todos.filter(subject=f"unpaid:{suit.second.subject}", done_on=None).exists()


@pytest.mark.parametrize("noticed", [False, True])
def test_a_suit_dismissed_before_its_fee_was_paid_is_asked_for_it(noticed: bool) -> None:
    """解释330; 收费办法22: tried by order of the court above, it is paid for first, and then has its team."""
    suit, day = Suit(pays=False), date(2026, 3, 4)
    if noticed:
        open_fee(case=suit.case, by=SYSTEM, today=DAY)
    ruled(suit, "dismissal")
    suit.served(suit.first, suit.second, paper=PaperKind.RULING_DISMISSAL)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
    case = Case.objects.filter(pk=suit.case.pk)
    with clock.at(day):
        record_appeal(party=suit.first, on=day, **said)
        end_appeal(result=AppealResult.ORDERED, on=day, **{**ABOVE, **said})
        register_anew(on=day, **said)
        assert case.get().stage == "payment"
        asked = FeeNotice.objects.get(case=suit.case, kind="main", state="open")
        assert (asked.party, asked.amount, asked.issued_on) == (suit.first, FULL, day)
        assert suit.case.deadlines.filter(term="fee_payment", state="waiting", party=suit.first).count() == 1
        paid(order(asked, suit.zhang))
        assert case.get().stage == "trial"
        assert Assignment.objects.get(case=suit.case, until=None).judge_id == suit.judge.pk
    assert (reds(), faults()) == ([], [])


def test_a_dismissal_set_aside_is_appealed_no_more_and_the_suit_is_tried() -> None:
    """解释330: tried at last, with its term, by the team that had it; before that, taken back, all is as before."""
    suit = Suit()
    ruled(suit, "dismissal")
    wang = suit.case.deadlines.filter(term="appeal_ruling").order_by("pk")
    suit.served(suit.first, suit.second, paper=PaperKind.RULING_DISMISSAL)
    day = date(2026, 3, 4)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
    with clock.at(day):
        record_appeal(party=suit.first, on=day, **said)
        assert [row.state for row in wang.all()] == ["met", "open"]
        end_appeal(result=AppealResult.ORDERED, on=day, **{**ABOVE, **said})
        assert [row.state for row in wang.all()] == ["met", "void"], "nobody appeals what was set aside"
        correct_appeal(why="看错了文书", **said)
        assert [row.state for row in wang.all()] == ["met", "open"]
        assert not suit.case.todos.filter(what=TodoKind.SENT_BACK, done_on=None).exists()
        assert reds() == []
        end_appeal(result=AppealResult.ORDERED, on=day, **{**ABOVE, **said})
        register_anew(on=day, **said)
        assert Case.objects.get(pk=suit.case.pk).stage == "trial"
        assert Assignment.objects.get(case=suit.case, until=None).judge_id == suit.judge.pk
        term = Deadline.objects.get(case=suit.case, subject="trial", state="open")
        assert (term.holder, term.start, term.due) == ("judge", day, date(2026, 9, 4))
        assert reds() == []


def test_verify_sees_an_appeal_whose_terms_a_result_took_along_and_one_without_a_day_for_its_file() -> None:
    suit, his, _ = two_appeals()
    day = date(2026, 3, 4)
    with clock.at(day):
        assert reds() == []
        Deadline.objects.filter(term="appeal_copy", subject=his.subject).update(state="void")
        assert reds() == ["appeals.terms"]
        others = suit.case.parties.exclude(pk=suit.second.pk)
        given_: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
        end_appeal(result=AppealResult.DEEMED, party=suit.first, on=day, **{**ABOVE, **given_})
        follow_appeal(copies={(his.pk, each.pk): day for each in others}, **given_)
        assert reds() == []
        Deadline.objects.filter(term="appeal_file").delete()
        assert reds() == ["appeals.file"]
        suit.case.todos.filter(subject=his.subject).update(done_on=day)
        assert reds() == ["appeals.terms", "appeals.file"]


def test_who_appealed_alone_may_leave_before_the_others_have_decided() -> None:
    """民诉法158, 171, 180: the first judgment binds when nobody may appeal any more, as if nobody had."""
    suit = Suit()
    suit.judged([(suit.second.pk, None)])
    suit.served(*suit.case.parties.order_by("pk"))
    day = date(2026, 3, 4)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
    with clock.at(day):
        record_appeal(party=suit.second, on=day, disputed=500_000, **said)
        assert "有人上诉，判决书还没有生效。您也不服的，可以在 3 月 17 日（周二）前上诉" in suit.page(suit.zhang)
        end_appeal(result=AppealResult.WITHDRAWN, on=day, **{**ABOVE, **said})
        assert "其他人还可以上诉" in suit.told(suit.zhang)
        assert "您不服的，可以在 3 月 17 日（周二）前上诉" in suit.page(suit.zhang)
        assert "您的上诉已经结束。其他人也没有上诉的" in suit.page(suit.li)
        assert terms(suit) == {}
        assert "更正二审结果" in suit.page(suit.clerk)
        correct_appeal(why="没有撤回", **said)
        assert "有人上诉" in suit.page(suit.zhang)
        end_appeal(result=AppealResult.WITHDRAWN, on=day, **{**ABOVE, **said})
        assert (reds(), faults()) == ([], [])
    suit.night(OVER)
    row = settlement_of(suit.case)
    assert row is not None
    assert row.effective_on == OVER
    with clock.at(OVER):
        assert "已在 2026 年 3 月 18 日（周三）生效" in after(suit, suit.zhang)
        assert (reds(), faults()) == ([], [])


def test_a_suit_that_was_refused_is_appealed_and_ordered_to_be_taken() -> None:
    """民诉法126, 157, 174; 解释330: only who sued appeals, nothing is paid, the file goes up at once; set aside, the
    suit is registered within the days of every suit."""
    court = Court()
    assert court.people.court_clerk, "who sits in no case that was refused"
    case, clerk = court.insisted(), court.people.clerk
    first, li = case.parties.get(side=Side.CLAIMANT), case.parties.get(side=Side.RESPONDENT)
    client = Client()
    client.force_login(clerk)
    page = f"/triage/cases/{case.uid}/appeal/"

    def seen(user: Any, path: str = "") -> str:
        client.force_login(user)
        return client.get(path or f"/cases/{case.uid}/").content.decode()

    with clock.at(DAY):
        row = case.rulings.get()
        sign_ruling(ruling=row, by=by(row.judge), today=DAY, words="没有明确的被告。")
        start_deadlines(case=case, awaits=Awaited(PaperKind.RULING_INADMISSIBLE, first.pk), start=DAY, by=SYSTEM)
        assert "裁定书还没有生效。您不服的，可以在 3 月 12 日（周四）前上诉" in seen(court.zhang)
        own = seen(court.zhang, f"/triage/cases/{case.uid}/after/")
        assert "不用交上诉费" in own
        assert "副本" not in own
        form = printed(court.story(case), court.zhang, "appeal")
        assert "上诉人（原审原告）：张三" in form
        assert "不服罗定市人民法院2026年3月2日作出的不予受理民事裁定书" in form
        assert "被上诉人" not in form, "nobody else is a party yet"
        assert "登记上诉" in seen(clerk)
        sent = {"party": first.pk, "on": "2026-03-02", "signer": "张三"}
        assert client.post(page, sent).status_code == 302
        assert running(case) == {"appeal_file": "clerk"}
        assert todos(case) == {"triage.appeal": "clerk"}
        assert case.deadlines.get(term="appeal_file").due == date(2026, 3, 9)
        own = seen(court.zhang, f"/triage/cases/{case.uid}/after/")
        assert "您已经上诉，裁定书还没有生效" in own
        assert "会报送广东省云浮市中级人民法院" in own
        assert "预交" not in seen(clerk, f"{page}course/")
        assert "第一审案件受理费由谁负担" not in seen(clerk, f"{page}result/")
        assert client.post(f"{page}course/", {"sent_on": "2026-03-02"}).status_code == 302
    said = {"result": "accepted", "number": "（2026）粤53民终9号", "made_on": "2026-03-20", "on": "2026-03-23"}
    day = date(2026, 3, 23)
    with clock.at(day):
        assert client.post(f"{page}result/", said).status_code == 302
        assert running(case) == {"filing_review": "clerk"}
        assert case.deadlines.get(term="filing_review", state="open").due == date(2026, 3, 30)
        assert todos(case) == {"register_after_insisting": "clerk"}
        assert (reds(), forgotten()) == ([], [])
        assert "应当立案，等法院登记" in seen(court.zhang)
        assert "更正二审结果" in seen(clerk)
        seen_pk = AppealOutcome.objects.get().pk
        assert client.post(f"{page}result/", {"seen": seen_pk, "why": "看错了"}).status_code == 302
        assert given.fresh(case).closing == "inadmissible"
        assert (running(case), todos(case)) == ({}, {"triage.appeal": "clerk"})
        assert (reds(), forgotten()) == ([], [])
        assert client.post(f"{page}result/", said).status_code == 302
        assert not Notice.objects.filter(party=li).exists(), "nobody else is a party yet"
        review.register(filing=case.filing, by=by(clerk), today=day)
        again = client.post(f"{page}result/", {"seen": AppealOutcome.objects.latest("pk").pk, "why": "看错了"})
        assert "已按上级法院的指令在 2026 年 3 月 23 日（周一）登记立案" in again.content.decode()
    assert given.fresh(case).registered_on == day
    assert not case.closings.filter(undone_on=None).exists()
    assert todos(case) == {}
    assert "会登记立案，并通知您" in "".join(Notice.objects.filter(user=court.zhang).values_list("body", flat=True))
    assert (reds(), forgotten()) == ([], [])


def test_nobody_prepaid_of_two_appellants() -> None:
    """解释318: each appeal ends by itself; with the last one the first judgment binds."""
    suit, _, _ = two_appeals()
    for party in (suit.first, suit.second):
        with clock.at(JUNE):
            given: dict[str, Any] = {"party": party, "on": JUNE, "by": by(suit.clerk), "today": JUNE, **ABOVE}
            end_appeal(case=suit.case, result=AppealResult.DEEMED, **given)
    closing = Closing.objects.get()
    assert (closing.appeal_result, closing.appeal_ended_on) == ("deemed", JUNE)
    with clock.at(JUNE):
        assert "判决书已在 2026 年 6 月 1 日" in after(suit, suit.zhang)
        assert (reds(), faults()) == ([], [])


@pytest.mark.parametrize(
    ("result", "final", "back"), [(AppealResult.DISMISSED, 0, FULL), (AppealResult.MOVED, FULL, 0)]
)
def test_no_suit_for_this_court_the_court_above_ends_it_and_the_fee_goes_by_that(
    result: AppealResult, final: int, back: int
) -> None:
    """解释328, 329; 办法8(2), 24: as where the first court dismisses or moves it; 30,000 fen of 李四 are there."""
    suit = Above()
    with pytest.raises(ActionRefused, match="不定受理费由谁负担"):
        suit.ended(result, [(suit.first.pk, None)])
    with clock.at(JUNE):
        said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": JUNE}
        end_appeal(result=result, on=JUNE, **{**LATER, **said})
        row = settlement_of(suit.case)
        assert row is not None
        assert (row.final, row.effective_on) == (final, JUNE)
        due = {"state": "due", "settlement": row}
        assert [each.amount for each in suit.case.refunds.filter(**due)] == [back] * bool(back)
        assert "撤销了一审判决书，不用照着履行" in after(suit, suit.zhang)
        assert (reds(), faults()) == ([], [])
        correct_appeal(why="看错了文书", **said)
        row = settlement_of(suit.case)
        assert row is not None
        assert (row.way, row.effective_on, bool(row.stayed_on)) == ("judgment", None, True)
        assert not suit.case.refunds.filter(state="due").exists()
        assert (reds(), faults()) == ([], [])


@pytest.mark.parametrize(
    ("wrong", "loser"), [(AppealResult.SENT_BACK, ""), (AppealResult.CHANGED, "first"), (AppealResult.WITHDRAWN, "")]
)
def test_a_wrong_result_is_taken_back_and_the_right_one_recorded(wrong: AppealResult, loser: str) -> None:
    suit = Above()
    suit.ended(wrong, [(getattr(suit, loser).pk, None)] if loser else [])
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/result/"
    with clock.at(JUNE):
        assert "更正二审结果" in suit.page(suit.clerk)
        seen = AppealOutcome.objects.get().pk
        assert client.post(page, {"seen": seen, "why": ""}).status_code == 422
        assert client.post(page, {"seen": seen, "why": "看错了文书"}).status_code == 302
        with pytest.raises(ActionRefused, match="已经更正"):
            correct_appeal(case=suit.case, why="又一次", seen=seen, by=by(suit.clerk), today=JUNE)
        assert "登记二审结果" in suit.page(suit.clerk)
        assert "有人上诉，判决书还没有生效" in after(suit, suit.zhang)
    assert "有误，是我们的错，已经收回" in suit.told(suit.li)
    row = settlement_of(suit.case)
    assert row is not None
    assert (row.effective_on, bool(row.stayed_on)) == (None, True)
    assert [(each.party_id, each.share) for each in row.bearings.filter(share__gt=0)] == [(suit.second.pk, FULL)]
    assert suit.case.todos.filter(what=TodoKind.APPEAL, done_on=None).exists()
    assert not suit.case.todos.filter(what=TodoKind.SENT_BACK, done_on=None).exists()
    with clock.at(JUNE):
        assert (reds(), faults()) == ([], [])
        assert suit.ended(AppealResult.UPHELD, []).effective_on == JUNE
        assert (reds(), faults()) == ([], [])
    assert AppealOutcome.objects.count() == 2


def test_who_appeals_together_prepays_once() -> None:
    """解释202第2款: one side, one paper, one fee; unpaid both appeals are in doubt, paid for one it is for both."""
    suit = Suit()
    wang = suit.third(Side.RESPONDENT)
    suit.judged([(suit.second.pk, None)])
    suit.served(*suit.case.parties.order_by("pk"))
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/"
    sent = {"party": suit.second.pk, "on": "2026-03-02", "signer": "李四", "disputed": "5000"}
    both = {"party": wang.pk, "on": "2026-03-02", "signer": "王五", "joint": suit.second.pk}
    with clock.at(DAY):
        assert client.post(page, sent).status_code == 302
        assert "同一方" in client.post(page, both | {"party": suit.first.pk, "signer": "张三"}).content.decode()
        assert client.post(page, {key: both[key] for key in ("party", "on", "signer")}).status_code == 422, "no sum"
        assert client.post(page, both).status_code == 302
        his, hers = Appeal.objects.order_by("pk")
        assert (his.disputed, hers.disputed) == (500_000, 500_000)
        assert [row.party for row in Deadline.objects.filter(term="appeal_fee")] == [suit.second]
        course = client.get(f"{page}course/").content.decode()
        assert (f"paid_{his.pk}" in course, f"paid_{hers.pk}" in course) == (True, False)
        assert "共同上诉，只交一份受理费" in course
        suit.served(suit.second, paper=PaperKind.APPEAL_FEE_NOTICE)
    suit.night(date(2026, 3, 10))
    open_ = suit.case.todos.filter(done_on=None, subject__startswith="unpaid:")
    assert {each.subject for each in open_} == {f"unpaid:{each.subject}" for each in (suit.second, wang)}
    with clock.at(date(2026, 3, 10)):
        given_: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": date(2026, 3, 10)}
        follow_appeal(paid={his.pk: date(2026, 3, 9)}, **given_)
    assert not open_.all().exists()
    assert (reds(), faults()) == ([], [])


def test_an_agent_appeals_only_by_a_mandate_that_says_so() -> None:
    """民诉法62第2款."""
    suit = Suit()
    suit.judged([(suit.second.pk, None)])
    agent: dict[str, Any] = {
        "phone": "13800000009",
        "unit": "",
        "party": suit.second,
        "name": "陈律师",
        "authority": Authority.SPECIAL,
        "since": DAY,
    }
    row = add_representation(**agent, powers=["代为和解"])
    asked = {"case": suit.case, "party": suit.second, "on": DAY, "disputed": 1, "by": by(suit.clerk), "today": DAY}
    with clock.at(DAY):
        with pytest.raises(ActionRefused, match="没有写明“代为提起上诉”") as refused:
            record_appeal(signer="陈律师", **asked)
        assert refused.value.field == "signer"
        row.powers, row.checked_on = ["代为提起上诉"], DAY
        row.save()
        record_appeal(signer="陈律师", **asked)
    assert "陈律师" in Appeal.objects.get().signer
