"""What the review says to people: short, kind, with the next step and its day."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.law.terms import filing_term, term
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake.door.notices import invitations
from intake.filing.notices import to_claimants
from intake.review import events
from intake.review.models import Correction


def correction_requested(record: Event, event: events.CorrectionRequested) -> list[NoticeRequest]:
    words = (
        f"您提交的材料有 {event.items} 处需要补正，请在收到通知后 {event.days} 日内修改。"
        "只需要改标出的地方，其他内容都还在；补正后仍按原来的收件先后办理。"
    )
    link = reverse("intake:correct", args=[record.case.uid])
    return to_claimants(record, "correction", "请补正材料", words, link)


def corrected(record: Event, event: events.Corrected) -> list[NoticeRequest]:
    clerk = Correction.objects.get(pk=event.correction_id).asked_by_id
    words = f"{record.case.title}的补正材料已经提交，请继续审查。"
    link = reverse("intake:review", args=[record.case.uid])
    return [NoticeRequest(kind="corrected", title="补正材料已回", body=words, users=(clerk,), link=link)]


def registered(record: Event, event: events.Registered) -> list[NoticeRequest]:
    within = term("fee_payment", record.case.received_on).figures
    words = f"已立案，登录诉讼服务网看通知书。收到交费通知的，{within}内交受理费。"
    return to_claimants(record, "registered", "已立案", words) + invitations(record, suit=True)


def diverted(record: Event, event: events.Diverted) -> list[NoticeRequest]:
    words = f"{record.case.title}已转到调解中心，调解员会与您联系。您随时可以不再调解。"
    return to_claimants(record, "diverted", "已转调解中心", words) + invitations(record, suit=False)


def returned(record: Event, event: events.Returned) -> list[NoticeRequest]:
    words = "您提交的材料已退回，原因写在通知书里。您不同意的，可以选择“坚持起诉”，由法官作出裁定。"
    return to_claimants(record, "returned", "材料已退回", words)


def insisted(record: Event, event: events.Insisted) -> list[NoticeRequest]:
    within = term("refusal_appeal", record.case.received_on).spoken
    words = f"您坚持起诉，材料已交法官审查并作出裁定；对不予受理的裁定不服的，可以在收到后{within}内上诉。"
    return to_claimants(record, "insisted", "已交法官裁定", words)


def escalated(record: Event, event: events.Escalated) -> list[NoticeRequest]:
    within = term(filing_term(record.case.cause), record.case.received_on).spoken
    words = (
        f"您的起诉材料{within}内还没有审查完，现在已交庭长督办。材料都在，不用重新提交；有结果马上通知您。"
        "想了解进度的，可以拨打 12368；认为法院拖延立案的，可以向本院或者上级法院投诉。"
    )
    return to_claimants(record, "review_late", "起诉材料还在审查", words)


def centre_urged(record: Event, event: events.CentreUrged) -> list[NoticeRequest]:
    words = (
        "您的调解申请还没有转到调解中心，现在已交庭长督办。申请还在，不用重新提交；有结果马上通知您。"
        "想了解进度的，可以拨打 12368。"
    )
    return to_claimants(record, "review_late", "调解申请还在办理", words)


def withdrawn(record: Event, event: events.Withdrawn) -> list[NoticeRequest]:
    return to_claimants(record, "withdrawn", "已撤回", f"{record.case.title}的申请已按您的要求撤回，以后还可以再提交。")


def claimant_left(record: Event, event: events.ClaimantLeft) -> list[NoticeRequest]:
    words = f"您已撤回在{record.case.title}中的申请，其他人的申请继续办理。"
    return [NoticeRequest(kind="withdrawn", title="已撤回", body=words, parties=(event.party_id,))]


NOTICES = Makers(
    on(events.CorrectionRequested, correction_requested),
    on(events.Corrected, corrected),
    on(events.Registered, registered),
    on(events.Diverted, diverted),
    on(events.Returned, returned),
    on(events.Insisted, insisted),
    on(events.Withdrawn, withdrawn),
    on(events.Escalated, escalated),
    on(events.CentreUrged, centre_urged),
    on(events.ClaimantLeft, claimant_left),
)
