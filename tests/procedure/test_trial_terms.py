"""The trial term hangs on the case, whoever tries it; a foreign-related case has none and is looked into."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from common.cases.access import missed_by
from common.cases.actions import deal_with, record_facts
from common.cases.events import SYSTEM
from common.cases.models import Deadline
from common.cases.rules import ActionRefused
from common.cases.states import FactKey
from common.law.procedures import Procedure
from mediation.course import actions as course
from tests.factories.triage import make_team
from tests.procedure.court import DAY, Court, running
from tests.stories import given
from tests.triage.trial.trials import Trial
from triage.teams.actions import recuse
from triage.teams.states import TeamKind
from triage.trial.actions import (
    follow_foreign,
    grant_extension,
    refuse_extension,
    seek_conversion,
    seek_extension,
    sign_ruling,
)
from triage.trial.models import Ruling

WHY = "案情复杂。"
pytestmark = pytest.mark.django_db


def test_the_trial_term_runs_from_registration_whoever_will_try_it(court: Court) -> None:
    """审限规定8: by the procedure that is proposed; by another once another is settled; from the same day (解释258)."""
    case = court.asking()
    row = case.deadlines.get(subject="trial")
    assert (case.procedure, row.term, row.start) == ("small", "trial_small", DAY)
    assert missed_by(court.head, court.today).count() == 0
    course.decline(
        mediation=case.mediations.get(), by=given.by(court.zhang, case.parties.get(side="claimant")), today=DAY
    )
    court.town.days(5)
    case = given.sorted_out(court.town, court.people, case, ordinary=True)
    rows = case.deadlines.filter(subject="trial").order_by("pk").values_list("term", "state", "start")
    assert list(rows) == [("trial_small", "void", DAY), ("trial_ordinary", "open", DAY)]


def test_a_longer_term_stays_longer_whichever_team_comes_next() -> None:
    trial = Trial("summary")
    row = seek_extension(case=trial.case, months=1, reason="鉴定未完成。", by=given.by(trial.judge), today=DAY)
    grant_extension(extension=row, by=given.by(trial.president), today=DAY)
    longer = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    make_team("第二速裁团队", kind=TeamKind.FAST)
    recuse(case=trial.case, user_id=trial.judge.pk, ground="是一方的近亲属", by=SYSTEM, today=DAY)
    assert trial.fresh().stage == "trial"
    again = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert (again.pk, again.term, again.due) == (longer.pk, "trial_summary_extension", date(2026, 7, 2))


def lapsed(trial: Trial) -> date:
    """The day after its trial term ran out."""
    due = Deadline.objects.get(case=trial.case, subject="trial").due
    assert due is not None
    Deadline.objects.filter(case=trial.case, subject="trial").update(state="lapsed", ended_on=due + timedelta(1))
    return due + timedelta(1)


@pytest.mark.parametrize("procedure", ["small", "summary"])
def test_a_term_that_is_over_bars_as_it_did_when_it_ran(procedure: str) -> None:
    """解释258第2款: the ruling comes before the end. That no term runs any more is no leave."""
    trial = Trial(procedure)
    late = lapsed(trial)
    with pytest.raises(ActionRefused, match="应当在届满前裁定转为普通程序"):
        seek_conversion(case=trial.case, to=Procedure.ORDINARY_PANEL, words=WHY, by=given.by(trial.judge), today=late)


def test_a_draft_that_lay_until_the_term_was_over_is_not_signed() -> None:
    trial = Trial("summary")
    draft = seek_conversion(
        case=trial.case, to=Procedure.ORDINARY_PANEL, words=WHY, by=given.by(trial.judge), today=DAY
    )
    assert isinstance(draft, Ruling)
    late = lapsed(trial)
    with pytest.raises(ActionRefused, match=r"届满.*不予签发"):
        sign_ruling(ruling=draft, by=given.by(trial.judge), today=late)
    assert trial.fresh().procedure == "summary"


def test_small_claims_may_still_go_on_as_a_summary_case() -> None:
    """民诉法169 asks for no ruling there, and the three months of the summary procedure are still running (164)."""
    trial = Trial("small")
    late = lapsed(trial)
    seek_conversion(case=trial.case, to=Procedure.SUMMARY, words=WHY, by=given.by(trial.judge), today=late)
    row = Deadline.objects.get(case=trial.case, subject="trial", state="open")
    assert (row.term, row.start) == ("trial_summary", DAY)
    with pytest.raises(ActionRefused, match="审理期限已经届满"):  # 解释258第2款: not round by two steps
        seek_conversion(case=trial.case, to=Procedure.ORDINARY_SINGLE, words=WHY, by=given.by(trial.judge), today=late)


def test_a_term_is_not_made_longer_when_the_longer_one_is_over_too() -> None:
    """民诉法164: asked for in time and approved too late, it gives nobody days that have passed."""
    trial = Trial("summary")
    said = {"case": trial.case, "months": 1, "by": given.by(trial.judge)}
    asked = seek_extension(reason="鉴定。", today=date(2026, 5, 20), **said)
    lapsed(trial)
    with pytest.raises(ActionRefused, match="也已在 7 月 2 日"):
        grant_extension(extension=asked, by=given.by(trial.president), today=date(2026, 7, 3))
    refuse_extension(extension=asked, words="已经过期。", by=given.by(trial.president), today=date(2026, 7, 3))
    with pytest.raises(ActionRefused, match="也已在 7 月 2 日"):
        seek_extension(reason="鉴定。", today=date(2026, 7, 3), **said)
    day = date(2026, 7, 2)
    again = seek_extension(reason="鉴定。", today=day, **said)
    assert grant_extension(extension=again, by=given.by(trial.president), today=day).due == day


def test_a_foreign_case_has_no_trial_term_and_is_looked_into(court: Court) -> None:
    """民诉法287 binds no trial; how it goes is written down every so many months all the same, as the court has set."""
    case = court.foreign()
    row = case.deadlines.get(term="foreign_trial_review")
    assert (row.state, row.holder, row.due, row.confirmed) == ("open", "judge", date(2026, 6, 2), False)
    assert not case.deadlines.filter(subject="trial").exists()
    Deadline.objects.filter(pk=row.pk).update(state="lapsed", ended_on=date(2026, 6, 3))
    row.refresh_from_db()
    court.town.at(date(2026, 6, 5))
    deal_with(deadline=row, words="域外送达还没有回证。", by=given.by(court.people.judge), today=court.today)
    assert case.deadlines.get(term="foreign_trial_review", state="open").due == date(2026, 9, 7)
    record_facts(case=case, facts={FactKey.FOREIGN: False}, source="clerk", today=court.today)
    follow_foreign(case=case, by=SYSTEM, today=court.today)
    assert "foreign_trial_review" not in running(case)
    assert case.deadlines.get(subject="trial").term == "trial_ordinary"
