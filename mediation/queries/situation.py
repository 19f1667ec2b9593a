"""Where a mediation stands for the person who looks, and what they may do now. One query reads all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery

from common.cases.access import capacities, may_dispose
from common.cases.models import Case, Party
from common.cases.queries import Beside, Offer, Panel, Row, unpacked, with_rows
from common.cases.states import Capacity
from common.delivery.models import ServiceAddress
from common.law.articles import art
from common.law.regimes import Route
from common.web.wording import day_words, days_left_words, moment_words
from mediation.access import desk_in
from mediation.models import (
    Agreement,
    Attendance,
    Confirmation,
    Consent,
    Extension,
    ExtensionAnswer,
    Join,
    Mediation,
    Mediator,
    Proposal,
    ProposalAnswer,
    Session,
    SettledPoints,
    Signature,
    TimeChoice,
)
from mediation.rules import options
from mediation.states import (
    AgreementState,
    ConfirmationState,
    ConsentState,
    EndReason,
    ExtensionState,
    MediationState,
    Outcome,
    PointsState,
    ProposalState,
    SessionState,
)

from .course import term_end


@dataclass(frozen=True)
class Situation:
    """Everything a page or panel asks about one mediation for one viewer."""

    case: Case
    mediation: Any  # a Mediation with the annotations of _annotated()
    consents: Sequence[Consent]
    party: Party | None
    may_decide: bool
    is_mediator: bool
    is_asked: bool
    is_desk: bool
    is_judge: bool
    agreement: Agreement | None
    confirmation: Confirmation | None
    joined: bool
    options: tuple[Outcome, ...]
    options_note: str
    confirm_by: date | None  # the last day to apply for confirmation, where it is open

    @property
    def mine(self) -> Consent | None:
        """The viewer's own party's answer."""
        return next((row for row in self.consents if self.party and row.party_id == self.party.pk), None)

    def signed(self, agreement_id: int) -> bool:
        """Whether the viewer's party has signed this text."""
        mine = self.party.pk if self.party else None
        return any(row.agreement_id == agreement_id and row.party_id == mine for row in self.mediation.signatures)

    @property
    def route(self) -> Route:
        return Route(self.mediation.route)


def _first(rows: Any, **where: Any) -> Subquery:
    return Subquery(rows.filter(mediation=OuterRef("pk"), **where).order_by("-id").values("pk")[:1])


_TABLES = (
    Beside(
        "consents",
        Consent.objects.order_by("party__side", "party__order", "id"),
        within={"party": ("name", "side", "order", "case_id"), "nominee": ("user_id",)},
    ),
    # The words of a text are read where it is signed, not here.
    Beside(
        "agreements",
        Agreement.objects.order_by("-number"),
        (
            *("number", "state", "whole", "effective_on", "outcome", "outcome_on"),
            *("paper_effective_on", "paper_judge_id", "mediation_id"),
        ),
    ),
    Beside(
        "signatures",
        Signature.objects.filter(agreement__isnull=False).order_by(),
        ("agreement_id", "party_id"),
        link="agreement__mediation",
    ),
    Beside(
        "confirmations",
        Confirmation.objects.exclude(state=ConfirmationState.WITHDRAWN).order_by("-id"),
        link="agreement__mediation",
    ),
)

# For the case page, with the case: whether there is a mediation at all, and the mediators its history names.
BESIDE = (
    Beside("mediations", Mediation.objects.order_by("-id"), ("state", "case_id")),
    Beside(
        "mediators_asked",
        Mediator.objects.order_by(),
        ("user_id",),
        within={"user": ("name",)},
        link="proposals__mediation__case",
    ),
)


def _read(case: Case, party_id: int | None) -> Any:
    """The newest mediation with its answers and texts, each thing that may wait for this party beside it as a column;
    None without one."""
    if "mediations" in getattr(case, "_prefetched_objects_cache", {}) and not case.mediations.all():
        return None
    waiting = [ProposalState.PROPOSED, ProposalState.DISCLOSED]
    mine = party_id or 0
    found = (
        with_rows(Mediation.objects.filter(case=case), _TABLES)
        .select_related("mediator__user", "mediator__centre", "stopped_by")
        .annotate(
            proposal_id=_first(Proposal.objects, state__in=waiting),
            proposal_state=Subquery(
                Proposal.objects.filter(mediation=OuterRef("pk"), state__in=waiting).order_by("-id").values("state")[:1]
            ),
            asked_user=Subquery(
                Proposal.objects.filter(mediation=OuterRef("pk"), state__in=waiting)
                .order_by("-id")
                .values("mediator__user")[:1]
            ),
            asked_name=Subquery(
                Proposal.objects.filter(mediation=OuterRef("pk"), state__in=waiting)
                .order_by("-id")
                .values("mediator__user__name")[:1]
            ),
            disclosure_answered=Exists(
                ProposalAnswer.objects.filter(
                    proposal__mediation=OuterRef("pk"), proposal__state=ProposalState.DISCLOSED, party=mine
                )
            ),
            offered_id=_first(Session.objects, state=SessionState.OFFERED),
            time_chosen=Exists(
                TimeChoice.objects.filter(
                    session__mediation=OuterRef("pk"), session__state=SessionState.OFFERED, party=mine
                )
            ),
            next_at=Subquery(
                Session.objects.filter(mediation=OuterRef("pk"), state=SessionState.SET)
                .order_by("-id")
                .values("starts_at")[:1]
            ),
            signing_id=_first(Agreement.objects, state=AgreementState.SIGNING),
            points_id=_first(SettledPoints.objects, state=PointsState.SIGNING),
            points_signed=Exists(
                Signature.objects.filter(
                    points__mediation=OuterRef("pk"), points__state=PointsState.SIGNING, party=mine
                )
            ),
            extension_id=_first(Extension.objects, state=ExtensionState.ASKED),
            extension_answered=Exists(
                ExtensionAnswer.objects.filter(
                    extension__mediation=OuterRef("pk"), extension__state=ExtensionState.ASKED, party=mine
                )
            ),
            address_confirmed=Exists(
                ServiceAddress.objects.filter(party=mine, superseded_at__isnull=True, confirmed_at__isnull=False)
            ),
            joined=Exists(
                Join.objects.filter(confirmation__agreement__mediation=OuterRef("pk"), party=mine).exclude(
                    confirmation__state=ConfirmationState.WITHDRAWN
                )
            ),
        )
        .order_by("-id")
        .first()
    )
    return unpacked(found, _TABLES) if found is not None else None


_OF_SESSIONS = (
    Beside("attendance", Attendance.objects.order_by("party__side", "party__order", "id"), within={"party": ("name",)}),
    Beside("choices", TimeChoice.objects.order_by("id"), within={"party": ("name",)}),
)


def sessions_of(mediation: Mediation) -> list[Session]:
    """Every sitting with who came and which time each party chose. One query."""
    rows = with_rows(Session.objects.filter(mediation=mediation).order_by("number"), _OF_SESSIONS)
    return [unpacked(row, _OF_SESSIONS) for row in rows]


def situation(case: Case, user: Any, today: date) -> Situation | None:
    """The newest mediation of the case as this person sees it; None when there was none."""
    rows = capacities(case, user, today)
    party = next((r.party for r in rows if r.capacity in (Capacity.PARTY, Capacity.AGENT) and r.party), None)
    mediation = _read(case, party.pk if party else None)
    if mediation is None:
        return None
    agreement = next((row for row in mediation.agreements.all() if row.state == AgreementState.EFFECTIVE), None)
    made = [row for row in mediation.confirmations if agreement is not None and row.agreement_id == agreement.pk]
    confirmation = made[0] if made else None
    found, note, confirm_by = _options(case, mediation, agreement, today)
    return Situation(
        case=case,
        mediation=mediation,
        consents=list(mediation.consents.all()),
        party=party,
        # The party itself always may; only for an agent its authority is looked up.
        may_decide=any(r.capacity == Capacity.PARTY for r in rows)
        or (party is not None and may_dispose(case, user, today)),
        is_mediator=mediation.mediator is not None and mediation.mediator.user_id == user.pk,
        is_asked=mediation.asked_user == user.pk,
        is_desk=desk_in(case, user, today),
        is_judge=any(r.capacity == Capacity.JUDGE for r in rows),
        agreement=agreement,
        confirmation=confirmation,
        joined=confirmation is not None and mediation.joined,
        options=found,
        options_note=note,
        confirm_by=confirm_by,
    )


def _options(
    case: Case, mediation: Mediation, agreement: Agreement | None, today: date
) -> tuple[tuple[Outcome, ...], str, date | None]:
    """What may be done with the effective agreement, and until when; the action checks the same under its lock."""
    if agreement is None or agreement.effective_on is None or agreement.outcome != Outcome.NONE:
        return (), "", None
    route = Route(mediation.route)
    if not agreement.whole and route is not Route.MEDIATION_ONLY:
        return (), "协议只解决了部分争议，已达成协议的部分由审理本案的法官依法处理。", None
    after_filing = bool(getattr(settings, "CONFIRM_AFTER_FILING", False))
    # Where confirmation is not open at all, its term is not worth a look at the calendar.
    asked = route is not Route.ENTRUSTED_AFTER_FILING or after_filing
    by = term_end("confirmation_application", agreement.effective_on) if asked else None
    found = options(
        route,
        cause=case.cause,
        confirm_after_filing=after_filing,
        within_term=by is not None and today <= by,
    )
    return found.value, found.note, by


def may_choose(found: Situation, today: date) -> bool:
    """Whether the two working days of choosing together run (在线调解10)."""
    mediation = found.mediation
    if mediation.state not in (MediationState.CHOOSING, MediationState.PROPOSED) or mediation.choosing_since is None:
        return False
    return today <= term_end("choose_mediator", mediation.choosing_since)


# --- What may be done ------------------------------------------------------------------------------------------------


def offers(found: Situation, today: date) -> list[Offer]:
    """What this person may do now, the most pressing first."""
    if found.party is not None:
        return _for_party(found, today) if found.may_decide else []
    out: list[Offer] = []
    uid = found.case.uid
    if found.is_asked and found.mediation.proposal_state == ProposalState.PROPOSED:
        out.append(Offer("答复是否接受调解", "mediation:answer", (uid,), main=True, articles=(art("在线调解", 12),)))
    if found.is_mediator:
        out.append(Offer("办理调解", "mediation:mediation", (uid,), main=True))
    if found.is_desk and found.mediation.is_open:
        out.append(Offer("登记当事人的答复", "mediation:contact", (uid,)))
        if found.mediation.state != MediationState.RUNNING:
            out.append(Offer("指定调解员", "mediation:appoint", (uid,)))
    if found.is_desk and (found.mediation.signing_id or found.mediation.points_id):
        out.append(Offer("窗口签名登记", "mediation:counter", (uid,)))
    if found.is_judge and found.agreement is not None:
        if found.agreement.outcome == Outcome.PAPER_SOUGHT:
            out.append(Offer("审查协议，制作调解书", "mediation:paper", (uid,), main=True))
        if found.confirmation is not None and found.confirmation.state in (
            ConfirmationState.APPLIED,
            ConfirmationState.ACCEPTED,
        ):
            out.append(Offer("审查司法确认申请", "mediation:confirmation", (uid,), main=True))
    return out


def _for_party(found: Situation, today: date) -> list[Offer]:
    mediation, mine, uid = found.mediation, found.mine, found.case.uid
    out: list[Offer] = []
    if mine is not None and mediation.is_open:
        out += _while_open(found, today)
    if mediation.points_id and not mediation.points_signed:
        out.append(Offer("确认无争议事实", "mediation:sign_points", (uid,), main=True, articles=(art("在线调解", 22),)))
    if found.confirmation is not None:
        out += _confirming(found)
    elif found.options:
        out.append(Offer("选择怎样了结", "mediation:finish", (uid,), main=True, articles=(art("在线调解", 20),)))
    if found.agreement is not None and found.agreement.outcome in (Outcome.PAPER_SOUGHT, Outcome.PAPER_MADE):
        out.append(Offer("反悔，转入审理", "mediation:go_back", (uid,), articles=(art("民诉法", 102),)))
    return out


def _while_open(found: Situation, today: date) -> list[Offer]:
    mediation, mine, uid = found.mediation, found.mine, found.case.uid
    if mine is None or mine.state in (ConsentState.DECLINED, ConsentState.UNREACHABLE):
        return []
    if mine.state == ConsentState.ASKED:
        return [
            Offer("答复是否同意调解", "mediation:consent", (uid,), main=True, articles=(art("民诉法", 125),)),
        ]
    out: list[Offer] = []
    if mediation.proposal_state == ProposalState.DISCLOSED and not mediation.disclosure_answered:
        out.append(
            Offer("答复调解员披露的情况", "mediation:disclosure", (uid,), main=True, articles=(art("在线调解", 13),))
        )
    if mediation.signing_id and not found.signed(mediation.signing_id):
        out.append(Offer("查看并签署调解协议", "mediation:sign", (uid,), main=True, articles=(art("在线调解", 19),)))
    if mediation.offered_id and not mediation.time_chosen:
        out.append(Offer("选择调解时间", "mediation:pick", (uid,), main=True))
    if mediation.extension_id and not mediation.extension_answered:
        out.append(
            Offer("答复是否延长调解期限", "mediation:extension", (uid,), main=True, articles=(art("在线调解", 24),))
        )
    if not mediation.address_confirmed:
        out.append(Offer("确认送达地址", "mediation:address", (uid,), articles=(art("在线调解", 17),)))
    if may_choose(found, today):
        out.append(Offer("共同选择调解员", "mediation:nominate", (uid,), articles=(art("在线调解", 10),)))
    if mediation.state == MediationState.RUNNING:
        if not mediation.extension_id:
            out.append(Offer("请求延长调解期限", "mediation:extend", (uid,)))
        if not mediation.replaced:
            out.append(Offer("更换调解员", "mediation:replace", (uid,), articles=(art("在线调解", 14),)))
    out.append(Offer("不再调解", "mediation:decline", (uid,), hint="随时可以，不需要说明理由"))
    return out


def _confirming(found: Situation) -> list[Offer]:
    uid, row = found.case.uid, found.confirmation
    if row is None:
        return []
    out: list[Offer] = []
    if row.state == ConfirmationState.JOINING and not found.joined:
        out.append(Offer("共同申请司法确认", "mediation:finish", (uid,), main=True, articles=(art("民诉法", 205),)))
    waiting = (ConfirmationState.JOINING, ConfirmationState.APPLIED, ConfirmationState.ACCEPTED)
    if found.joined and row.state in waiting:
        out.append(Offer("撤回司法确认申请", "mediation:withdraw_confirmation", (uid,)))
    return out


# --- The panel of the case page --------------------------------------------------------------------------------------

_TONES = {
    MediationState.ASKING: "wait",
    MediationState.CHOOSING: "wait",
    MediationState.PROPOSED: "wait",
    MediationState.RUNNING: "go",
    MediationState.AGREED: "ok",
    MediationState.ENDED: "",
}


def panel(case: Case, user: Any, today: date) -> Panel | None:
    """What the case page shows of mediation: where it stands, by when, who said what, and what to do now."""
    found = situation(case, user, today)
    if found is None:
        return None
    return Panel(title="调解", rows=rows(found, today), offers=offers(found, today), notice=_notice(found), order=20)


def rows(found: Situation, today: date) -> list[Row]:
    mediation = found.mediation
    out = [Row("状态", mediation.state_label, badge=_TONES[MediationState(mediation.state)])]
    if mediation.end_reason and mediation.end_reason != EndReason.AGREED:
        out.append(Row("终结原因", EndReason(mediation.end_reason).label))
    if mediation.mediator is not None:
        out.append(Row("调解员", f"{mediation.mediator.user.display_name}（{mediation.mediator.centre.name}）"))
    elif mediation.asked_name:
        out.append(Row("调解员", f"{mediation.asked_name}（等待答复）"))
    if mediation.is_open and mediation.due is not None:
        left = days_left_words(mediation.due, today)
        out.append(
            Row(
                "调解期限到",
                f"{day_words(mediation.due, today=today)}，{left}",
                badge="late" if mediation.due < today else "",
            )
        )
    if mediation.is_open:
        out += [Row(f"{row.party.name}的意愿", row.state_label) for row in found.consents]
    if mediation.next_at is not None:
        out.append(Row("约定的调解时间", moment_words(mediation.next_at, today=today)))
    out += _after(found, today)
    out.append(Row("调解情况", "查看", "mediation:mediation", (found.case.uid,)))
    return out


def _after(found: Situation, today: date) -> list[Row]:
    agreement = found.agreement
    if agreement is None or agreement.effective_on is None:
        return []
    out = [Row("调解协议", f"{day_words(agreement.effective_on, today=today)}生效", badge="ok")]
    if agreement.outcome != Outcome.NONE:
        out.append(Row("了结方式", agreement.outcome_label))
    if agreement.paper_effective_on is not None:
        out.append(Row("调解书生效", day_words(agreement.paper_effective_on, today=today), badge="ok"))
    if found.confirmation is not None:
        out.append(Row("司法确认", found.confirmation.state_label))
    if found.confirm_by is not None and Outcome.CONFIRMATION in found.options:
        left = days_left_words(found.confirm_by, today)
        out.append(Row("申请司法确认到", f"{day_words(found.confirm_by, today=today)}，{left}"))
    return out


def _notice(found: Situation) -> str:
    if found.party is not None and not found.may_decide:
        return "您是一般授权的代理人，可以查看调解情况；同意、签署和不再调解须由当事人本人或者特别授权的代理人办理。"
    return found.options_note if found.agreement is not None else ""
