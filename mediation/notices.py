"""What the mediation centre says to each side when something happens: short, kind, with the next step and its day."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from common.cases.models import Case, Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import day_words, moment_words
from mediation import events
from mediation.models import Agreement, Confirmation, Extension, Mediation, Mediator, Proposal, Session, SettledPoints
from mediation.rules import term_words
from mediation.states import ConsentState, EndReason, PaperRefusal


def _url(case: Case, name: str) -> str:
    return reverse(f"mediation:{name}", args=[case.uid])


def _parties(
    record: Event, kind: str, title: str, body: str, parties: Iterable[int], page: str = "mediation"
) -> list[NoticeRequest]:
    wanted = tuple(parties)
    if not wanted:
        return []
    return [NoticeRequest(kind=kind, title=title, body=body, parties=wanted, link=_url(record.case, page))]


def _user(record: Event, kind: str, title: str, body: str, user: int | None, page: str) -> list[NoticeRequest]:
    if user is None:
        return []
    return [NoticeRequest(kind=kind, title=title, body=body, users=(user,), link=_url(record.case, page))]


def _taking_part(mediation_id: int, *, but: int | None = None) -> list[int]:
    """Parties who agreed, or have yet to answer."""
    rows = Mediation.objects.get(pk=mediation_id).consents.filter(state__in=[ConsentState.ASKED, ConsentState.GIVEN])
    return [pk for pk in rows.values_list("party_id", flat=True) if pk != but]


def _mediator_user(mediation_id: int) -> int | None:
    return Mediation.objects.values_list("mediator__user", flat=True).get(pk=mediation_id)


def opened(record: Event, event: events.Opened) -> list[NoticeRequest]:
    mediation = Mediation.objects.get(pk=event.mediation_id)
    asked = list(mediation.consents.filter(state=ConsentState.ASKED).values_list("party_id", flat=True))
    words = (
        f"{record.case.title}可以先行调解，想听听您的意见。是否调解由您决定，同意后也可以随时停止。"
        "请登录后答复，也可以拨打 12368 答复。"
    )
    return _parties(record, "mediation_asked", "请答复是否同意调解", words, asked, "consent")


def declined(record: Event, event: events.Declined) -> list[NoticeRequest]:
    others = list(
        Mediation.objects.get(pk=event.mediation_id)
        .consents.exclude(party=event.party_id)
        .values_list("party_id", flat=True)
    )
    words = "有一方当事人选择不再调解，调解已经结束。您已提交的材料都还在，接下来的办理会另行通知您。"
    said = _parties(record, "mediation_stopped", "调解已结束", words, others)
    mine = "已按您的意思停止调解，不会因此对您产生不利影响。接下来的办理会另行通知您。"
    said += _parties(record, "mediation_stopped", "已停止调解", mine, [event.party_id])
    user = _mediator_user(event.mediation_id)
    return said + _user(
        record,
        "mediation_stopped",
        "当事人停止调解",
        f"{record.case.title}的调解已由当事人停止，请补写终结报告。",
        user,
        "report",
    )


def party_left(record: Event, event: events.PartyLeft) -> list[NoticeRequest]:
    words = "有一位当事人不再参加调解，调解在其他当事人之间继续进行。"
    return _parties(
        record, "mediation_party_left", "调解继续进行", words, _taking_part(event.mediation_id, but=event.party_id)
    )


def proposed(record: Event, event: events.MediatorProposed) -> list[NoticeRequest]:
    mediator = Mediator.objects.select_related("user", "centre").get(pk=event.mediator_id)
    said = _user(
        record,
        "mediator_asked",
        "请答复是否接受调解",
        f"邀请您调解{record.case.title}，请在{term_words('mediator_accepts', record.case.received_on)}内答复。"
        "与案件有利害关系的，请先披露。",
        mediator.user_id,
        "answer",
    )
    name = f"{mediator.user.display_name}（{mediator.organisation or mediator.centre.name}）"
    within = term_words("choose_mediator", record.case.received_on)
    words = f"法院已邀请{name}调解。{within}内，您也可以与对方共同选择其他调解员。"
    return said + _parties(
        record, "mediator_proposed", "已为您推荐调解员", words, _taking_part(event.mediation_id), "nominate"
    )


def took(record: Event, event: events.MediatorAccepted) -> list[NoticeRequest]:
    mediation = Mediation.objects.select_related("mediator__user").get(pk=event.mediation_id)
    name = mediation.mediator.user.display_name if mediation.mediator else ""
    due = f"，调解期限到{day_words(mediation.due)}" if mediation.due else ""
    words = f"{name}已接受调解{due}。调解员会与您约定时间，请留意消息。"
    return _parties(record, "mediator_accepted", "调解员已接受", words, _taking_part(event.mediation_id))


def disclosed(record: Event, event: events.Disclosed) -> list[NoticeRequest]:
    proposal = Proposal.objects.select_related("mediator__user").get(pk=event.proposal_id)
    words = (
        f"{proposal.mediator.user.display_name}披露了与本案有关的情况，请您答复是否仍同意由其调解。"
        "不同意的，将另行邀请调解员。"
    )
    return _parties(
        record, "mediator_disclosed", "请答复调解员披露的情况", words, _taking_part(event.mediation_id), "disclosure"
    )


def replaced(record: Event, event: events.MediatorReplaced) -> list[NoticeRequest]:
    words = "调解员已更换，正在邀请另一位调解员，原来的调解期限继续计算。"
    said = _parties(record, "mediator_replaced", "调解员更换", words, _taking_part(event.mediation_id))
    user = Mediator.objects.values_list("user_id", flat=True).get(pk=event.mediator_id)
    words = f"{record.case.title}已另请调解员，感谢您的工作。"
    return [*said, NoticeRequest(kind="mediator_released", title="不再调解本案", body=words, users=(user,))]


def offered(record: Event, event: events.SessionOffered) -> list[NoticeRequest]:
    session = Session.objects.get(pk=event.session_id)
    times = "、".join(moment_words(each) for each in session.times)
    words = f"调解员提出的时间：{times}（{session.mode_label}）。请选择您方便的时间，都不方便也可以说明。"
    return _parties(record, "session_offered", "请选择调解时间", words, _taking_part(session.mediation_id), "pick")


def session_set(record: Event, event: events.SessionSet) -> list[NoticeRequest]:
    session = Session.objects.get(pk=event.session_id)
    when = moment_words(session.starts_at) if session.starts_at else ""
    place = f"，{session.place}" if session.place else ""
    words = f"调解时间已约定：{when}，{session.mode_label}{place}。请带好身份证件，按时参加。"
    said = _parties(record, "session_set", "调解时间已约定", words, _taking_part(session.mediation_id))
    return said + _user(
        record, "session_set", "调解时间已约定", words, _mediator_user(session.mediation_id), "mediation"
    )


def extension_asked(record: Event, event: events.ExtensionAsked) -> list[NoticeRequest]:
    row = Extension.objects.get(pk=event.extension_id)
    words = f"有人提出把调解期限延长 {event.days} 日。各方都同意才延长，请答复。"
    return _parties(record, "extension_asked", "请答复是否延长调解", words, _taking_part(row.mediation_id), "extension")


def extended(record: Event, event: events.Extended) -> list[NoticeRequest]:
    mediation = Mediation.objects.get(pk=event.mediation_id)
    due = day_words(mediation.due) if mediation.due else ""
    words = f"各方同意延长 {event.days} 日，调解期限到{due}。"
    return _parties(record, "mediation_extended", "调解期限已延长", words, _taking_part(event.mediation_id))


def agreement_sent(record: Event, event: events.AgreementSent) -> list[NoticeRequest]:
    agreement = Agreement.objects.select_related("mediation__mediator").get(pk=event.agreement_id)
    parties = list(agreement.parties.order_by("id").values_list("pk", flat=True))
    words = "调解协议已拟好。请仔细阅读，确认无误后签名；有不同意见的，请告诉调解员，不要签名。"
    said = _parties(record, "agreement_sent", "请阅读并签署调解协议", words, parties, "sign")
    user = _mediator_user(agreement.mediation_id)
    return said + _user(record, "agreement_sent", "请签署调解协议", "协议已送各方签名，请您也签名。", user, "sign")


def agreed(record: Event, event: events.Agreed) -> list[NoticeRequest]:
    agreement = Agreement.objects.select_related("mediation").get(pk=event.agreement_id)
    parties = list(agreement.parties.order_by("id").values_list("pk", flat=True))
    if not event.whole:
        words = "各方都已签名，协议今天生效。请按协议履行；协议没有解决的部分继续办理。"
    elif agreement.mediation.route == "C":
        words = "各方都已签名，协议今天生效。请按协议履行。接下来可以确认已经履行或者撤回起诉，也可以请法院制作调解书。"
    else:
        term = term_words("confirmation_application", record.case.received_on)
        words = f"各方都已签名，协议今天生效。请按协议履行。符合条件的，{term}内可以共同申请司法确认。"
    return _parties(record, "agreement_effective", "调解协议已生效", words, parties, "finish")


def points_sent(record: Event, event: events.PointsSent) -> list[NoticeRequest]:
    points = SettledPoints.objects.get(pk=event.points_id)
    parties = list(points.parties.order_by("id").values_list("pk", flat=True))
    words = "调解员整理了各方没有争议的事实和争议焦点。请核对后签名确认，以后审理时这些事实不用再证明。"
    return _parties(record, "points_sent", "请确认无争议事实", words, parties, "sign_points")


def failed(record: Event, event: events.Failed) -> list[NoticeRequest]:
    reason = EndReason(event.reason).label
    parties = list(
        Mediation.objects.get(pk=event.mediation_id).consents.order_by("id").values_list("party_id", flat=True)
    )
    words = (
        f"调解已结束（{reason}）。您为达成协议作出的让步不会作为对您不利的证据；"
        "已提交的材料都还在，接下来的办理会另行通知您。"
    )
    return _parties(record, "mediation_failed", "调解已结束", words, parties)


def judge_named(record: Event, event: events.JudgeNamed) -> list[NoticeRequest]:
    if event.confirmation_id is not None:
        term = term_words("confirmation_acceptance", record.case.received_on)
        words = f"{record.case.title}的当事人共同申请司法确认，请在{term}内决定是否受理。"
        return _user(record, "confirmation_sought", "请审查司法确认申请", words, event.judge_id, "confirmation")
    words = f"{record.case.title}已达成调解协议，当事人请求制作调解书，请审查。"
    return _user(record, "paper_sought", "请审查调解协议", words, event.judge_id, "paper")


def paper_refused(record: Event, event: events.PaperRefused) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    parties = list(agreement.parties.order_by("id").values_list("pk", flat=True))
    ground = PaperRefusal(event.ground).label
    words = f"法官审查后不制作调解书：{ground}。{agreement.refusal_words}案件继续办理，接下来的办理会另行通知您。"
    return _parties(record, "paper_refused", "不予制作调解书", words, parties)


def claimant_done(record: Event, event: events.ClaimantDone) -> list[NoticeRequest]:
    mediation = Mediation.objects.get(pk=event.mediation_id)
    rows = mediation.consents.filter(party__side="claimant", party__left_on__isnull=True).exclude(party=event.party_id)
    said = set(mediation.endings.values_list("party_id", flat=True))
    waiting = [pk for pk in rows.order_by("party_id").values_list("party_id", flat=True) if pk not in said]
    words = "同案的另一位原告已经确认了结。您也确认已经履行或者撤回起诉的，案件了结；不确认的，案件不受影响。"
    return _parties(record, "claimant_done", "请确认是否已经了结", words, waiting)


def paper_made(record: Event, event: events.PaperMade) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    parties = list(agreement.parties.order_by("id").values_list("pk", flat=True))
    words = "法官已签发调解书，正在送达。各方都签收后生效；全部签收之前可以反悔，反悔的转入审理。"
    return _parties(record, "paper_made", "调解书已签发", words, parties)


def paper_effective(record: Event, event: events.PaperEffective) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    parties = list(agreement.parties.order_by("id").values_list("pk", flat=True))
    words = f"各方都已签收，调解书自{day_words(event.on)}起生效。对方不履行的，可以申请强制执行。"
    return _parties(record, "paper_effective", "调解书已生效", words, parties)


def went_back(record: Event, event: events.WentBack) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    parties = list(agreement.parties.order_by("id").values_list("pk", flat=True))
    words = "一方拒绝签收调解书或者签收前反悔，调解书不生效，案件转入审理，接下来的办理会另行通知您。"
    return _parties(record, "went_back", "案件转入审理", words, parties)


def _confirmation(pk: int) -> tuple[Confirmation, list[int]]:
    row = Confirmation.objects.select_related("agreement").get(pk=pk)
    return row, list(row.agreement.parties.order_by("id").values_list("pk", flat=True))


def confirmation_opened(record: Event, event: events.ConfirmationOpened) -> list[NoticeRequest]:
    row, parties = _confirmation(event.confirmation_id)
    joined = set(row.joins.values_list("party_id", flat=True))
    words = "对方申请司法确认调解协议，需要您共同申请。确认后，一方不履行的，对方可以申请强制执行；不收取费用。"
    waiting = [pk for pk in parties if pk not in joined]
    return _parties(record, "confirmation_opened", "请共同申请司法确认", words, waiting, "finish")


def confirmation_lapsed(record: Event, event: events.ConfirmationLapsed) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    term = term_words("confirmation_application", record.case.received_on)
    words = f"协议生效后{term}内没有共同申请，不能再申请司法确认。协议仍然有效，请按协议履行。"
    return _parties(record, "confirmation_lapsed", "司法确认申请期限已过", words, parties)


def confirmation_accepted(record: Event, event: events.ConfirmationAccepted) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    words = "法院已受理司法确认申请，法官会通知各方共同到场核实，请留意消息。"
    return _parties(record, "confirmation_accepted", "司法确认已受理", words, parties)


def confirmed(record: Event, event: events.Confirmed) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    words = "法院已裁定调解协议有效，裁定书正在送达。请按协议履行；对方不履行的，可以申请强制执行。"
    return _parties(record, "confirmed", "调解协议已获司法确认", words, parties)


def confirmation_refused(record: Event, event: events.ConfirmationRefused) -> list[NoticeRequest]:
    _, parties = _confirmation(event.confirmation_id)
    words = "司法确认申请未获支持，理由写在裁定书里。可以通过调解变更原来的协议或者达成新的协议，也可以由法院审理。"
    return _parties(record, "confirmation_refused", "司法确认未获支持", words, parties)


NOTICES = Makers(
    on(events.Opened, opened),
    on(events.Declined, declined),
    on(events.PartyLeft, party_left),
    on(events.MediatorProposed, proposed),
    on(events.MediatorAccepted, took),
    on(events.Disclosed, disclosed),
    on(events.MediatorReplaced, replaced),
    on(events.SessionOffered, offered),
    on(events.SessionSet, session_set),
    on(events.ExtensionAsked, extension_asked),
    on(events.Extended, extended),
    on(events.AgreementSent, agreement_sent),
    on(events.Agreed, agreed),
    on(events.PointsSent, points_sent),
    on(events.Failed, failed),
    on(events.JudgeNamed, judge_named),
    on(events.PaperRefused, paper_refused),
    on(events.ClaimantDone, claimant_done),
    on(events.PaperMade, paper_made),
    on(events.PaperEffective, paper_effective),
    on(events.WentBack, went_back),
    on(events.ConfirmationOpened, confirmation_opened),
    on(events.ConfirmationLapsed, confirmation_lapsed),
    on(events.ConfirmationAccepted, confirmation_accepted),
    on(events.Confirmed, confirmed),
    on(events.ConfirmationRefused, confirmation_refused),
)
