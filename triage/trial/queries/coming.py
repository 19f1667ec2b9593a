"""Reads of who was called to a hearing, and who came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from common.cases.access import not_over
from common.cases.models import Case, Party, Representation
from common.courts.queries import calendar
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.fields import sealed_in
from common.law import clock
from common.law.calendar import Calendar
from common.law.papers import PaperKind
from common.law.terms import deadline
from triage.teams.queries import anew, tried_since
from triage.trial.models import Hearing
from triage.trial.queries.answering import fixed
from triage.trial.rules import Coming, called_ahead

NOTICE = "hearing_notice"  # the term by which everybody is called, counted back from the day


def called_by(case: Case, on: date, days: Calendar) -> date:
    """The last day on which a summons to a hearing of that day is in time: three days ahead, in summary procedure
    before it begins (民诉法139; 解释261)."""
    due = deadline(NOTICE, on, days, on=case.received_on).value.day if called_ahead(case.procedure).value else on
    return due or on


def comings(cases: Collection[int]) -> dict[int, list[Coming]]:
    """Case -> each party at each hearing held while it was in the case. A hearing of which nobody wrote down who came
    tells nothing against it. Five queries for any number of cases."""
    days = calendar()
    held = Hearing.objects.filter(case__in=cases).exclude(attendance=[]).select_related("case").order_by("on", "pk")
    held = held.defer(*sealed_in(Hearing))
    since = anew(cases)
    parties: dict[int, list[Party]] = defaultdict(list)
    there_now = Party.objects.filter(case__in=cases, left_on=None).select_related("case").defer(*sealed_in(Party))
    for party in there_now.order_by("pk"):
        parties[party.case_id].append(party)
    summons = Service.objects.filter(case__in=cases, kind=PaperKind.SUMMONS, state=ServiceState.SERVED).order_by("-pk")
    got = {
        (party, on): day for party, on, day in summons.values_list("party", "paper__event__payload__on", "served_on")
    }
    found: dict[int, list[Coming]] = defaultdict(list)
    for row in held:
        if row.on < since.get(row.case_id, row.on):
            continue  # of the trial whose judgment was set aside
        there = {each["party"]: each["itself"] or any(came for _, came in each["agents"]) for each in row.attendance}
        due = called_by(row.case, row.on, days)
        for party in parties[row.case_id]:
            if party.pk in there:
                called = f"{party.called(row.case.kind)}{party.name}"
                summoned = got.get((party.pk, row.on.isoformat()))
                found[row.case_id].append(Coming(party.pk, called, row.on, there[party.pk], summoned, due))
    return found


def hearings_of(case: Case) -> list[date]:
    """The days of the hearings of this trial, the first one first: what was heard before a case was sent back was heard
    by others (民诉法41第3款)."""
    return list(case.hearings.filter(on__gte=tried_since(case) or date.min).order_by("on").values_list("on", flat=True))


def comings_of(case: Case) -> list[Coming]:
    return comings([case.pk]).get(case.pk, [])


def attenders(case: Case, on: date) -> dict[str, str]:
    """Who may come to a hearing of that day: each party, or who acts for it by law, and each agent; key and words."""
    rows = case.parties.filter(left_on=None).order_by("side", "order", "pk")
    agents: dict[int, list[Representation]] = defaultdict(list)
    for agent in Representation.objects.filter(not_over(on), party__case=case).order_by("pk"):
        agents[agent.party_id].append(agent)
    found = {}
    for party in rows:
        called = f"{party.called(case.kind)}{party.name}"
        head = f"（{party.head_words}）" if party.head_words else ""
        found[f"party:{party.pk}"] = f"{called}{head}"
        found |= {f"agent:{each.pk}": f"{called}的诉讼代理人{each.name}" for each in agents[party.pk]}
    return found


def absent(row: Hearing) -> list[str]:
    """Who did not come to it, neither itself nor by an agent, as they are called in the case."""
    gone = [each["party"] for each in row.attendance if not each["itself"] and not any(c for _, c in each["agents"])]
    parties = Party.objects.filter(pk__in=gone).select_related("case").order_by("side", "order", "pk")
    return [f"{each.called(each.case.kind)}{each.name}" for each in parties] if gone else []


def not_called(case: Case) -> list[tuple[date, date, list[str]]]:
    """Of each hearing to come its day, by when its summons had to arrive, and whom it does not reach by then: it came
    back, is announced for longer, arrived too late, or is still on its way when the day is over."""
    days, today, found = calendar(), clock.today(), []
    for row in fixed(case):
        on = clock.moment(row.at).date()
        due = called_by(case, on, days)
        sent = Service.objects.filter(case=case, kind=PaperKind.SUMMONS, party__left_on=None)
        sent = sent.filter(paper__event__payload__hearing_id=row.pk)
        newest = {each.party_id: each for each in sent.select_related("party__case").order_by("pk")}
        late = [each for each in newest.values() if _late(each, due, today)]
        if late:
            found.append((on, due, [f"{each.party.called(case.kind)}{each.party.name}" for each in late]))
    return found


def _late(service: Service, due: date, today: date) -> bool:
    if service.state == ServiceState.PENDING:
        runs = service.expires_on if service.method == Method.PUBLIC else None
        return due < (runs or today)
    return service.state == ServiceState.FAILED or (service.served_on is not None and service.served_on > due)
