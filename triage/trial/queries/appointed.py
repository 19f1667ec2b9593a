"""The hearings that are fixed, as appointments: who is called, and of which nothing was written down."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from common.cases.models import Case, Party
from common.cases.states import Holder, Side, Stage, TodoKind
from common.law import clock
from common.rooms import Appointment, Calls
from triage.teams.queries import has_had_judge
from triage.trial.models import FixedHearing, Hearing
from triage.trial.states import HearingMode


def unheld(cases: QuerySet[Case]) -> QuerySet[FixedHearing]:
    """The hearings fixed in these cases that stand, and of which nobody has said what became: none was held that day or
    since, none is fixed for later."""
    same = {"case": OuterRef("case")}
    held = Hearing.objects.filter(**same, on__gte=OuterRef("day"))
    later = FixedHearing.objects.filter(**same, off_on=None, at__gt=OuterRef("at"))
    rows = FixedHearing.objects.alias(day=TruncDate("at", tzinfo=clock.SHANGHAI))
    rows = rows.filter(~Exists(held), ~Exists(later), off_on=None, case__in=cases.order_by().values("pk"))
    return rows.order_by("at", "pk")


def any_fixed(case: Case) -> bool:
    """Whether an hour was ever fixed that nobody took off. One light query, before `unheld` is asked."""
    return case.fixed_hearings.filter(off_on=None).exists()


def passed(case: Case) -> list[FixedHearing]:
    """Those of this case whose day is over. One query."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return list(unheld(Case.objects.filter(pk=case.pk)).filter(at__lt=today))


def _hearings(cases: QuerySet[Case], since: datetime | None, until: datetime | None) -> list[Appointment]:
    """Two queries for any number."""
    rows = unheld(cases).select_related("case")
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    found = list(rows)
    called: dict[int, list[Party]] = defaultdict(list)
    if found:
        here = Party.objects.filter(case__in={row.case_id for row in found}, left_on=None)
        for party in here.only("case", "side").order_by("pk"):  # a number that cannot be read stops no list
            called[party.case_id].append(party)
    return [
        Appointment(
            key=f"hearing:{row.pk}",
            case=row.case,
            name="开庭",
            at=row.at,
            place=row.place,
            parties={party.pk: _words(row, party) for party in called[row.case_id]},
            holders=(Holder.JUDGE, Holder.COURT_CLERK),
            made_on=row.fixed_on,
            # Elsewhere nobody could write it down; a case that comes back to its judge has it then.
            todo=TodoKind.HEARING_OVER if row.case.stage == Stage.TRIAL else None,
        )
        for row in found
    ]


def _words(row: FixedHearing, party: Party) -> str:
    """What a party brings, and what it costs not to come (民诉法146, 147); of a third party no text says so."""
    come = "请按时登录在线庭审。" if row.mode == HearingMode.ONLINE else "请带身份证件和传票按时到庭。"
    price = {Side.CLAIMANT: "可以按撤诉处理", Side.RESPONDENT: "可以缺席判决"}.get(Side(party.side))
    return f"{come}没有正当理由不到的，{price}。" if price else come


def _may_be_heard(case: Case) -> bool:
    """Also where it has gone back to be mediated: the hour stands until somebody takes it off."""
    meeting = case.stage in (Stage.MEDIATION, Stage.CONFIRMATION, Stage.TRIAL)
    return meeting and has_had_judge(case) and any_fixed(case)


APPOINTMENTS = (Calls(_hearings, _may_be_heard),)
