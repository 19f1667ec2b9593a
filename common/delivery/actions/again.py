"""What failed goes again, by another way or to another address; what reached a ward alone goes to its guardian, and a
paper that only a former agent has to the party itself."""

from __future__ import annotations

from django.db import transaction

from common.cases.actions import announce, await_again, move_home
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused, Awaited
from common.delivery.events import TakenBack, TriedAgain
from common.delivery.models import Service
from common.delivery.states import UNDER_WAY_OR_DONE, Method, ServiceState
from common.law import clock
from common.law.abroad import Home
from common.law.papers import PaperKind

from .addresses import found_at
from .dispatching import recall
from .ordering import serve


@transaction.atomic
def serve_again(*, service: Service, method: Method, by: By, postal: str = "", home: Home | None = None) -> Service:
    """After a service failed: the same paper by another way, or to another address. The failed one stays as it is; a
    paper that is under way that way, or has been served, is not sent again: that service is returned, and who chose
    another way is told that a colleague was first. `home`: where the party has turned out to live, if it is not where
    it was said to."""
    case = Case.lock(service.case_id)
    old = Service.objects.select_related("party__case", "paper", "document", "address").get(pk=service.pk)
    if old.state != ServiceState.FAILED:
        raise ActionRefused("这次送达还没有登记为未能送达，不能另行送达。")
    same = Service.objects.filter(paper=old.paper_id, document=old.document_id, party=old.party_id)
    if had := same.filter(state__in=UNDER_WAY_OR_DONE).first():
        if had.method == method and not postal.strip():
            return had
        way = Method(had.method).label
        raise ActionRefused(f"同事刚才已经另行送达，用的是{way}。请刷新后看清楚再办。", field="method")
    if home is not None and home != old.party.home:
        move_home(party=old.party, home=home, by=by, today=clock.today())
    if postal.strip():
        found_at(party=old.party, postal=postal, by=by, but=old)
    new = serve(party=old.party, by=by, paper=old.paper, document=old.document, decision=old.decision, method=method)
    event = TriedAgain(service_id=new.pk, party_id=new.party_id, document_kind=new.kind, method=new.method)
    announce(case=case, event=event, by=by)
    return new


@transaction.atomic
def serve_guardian(*, service: Service, by: By) -> Service:
    """A paper that had reached its party before the court knew that it cannot sue alone goes to the guardian (民诉法60,
    88): the former receipt counts no more, and what ran from it runs from the guardian's. Asked twice, the service that
    is under way is returned."""
    case = Case.lock(service.case_id)
    rows = Service.objects.select_for_update(of=("self",)).select_related("party__case", "paper", "document")
    old = rows.get(pk=service.pk)
    if not old.party.guardian:
        raise ActionRefused("这位当事人没有登记法定代理人，不能改向法定代理人送达。")
    return _taken_back(case, old, by)


@transaction.atomic
def serve_itself(*, service: Service, by: By) -> Service:
    """A paper whose days still run had reached only an agent who acts for the party no more (民诉法63): the party gets
    it, and the days run from its own receipt. A term that is over stays so. Asked twice, the service under way is
    returned."""
    case = Case.lock(service.case_id)
    rows = Service.objects.select_for_update(of=("self",)).select_related("party__case", "paper", "document")
    return _taken_back(case, rows.get(pk=service.pk), by, by_agent=True)


def _taken_back(case: Case, old: Service, by: By, *, by_agent: bool = False) -> Service:
    """The receipt counts no more, what ran from it waits for the next, and the paper goes again."""
    received = old.served_on
    if received is not None:
        recall(old, by, served_on=None)
        paper = PaperKind.known(old.kind)
        if paper is not None:
            await_again(case=case, awaits=Awaited(paper, old.party_id), by=by, lapsed=not by_agent)
        event = TakenBack(
            service_id=old.pk,
            party_id=old.party_id,
            document_kind=old.kind,
            served_on=received,
            by_agent=by_agent,
        )
        announce(case=case, event=event, by=by)
    return serve(party=old.party, by=by, paper=old.paper, document=old.document, decision=old.decision)
