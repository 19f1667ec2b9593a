"""What is done of an appeal until the file is above: who appealed, its copies, answers, fees and days.

民诉法171-174; 解释315-317.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from common.cases.actions import add_representation, look_into, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Deadline, Party, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Side, TodoKind
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from fees.settling.queries import settlement_of
from tests.factories import staff
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import ABOVE, OVER, Suit, faults
from tests.tables import rows
from tests.triage.after.test_after import after
from tests.triage.trial.appeals import JUNE, reds, terms, two_appeals
from triage.after.queries import notice
from triage.trial.actions import correct_appeal, end_appeal, follow_appeal, record_appeal, strike_appeal
from triage.trial.models import Appeal, Closing
from triage.trial.queries import second_roles
from triage.trial.rules import second_role
from triage.trial.states import AppealResult, StrikeReason
from yunfu_court.reminders import remind, remind_done

pytestmark = pytest.mark.django_db


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
