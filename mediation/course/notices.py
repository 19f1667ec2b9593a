"""What is said to each side on the way: short, kind, with the next step and its day."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from common.cases.models import Case, Event
from common.law import clock
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import day_words, moment_words
from mediation.course import events, queries
from mediation.course.models import Extension, Mediation, Proposal, Session
from mediation.course.rules import term_words
from mediation.course.states import ConsentState, EndReason
from mediation.roster.models import Mediator


def _url(case: Case, name: str) -> str:
    return reverse(f"mediation:{name}", args=[case.uid])


def to_parties(
    record: Event, kind: str, title: str, body: str, parties: Iterable[int], page: str = "mediation"
) -> list[NoticeRequest]:
    """The same words to these parties, with a link to a page of the mediation; nothing when there are none."""
    wanted = tuple(parties)
    if not wanted:
        return []
    return [NoticeRequest(kind=kind, title=title, body=body, parties=wanted, link=_url(record.case, page))]


def to_user(record: Event, kind: str, title: str, body: str, user: int | None, page: str) -> list[NoticeRequest]:
    """Words to one account, the mediator's or the judge's; nothing when there is none."""
    if user is None:
        return []
    return [NoticeRequest(kind=kind, title=title, body=body, users=(user,), link=_url(record.case, page))]


def until_words(mediation: Mediation) -> str:
    """By which day it has to be done, to be put after what is asked; nothing where no period runs."""
    return f"调解期限到{day_words(mediation.due)}，请在这一天之前（含当天）办理。" if mediation.due else ""


def taking_part(mediation_id: int, *, but: int | None = None) -> list[int]:
    """Parties who agreed, or have yet to answer."""
    rows = Mediation.objects.get(pk=mediation_id).consents.filter(state__in=[ConsentState.ASKED, ConsentState.GIVEN])
    return [pk for pk in rows.values_list("party_id", flat=True) if pk != but]


def mediator_user(mediation_id: int) -> int | None:
    """The account of the mediator; None while there is none."""
    return Mediation.objects.values_list("mediator__user", flat=True).get(pk=mediation_id)


def opened(record: Event, event: events.Opened) -> list[NoticeRequest]:
    mediation = Mediation.objects.get(pk=event.mediation_id)
    asked = list(mediation.consents.filter(state=ConsentState.ASKED).values_list("party_id", flat=True))
    words = (
        f"{record.case.title}可以先行调解，想听听您的意见。是否调解由您决定，同意后也可以随时停止。"
        "请登录后答复，也可以拨打 12368 答复。"
    )
    return to_parties(record, "mediation_asked", "请答复是否同意调解", words, asked, "consent")


def declined(record: Event, event: events.Declined) -> list[NoticeRequest]:
    others = list(
        Mediation.objects.get(pk=event.mediation_id)
        .consents.exclude(party=event.party_id)
        .values_list("party_id", flat=True)
    )
    words = "有一方当事人选择不再调解，调解已经结束。您已提交的材料都还在，接下来的办理会另行通知您。"
    said = to_parties(record, "mediation_stopped", "调解已结束", words, others)
    mine = "已按您的意思停止调解，不会因此对您产生不利影响。接下来的办理会另行通知您。"
    said += to_parties(record, "mediation_stopped", "已停止调解", mine, [event.party_id])
    user = mediator_user(event.mediation_id)
    return said + to_user(
        record,
        "mediation_stopped",
        "当事人停止调解",
        f"{record.case.title}的调解已由当事人停止，请补写终结报告。",
        user,
        "report",
    )


def party_left(record: Event, event: events.PartyLeft) -> list[NoticeRequest]:
    words = "有一位当事人不再参加调解，调解在其他当事人之间继续进行。"
    return to_parties(
        record, "mediation_party_left", "调解继续进行", words, taking_part(event.mediation_id, but=event.party_id)
    )


def proposed(record: Event, event: events.MediatorProposed) -> list[NoticeRequest]:
    mediator = Mediator.objects.select_related("user", "centre").get(pk=event.mediator_id)
    said = to_user(
        record,
        "mediator_asked",
        "请答复是否接受调解",
        f"邀请您调解{record.case.title}，请在{term_words('mediator_accepts', record.case.received_on)}内答复。"
        "与案件有利害关系的，请先披露。",
        mediator.user_id,
        "answer",
    )
    name = f"{mediator.user.display_name}（{mediator.unit}）"
    within = term_words("choose_mediator", record.case.received_on)
    words = f"法院已邀请{name}调解。{within}内，您也可以与对方共同选择其他调解员。"
    return said + to_parties(
        record, "mediator_proposed", "已为您推荐调解员", words, taking_part(event.mediation_id), "nominate"
    )


def took(record: Event, event: events.MediatorAccepted) -> list[NoticeRequest]:
    mediation = Mediation.objects.select_related("mediator__user").get(pk=event.mediation_id)
    name = mediation.mediator.user.display_name if mediation.mediator else ""
    due = f"，调解期限到{day_words(mediation.due)}" if mediation.due else ""
    words = f"{name}已接受调解{due}。调解员会与您约定时间，请留意消息。"
    return to_parties(record, "mediator_accepted", "调解员已接受", words, taking_part(event.mediation_id))


def disclosed(record: Event, event: events.Disclosed) -> list[NoticeRequest]:
    proposal = Proposal.objects.select_related("mediator__user", "mediation__case").get(pk=event.proposal_id)
    last = queries.waits_until(proposal.mediation)
    by_when = f"最晚 {day_words(last)}答复。" if last else ""
    words = (
        f"{proposal.mediator.user.display_name}披露了与本案有关的情况，请答复是否仍同意由其调解。"
        f"{by_when}不同意的，法院另请调解员。"
    )
    return to_parties(
        record, "mediator_disclosed", "请答复调解员披露的情况", words, taking_part(event.mediation_id), "disclosure"
    )


def replaced(record: Event, event: events.MediatorReplaced) -> list[NoticeRequest]:
    words = "调解员已更换，正在邀请另一位调解员，原来的调解期限继续计算。"
    said = to_parties(record, "mediator_replaced", "调解员更换", words, taking_part(event.mediation_id))
    user = Mediator.objects.values_list("user_id", flat=True).get(pk=event.mediator_id)
    words = f"{record.case.title}已另请调解员，感谢您的工作。"
    return [*said, NoticeRequest(kind="mediator_released", title="不再调解本案", body=words, users=(user,))]


def offered(record: Event, event: events.SessionOffered) -> list[NoticeRequest]:
    session = Session.objects.get(pk=event.session_id)
    times = "、".join(moment_words(each) for each in session.times)
    last = day_words(clock.moment(max(session.times)).date())
    words = f"调解员提出的时间：{times}（{session.mode_label}）。请选您方便的，最晚 {last}选；都不方便也请说一声。"
    return to_parties(record, "session_offered", "请选择调解时间", words, taking_part(session.mediation_id), "pick")


def session_set(record: Event, event: events.SessionSet) -> list[NoticeRequest]:
    session = Session.objects.get(pk=event.session_id)
    when = moment_words(session.starts_at) if session.starts_at else ""
    place = f"，{session.place}" if session.place else ""
    words = f"调解时间已约定：{when}，{session.mode_label}{place}。请带好身份证件，按时参加。"
    said = to_parties(record, "session_set", "调解时间已约定", words, taking_part(session.mediation_id))
    return said + to_user(
        record, "session_set", "调解时间已约定", words, mediator_user(session.mediation_id), "mediation"
    )


def extension_asked(record: Event, event: events.ExtensionAsked) -> list[NoticeRequest]:
    row = Extension.objects.get(pk=event.extension_id)
    mediation = Mediation.objects.get(pk=row.mediation_id)
    words = f"有人提出把调解期限延长 {event.days} 日。各方都同意才延长，请答复。{until_words(mediation)}"
    return to_parties(
        record, "extension_asked", "请答复是否延长调解", words, taking_part(row.mediation_id), "extension"
    )


def extended(record: Event, event: events.Extended) -> list[NoticeRequest]:
    mediation = Mediation.objects.get(pk=event.mediation_id)
    due = day_words(mediation.due) if mediation.due else ""
    words = f"各方同意延长 {event.days} 日，调解期限到{due}。"
    return to_parties(record, "mediation_extended", "调解期限已延长", words, taking_part(event.mediation_id))


def appraisal(record: Event, event: events.AppraisalRecorded | events.AppraisalRemoved) -> list[NoticeRequest]:
    """Whoever takes part, and the mediator, hears of the new last day."""
    first, last, due = (day_words(day, today=record.day) for day in (event.first, event.last, event.due))
    words = f"{first}至{last}的诉前鉴定评估不计入调解期限，调解期限现在到{due}。"
    if isinstance(event, events.AppraisalRemoved):
        words = f"原来登记的{first}至{last}的诉前鉴定评估有误，已经更正，调解期限现在到{due}。"
    said = to_parties(record, "appraisal", "调解期限重新计算", words, taking_part(event.mediation_id))
    mine = f"{record.case.title}：{words}"
    return said + to_user(record, "appraisal", "调解期限重新计算", mine, mediator_user(event.mediation_id), "mediation")


def failed(record: Event, event: events.Failed) -> list[NoticeRequest]:
    reason = EndReason(event.reason).label
    parties = list(
        Mediation.objects.get(pk=event.mediation_id).consents.order_by("id").values_list("party_id", flat=True)
    )
    words = (
        f"调解已结束（{reason}）。您为达成协议作出的让步不会作为对您不利的证据；"
        "已提交的材料都还在，接下来的办理会另行通知您。"
    )
    return to_parties(record, "mediation_failed", "调解已结束", words, parties)


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
    on(events.AppraisalRecorded, appraisal),
    on(events.AppraisalRemoved, appraisal),
    on(events.Failed, failed),
)
