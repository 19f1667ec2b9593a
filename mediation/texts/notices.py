"""What is said to each side when a text waits for signatures or has all of them."""

from __future__ import annotations

from common.cases.models import Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from mediation.course.notices import mediator_user, to_parties, to_user, until_words
from mediation.course.rules import term_words
from mediation.texts import events
from mediation.texts.models import Agreement, SettledPoints
from mediation.texts.states import AgreementState


def bound(text: Agreement | SettledPoints) -> list[int]:
    """The parties whose text it is."""
    return list(text.parties.order_by("id").values_list("pk", flat=True))


def agreement_sent(record: Event, event: events.AgreementSent) -> list[NoticeRequest]:
    agreement = Agreement.objects.select_related("mediation__mediator").get(pk=event.agreement_id)
    words = "调解协议已拟好。请仔细阅读，确认无误后签名；有不同意见的，请告诉调解员，不要签名。"
    words += until_words(agreement.mediation)
    said = to_parties(record, "agreement_sent", "请阅读并签署调解协议", words, bound(agreement), "sign")
    user = mediator_user(agreement.mediation_id)
    return said + to_user(record, "agreement_sent", "请签署调解协议", "协议已送各方签名，请您也签名。", user, "sign")


def agreed(record: Event, event: events.Agreed) -> list[NoticeRequest]:
    agreement = Agreement.objects.select_related("mediation").get(pk=event.agreement_id)
    if not event.whole:
        words = "各方都已签名，协议今天生效。请按协议履行；协议没有解决的部分继续办理。"
    elif agreement.mediation.route == "C":
        words = "各方都已签名，协议今天生效。请按协议履行。接下来可以确认已经履行或者撤回起诉，也可以请法院制作调解书。"
    else:
        term = term_words("confirmation_application", record.case.received_on)
        words = f"各方都已签名，协议今天生效。请按协议履行。符合条件的，{term}内可以共同申请司法确认。"
    return to_parties(record, "agreement_effective", "调解协议已生效", words, bound(agreement), "finish")


def points_sent(record: Event, event: events.PointsSent) -> list[NoticeRequest]:
    points = SettledPoints.objects.get(pk=event.points_id)
    words = "调解员整理了各方没有争议的事实和争议焦点。请核对后签名确认，以后审理时这些事实不用再证明。"
    return to_parties(record, "points_sent", "请确认无争议事实", words, bound(points), "sign_points")


def hand_missing(record: Event, event: events.HandMissing) -> list[NoticeRequest]:
    waiting = Agreement.objects.filter(mediation=event.mediation_id, state=AgreementState.SIGNING)
    parties = sorted(set(waiting.values_list("parties", flat=True)) - {None})
    words = (
        "各方都已在调解期限内签名，只等调解员签名。法院已经催办；您不用再做什么，协议不会因此作废，"
        "调解员签名后马上通知您。想了解进度的，可以拨打 12368。"
    )
    said = to_parties(record, "hand_missing", "协议等待调解员签名", words, parties)
    mine = f"{record.case.title}：各方都已在期限内签名，只差您的签名。请马上签名。"
    return said + to_user(record, "hand_missing", "请马上签署调解协议", mine, mediator_user(event.mediation_id), "sign")


NOTICES = Makers(
    on(events.AgreementSent, agreement_sent),
    on(events.Agreed, agreed),
    on(events.PointsSent, points_sent),
    on(events.HandMissing, hand_missing),
)
