"""The day of service is written once, with its proof, and starts what waits for it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.access import checked, no_post, not_over
from common.cases.actions import announce, start_deadlines
from common.cases.events import Audience, By
from common.cases.models import Case, Party
from common.cases.models import Event as EventRow
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import PartyKind
from common.delivery.actions.asking import ask_where
from common.delivery.actions.dispatching import need_sent, sent
from common.delivery.actions.hanging import settle_hanging, tend_hanging, tend_unsigned
from common.delivery.events import Failed, Served
from common.delivery.models import Service
from common.delivery.queries import binders, may_sign_for, named_on_file, nobody_binds, still_wanted
from common.delivery.rules import BY_ACCEPTANCE, Signed, day_rule, may_serve_by, proof_problem, record_problem, tells
from common.delivery.states import ANSWERED, SERVICE_MOVES, EChannel, Effect, Method, Relation, ServiceState
from common.documents.actions import issue_paper
from common.documents.models import Document
from common.law import clock
from common.law.papers import PaperKind
from common.law.transitions import move
from common.people.rules import same_name
from common.web.wording import day_words

_SENT = ("dispatched_on", "sent_proof")  # the day of dispatch and its proof, as the forms of a result call them


@transaction.atomic
def record_service(
    *,
    service: Service,
    by: By,
    day: date,
    method: Method,
    today: date,
    proof: str = "",
    shown: Signed | None = None,
    proof_document: Document | None = None,
    dispatched_on: date | None = None,
    sent_proof: str = "",
    itself: bool = False,
    papers: int = 1,
) -> Service:
    """Write down that a paper was received on `day`, with proof; start the deadlines that waited for it.

    `shown`: what the receipt says, of a service that somebody writes down by hand; `proof`: the system's own trail.
    Recording the same again changes nothing; another day or way raises ActionRefused. `dispatched_on`: the day it went
    out, where nobody wrote it down before, with what shows it (`sent_proof`). `itself`: the party's own confirmation.
    `papers`: of how many of its envelope is told with it; 0: it is told of with another.
    An electronic service gets its 电子送达凭证 (在线诉讼31第3款).
    """
    case = Case.lock(service.case_id)
    service = Service.objects.select_for_update(of=("self",)).select_related("party", "case__court").get(pk=service.pk)
    if service.state == ServiceState.SERVED:
        if (service.served_on, service.method) == (day, method):
            return service
        raise ActionRefused("这次送达已经登记，不能改动；确有错误的，请报告法官后另行更正。")
    if service.state == ServiceState.FAILED:
        raise ActionRefused("这次送达已登记为未能送达，请重新安排送达。")
    if service.state == ServiceState.RECALLED:
        raise ActionRefused("这份文书已经收回，不用再登记。当事人变更了送达地址的，请在新的送达里登记结果。")
    field, words = record_problem(
        planned=Method(service.method),
        method=method,
        day=day,
        ordered_on=service.ordered_on,
        today=today,
        by_system=by.is_system or itself,
    )
    if words:
        raise ActionRefused(words, field=field)
    if method is Method.ELECTRONIC and service.effect == Effect.SIGNING and not itself:
        raise ActionRefused("调解书要当事人签收才算送达，到达、打开都不算。", field="method")
    if method is not Method.ELECTRONIC and not by.is_system:
        proof = need_shown(service, method, shown or Signed(), photo=proof_document is not None)
    if dispatched_on is not None:
        need_sent(service=service, on=dispatched_on, proof=sent_proof, today=today, latest=day, fields=_SENT)
    # What arrived went out no later; the day it did is written down before the day it came.
    sent(case=case, service=service, on=dispatched_on or day, by=by, proof=sent_proof)
    move(service, ServiceState.SERVED, SERVICE_MOVES)
    service.served_on, service.method = day, method
    if method is not Method.ELECTRONIC:
        service.effect = ""
    service.proof, service.proof_document = proof.strip(), proof_document
    service.recorded_by_id, service.recorded_at = by.user_id, clock.now()
    service.save()
    paper = PaperKind.known(service.kind)
    if paper is not None:  # anything else that is served starts no term
        start_deadlines(case=case, awaits=Awaited(paper, service.party_id), start=day, by=by)
    record = announce(
        case=case,
        event=Served(
            service_id=service.pk,
            party_id=service.party_id,
            document_kind=service.kind,
            method=method,
            served_on=day,
            papers=papers,
            unsigned=bool(shown and shown.refused.strip()),
        ),
        by=by,
    )
    if method is Method.ELECTRONIC:
        _proof_paper(service, case, record, today)
    settle_hanging(case=case, by=by, today=today)
    return service


@transaction.atomic
def hand_over(*, service: Service, name: str, identity: str, by: By, today: date, papers: int = 1) -> Service:
    """Whoever stands at the window takes the paper along and signs (民诉法88; 解释131): the person that was identified
    when the visit began, as the file knows them; an agent by a mandate that stands now and that the court has checked
    (民诉法62; 解释132). A public notice that runs needs no end any more."""
    party = service.party
    agents = party.representations.filter(checked(), no_post(today), not_over(today), since__lte=today)
    speaks = any(same_name(each.name, name) for each in agents)
    if by.limited and not speaks:
        words = f"{name}对{party.name}的委托已经结束，或者还没有核对，不能代领。请结束代办，核对委托手续以后再领。"
        raise ActionRefused(words)
    if speaks:
        relation = Relation.AGENT
    elif party.guardian:
        relation = Relation.GUARDIAN
    else:
        relation = Relation.SELF if party.kind == PartyKind.NATURAL else Relation.HEAD
    shown = Signed(signer=name, relation=relation, identity=identity)
    Case.lock(service.case_id)
    row = Service.objects.select_for_update().get(pk=service.pk)
    if row.state == ServiceState.PENDING and row.expires_on is not None and row.expires_on < today:
        raise ActionRefused(
            f"公告期 {day_words(row.expires_on, today=today)}已满，视为已经送达，期限从那天的第二天起算。"
            "来人要文书的，给一份副本，不用登记领取。"
        )
    if not Service.objects.filter(still_wanted(), pk=row.pk).exists():
        raise ActionRefused("当事人已经退出本案，或者案件已经结束，这份文书不用再送达。")
    if row.method == Method.PUBLIC and row.state == ServiceState.PENDING:
        row.announced_on = row.expires_on = None
        row.save(update_fields=["announced_on", "expires_on"])
    day, way = today, Method.COUNTER
    return record_service(service=row, by=by, day=day, method=way, today=today, shown=shown, papers=papers)


def need_shown(service: Service, method: Method, shown: Signed, *, photo: bool) -> str:
    """What the receipt says, in words. ActionRefused when it shows no receipt (rules.proof_problem), for a 调解书 that
    would be left, or when the other side signed, or another than the party's own document says."""
    party = service.party
    allowed = may_serve_by(method, kind=service.kind, whereabouts_known=True, summary=False)
    if method is Method.LEFT and not allowed.value:
        raise ActionRefused(allowed.note, field="method")
    if service.kind in BY_ACCEPTANCE and not shown.refused.strip():
        need_binder(party=party, signer=shown.signer, relation=shown.relation, today=clock.today())
    may = may_sign_for(party, service.kind, clock.today())
    field, words = proof_problem(method, shown, may=may, photo=photo, paper=service.kind, own=_own_address(service))
    if words:
        raise ActionRefused(words, field=field)
    signed = method is not Method.LEFT and not shown.refused.strip()
    if signed and shown.relation == Relation.SELF and not same_name(shown.signer, party.name):
        raise ActionRefused(f"本人签收的，签收人是{party.name}。别人签收的，请选签收人的身份。", field="signer")
    if signed and shown.relation == Relation.GUARDIAN and not same_name(shown.signer, party.guardian):
        raise ActionRefused(f"登记的法定代理人是{party.guardian}，请核对签收人。", field="signer")
    known_as = named_on_file(party).get(Relation(shown.relation)) if signed else None
    if known_as is not None and not any(same_name(shown.signer, name) for name in known_as):
        what = Relation(shown.relation).label
        told = f"登记的{what}是{'、'.join(dict.fromkeys(known_as))}" if known_as else f"案件里没有登记{what}"
        raise ActionRefused(f"{told}，请核对签收人。", field="signer")
    others = Party.objects.filter(case=service.case_id).exclude(side=party.side).values_list("name", flat=True)
    # Whom the file names for this party is that person, also where somebody on the other side has the same name.
    own_people = (party.takes_papers, party.legal_representative)
    known = any(name and same_name(shown.signer, name) for name in own_people)
    if signed and not known and any(same_name(shown.signer, name) for name in others):
        raise ActionRefused("签收人是对方当事人，不能替受送达人签收。", field="signer")
    own = {Relation.SELF.value: party.id_number, Relation.GUARDIAN.value: party.guardian_id}.get(shown.relation)
    last = shown.identity.strip().upper()
    if signed and own and last and not own.upper().endswith(last):
        raise ActionRefused("证件号码和登记的不一样，请核对是不是本人。", field="identity")
    return shown.words


def need_binder(*, party: Party, signer: str, relation: str, today: date) -> None:
    """ActionRefused where whoever signs does not bind the party by that (queries.binders)."""
    if words := nobody_binds(party):
        raise ActionRefused(words, field="relation")
    may = binders(party, today)
    names = may.get(Relation(relation)) if relation in set(Relation) else None
    if relation == Relation.SELF and party.guardian:
        words = f"{party.name}没有诉讼行为能力，调解书由法定代理人{party.guardian}签收。"
        raise ActionRefused(words, field="relation")
    if names and not any(same_name(signer, name) for name in names):
        raise ActionRefused(f"以这个身份能签收调解书的是：{'、'.join(names)}。请核对签收人。", field="signer")
    if names is None and relation == Relation.AGENT:
        raise ActionRefused(
            "代理人没有经核对的“代为和解”权限，当事人也没有指定代理人代收，不能代签调解书。", field="relation"
        )
    if names is None and relation == Relation.NAMED:
        words = "当事人本人没有指定代收人：没有确认过送达地址，或者收件人是代理人自己写的。请先由本人确认送达地址。"
        raise ActionRefused(words, field="relation")


def _own_address(service: Service) -> bool:
    """Whether it went where the party itself said: what comes back from there is its own affair (专递规定11)."""
    address = service.address
    return address is not None and address.confirmed_at is not None


def _proof_paper(service: Service, case: Case, record: EventRow, today: date) -> None:
    number = case.numbers.order_by("-id").first()
    address = service.address
    issue_paper(
        case=case,
        event=record,
        kind=PaperKind.DELIVERY_PROOF,
        title=f"{PaperKind.DELIVERY_PROOF.label}（{service.title}）"[:120],
        number=number.text if number else "",
        context={
            "day": today.isoformat(),
            "court": service.case.court.name,
            "document": service.title,
            "name": service.party.name,
            "recipient": address.recipient_name if address else service.party.takes_papers,
            "channel": EChannel(address.e_channel).label if address else "",
            "sent_at": f"{clock.moment(service.sent_at):%Y-%m-%d %H:%M:%S}" if service.sent_at else "",
            "served_on": service.served_on.isoformat() if service.served_on else "",
            "effect": Effect(service.effect).label if service.effect else "",
            "proof": service.proof,
            "grounds": [article.cite for article in day_rule(Method.ELECTRONIC, service.case.received_on).articles],
        },
        audience=Audience.SIDE,
        party=service.party,
    )


@transaction.atomic
def fail_service(
    *,
    service: Service,
    by: By,
    reason: str,
    dispatched_on: date | None = None,
    sent_proof: str = "",
    papers: int = 1,
    unsigned: bool = False,
) -> Service:
    """It did not succeed (moved away, refused at the post office, mailbox gone). Serve again by another way.
    `dispatched_on`: the day it went out, where nobody wrote it down before, with what shows it (`sent_proof`).
    `papers`: of how many of its envelope is told with it; 0: it is told of with another. `unsigned`: it had arrived, to
    be signed for."""
    case = Case.lock(service.case_id)
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if service.state != ServiceState.PENDING:
        raise ActionRefused("这次送达已经有结果，不能再登记为未能送达。")
    if service.expires_on is not None and service.expires_on < clock.today():
        raise ActionRefused("公告期已满，视为已经送达，不能再登记为未能送达。")
    if not tells(reason):
        raise ActionRefused("请写明未能送达的原因：谁、什么时候、去了哪里、怎么没有送到。", field="reason")
    if dispatched_on is not None:
        need_sent(service=service, on=dispatched_on, proof=sent_proof, today=clock.today(), fields=_SENT)
    sent(case=case, service=service, on=dispatched_on or clock.today(), by=by, proof=sent_proof)
    move(service, ServiceState.FAILED, SERVICE_MOVES)
    service.proof = reason.strip()
    service.recorded_by_id, service.recorded_at = by.user_id, clock.now()
    service.save()
    announce(
        case=case,
        event=Failed(
            service_id=service.pk,
            party_id=service.party_id,
            document_kind=service.kind,
            method=service.method,
            papers=papers,
            unsigned=unsigned,
        ),
        by=by,
    )
    if not by.is_system:  # an e-mail that failed is followed by paper at once
        service.asked = ask_where(case=case, service=service, by=by, today=clock.today()) or ""
        service.save(update_fields=["asked"])
    decide = service.asked in ANSWERED
    (tend_hanging if decide else settle_hanging)(case=case, by=by, today=clock.today())
    if service.kind in BY_ACCEPTANCE and not by.is_system:
        tend_unsigned(case=case, by=by, today=clock.today())
    return service
