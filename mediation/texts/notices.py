"""What is said to each side when a text waits for signatures or has all of them."""

from __future__ import annotations

from common.cases.models import Event
from common.law.money import yuan
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import day_words
from mediation.course.models import Mediation
from mediation.course.notices import mediator_user, to_parties, to_user, until_words
from mediation.course.rules import term_words
from mediation.roster.models import Mediator
from mediation.roster.queries import mediator_names
from mediation.texts import events
from mediation.texts.models import Agreement, AgreementItem, SettledPoints
from mediation.texts.queries import lacks_hand


def bound(text: Agreement | SettledPoints) -> list[int]:
    """The parties whose text it is."""
    return list(text.parties.order_by("id").values_list("pk", flat=True))


def agreement_sent(record: Event, event: events.AgreementSent) -> list[NoticeRequest]:
    agreement = Agreement.objects.select_related("mediation__mediator").get(pk=event.agreement_id)
    words = "调解协议已拟好。请仔细阅读，同意的再签名；不同意的不要签，在页面上说明原因。"
    words += until_words(agreement.mediation)
    said = to_parties(record, "agreement_sent", "请阅读并签署调解协议", words, bound(agreement), "sign")
    user = mediator_user(agreement.mediation_id)
    return said + to_user(record, "agreement_sent", "请签署调解协议", "协议已送各方签名，请您也签名。", user, "sign")


def recalled(record: Event, event: events.AgreementRecalled) -> list[NoticeRequest]:
    """Whoever had signed hears that the signature is worth nothing, the others that there is nothing to sign yet."""
    agreement = Agreement.objects.get(pk=event.agreement_id)
    parties = bound(agreement)
    had = set(agreement.signatures.values_list("party_id", flat=True))
    signed = "您签过名的调解协议收回修改，那一稿上的签名作废。新的一稿会再送给您看，和上一稿不同的地方会标出来。"
    others = "调解协议收回修改，现在不用签名。新的一稿会再送给您看，和上一稿不同的地方会标出来。"
    title = "调解协议收回修改"
    told = to_parties(record, "agreement_recalled", title, signed, [pk for pk in parties if pk in had])
    return told + to_parties(record, "agreement_recalled", title, others, [pk for pk in parties if pk not in had])


def objected(record: Event, event: events.Objected) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    words = f"{record.case.title}：有当事人不同意协议文本，说明了原因，请登录看。需要修改的，请收回修改。"
    user = mediator_user(agreement.mediation_id)
    return to_user(record, "agreement_objected", "当事人不同意协议文本", words, user, "sign")


def agreed(record: Event, event: events.Agreed) -> list[NoticeRequest]:
    agreement = Agreement.objects.select_related("mediation").get(pk=event.agreement_id)
    if not event.whole:
        words = "各方都已签名，协议今天生效。请按协议履行；协议没有解决的部分继续办理。"
    elif agreement.mediation.route == "C":
        words = "各方都已签名，协议今天生效。请按协议履行。接下来可以确认已经履行或者撤回起诉，也可以请法院制作调解书。"
    else:
        term = term_words("confirmation_application", record.case.received_on)
        words = f"各方都已签名，协议今天生效。请按协议履行。符合条件的，{term}内可以共同申请司法确认。"
    mine: list[NoticeRequest] = []
    if lacks_hand(agreement):
        words += "调解员补签名后，法院把协议书送给您。"
        asked = f"{record.case.title}：各方都已签名，协议已经生效，只差您的签名。请马上签名。"
        user = mediator_user(agreement.mediation_id)
        mine = to_user(record, "hand_missing", "请马上签署调解协议", asked, user, "sign")
    return to_parties(record, "agreement_effective", "调解协议已生效", words, bound(agreement), "finish") + mine


def payment_kept(record: Event, event: events.PaymentKept) -> list[NoticeRequest]:
    item = AgreementItem.objects.select_related("creditor").get(pk=event.item_id)
    who = item.creditor.name if item.creditor else "对方"
    words = f"{who}登记收到了您按调解协议付的{yuan(item.amount or 0)}元。"
    return to_parties(record, "payment_kept", "对方已登记收到付款", words, [item.debtor_id] if item.debtor_id else [])


def payment_asked(record: Event, event: events.PaymentAsked) -> list[NoticeRequest]:
    """The creditor alone is asked, the morning after; what it may do is said for both answers."""
    item = AgreementItem.objects.select_related("debtor").get(pk=event.item_id)
    who = item.debtor.name if item.debtor else "对方"
    words = (
        f"{who}按调解协议应付您{yuan(item.amount or 0)}元，到账了吗？到账的，请登录登记收到；没到账的，页面上有怎么办。"
    )
    return to_parties(record, "payment_asked", "到账了吗", words, [event.party_id], "received")


def points_sent(record: Event, event: events.PointsSent) -> list[NoticeRequest]:
    points = SettledPoints.objects.get(pk=event.points_id)
    words = "调解员整理了各方没有争议的事实和争议焦点。请核对后签名确认，以后审理时这些事实不用再证明。"
    return to_parties(record, "points_sent", "请确认无争议事实", words, bound(points), "sign_points")


def revived(record: Event, event: events.Revived) -> list[NoticeRequest]:
    """Who heard that it was over hears that it is not."""
    mediation = Mediation.objects.get(pk=event.mediation_id)
    parties = list(mediation.consents.order_by("id").values_list("party_id", flat=True))
    last = f"最后一天改为{day_words(event.due)}"
    words = f"放假安排有变动，调解期限还没有满，{last}。此前通知的调解结束作废，调解继续进行。"
    if mediation.accepted_on is None:
        words = (
            f"放假安排有变动，答复是否调解、确定调解员的时间还没有满，{last}。此前通知的调解结束作废，调解继续进行。"
        )
    elif event.agreement_id is not None:
        words += "调解协议可以继续签名，已经签的名仍然有效。"
    else:
        words += "已经取消的调解时间由调解员重新约定。"
    said = to_parties(record, "mediation_revived", "调解继续进行", words, parties)
    user = mediator_user(event.mediation_id)
    return said + to_user(
        record, "mediation_revived", "调解继续进行", f"{record.case.title}：{words}", user, "mediation"
    )


def hand_overdue(record: Event, event: events.HandOverdue) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    words = (
        "调解协议已经生效，调解员还没有补签名，现在已交庭长处理。您不用再做什么，有结果马上通知您。"
        "想了解进度的，可以拨打 12368。"
    )
    said = to_parties(record, "hand_overdue", "调解员还没有签名", words, bound(agreement))
    mine = f"{record.case.title}：您一直没有在调解协议上签名，已交庭长处理。现在仍可以签名。"
    user = mediator_user(agreement.mediation_id)
    return said + to_user(record, "hand_overdue", "请马上签署调解协议", mine, user, "sign")


def hand_named(record: Event, event: events.HandNamed) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    users = dict(Mediator.objects.filter(pk__in=[event.mediator_id, event.former_id]).values_list("pk", "user_id"))
    name = mediator_names([event.mediator_id])[event.mediator_id]
    words = f"原来的调解员没有签名，法院已请调解员{name}签名。您签的名仍然有效，不用再做什么；签好后马上通知您。"
    said = to_parties(record, "hand_named", "另一位调解员签名", words, bound(agreement))
    mine = f"{record.case.title}：各方都已签署调解协议，原来的调解员没有签名。请您核对后签名。"
    said += to_user(record, "hand_named", "请核对并签署调解协议", mine, users[event.mediator_id], "sign")
    words = f"{record.case.title}的调解协议已另请调解员签名，您不再调解本案。"
    gone = NoticeRequest(kind="mediator_released", title="不再调解本案", body=words, users=(users[event.former_id],))
    return [*said, gone]


def countersigned(record: Event, event: events.Countersigned) -> list[NoticeRequest]:
    words = "调解员已经在调解协议上签名，协议书送给您了，可以登录查看。"
    return to_parties(
        record, "countersigned", "调解协议书已送达", words, bound(Agreement.objects.get(pk=event.agreement_id))
    )


def hand_waived(record: Event, event: events.HandWaived) -> list[NoticeRequest]:
    agreement = Agreement.objects.get(pk=event.agreement_id)
    words = f"调解协议没有调解员签名，原因：{agreement.hand_words}"
    words += "" if words.endswith("。") else "。"
    words += "协议从各方都签名那天起就已生效，不受影响。协议书送给您了，可以登录查看。"
    return to_parties(record, "hand_waived", "调解协议书已送达", words, bound(agreement))


NOTICES = Makers(
    on(events.Revived, revived),
    on(events.AgreementSent, agreement_sent),
    on(events.AgreementRecalled, recalled),
    on(events.Objected, objected),
    on(events.Agreed, agreed),
    on(events.PaymentKept, payment_kept),
    on(events.PaymentAsked, payment_asked),
    on(events.PointsSent, points_sent),
    on(events.Countersigned, countersigned),
    on(events.HandOverdue, hand_overdue),
    on(events.HandNamed, hand_named),
    on(events.HandWaived, hand_waived),
)
