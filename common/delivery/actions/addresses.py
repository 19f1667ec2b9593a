"""Where a party takes papers: 送达地址确认书 and consent to electronic service."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from common.cases.actions import announce, check_phone
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.delivery.events import AddressConfirmed, AddressSet
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import current_address
from common.delivery.states import EChannel, Scope
from common.documents.actions import make_withheld
from common.fields import blind_index
from common.law import clock
from common.people.rules import normalise_phone

from .asking import end_asking
from .replanning import replan, send_again


@transaction.atomic
def confirm_address(
    *,
    party: Party,
    by: By,
    recipient_name: str,
    postal: str = "",
    phone: str = "",
    email: str = "",
    e_consent: bool = False,
    e_channel: EChannel = EChannel.NONE,
    consent_scope: Scope = Scope.ALL,
    confirmed: bool = True,
    kept: bool | None = None,
    but: Service | None = None,
) -> ServiceAddress:
    """Record a 送达地址确认书; the former one is superseded, and what is on its way, or failed, goes by the new one
    (`replan`, `send_again`; not `but`, for which the caller sees to it). Withdrawing consent is a new one without it.
    `kept`: whether the other side is not to know where the party lives, nor asked for it; None: as before.

    ActionRefused when consent names no reachable address. 解释136-137; 在线诉讼29-30.
    """
    case = Case.lock(party.case_id)
    now = clock.now()
    if e_consent and e_channel == EChannel.NONE:
        raise ActionRefused("同意电子送达的，请选择接收方式。", field="e_channel")
    if e_consent and e_channel == EChannel.SMS and not phone:
        raise ActionRefused("请填写接收短信的手机号。", field="phone")
    if e_consent and e_channel == EChannel.EMAIL and not email:
        raise ActionRefused("请填写接收文书的电子邮箱。", field="email")
    if kept is not None and kept != party.address_kept:
        party.address_kept = kept
        party.save(update_fields=["address_kept"])
        if kept:
            end_asking(party=party, today=now.date())
            make_withheld(party=party, now=now)
    ServiceAddress.objects.filter(party=party, superseded_at__isnull=True).update(superseded_at=now)
    address = ServiceAddress.objects.create(
        party=party,
        recipient_name=recipient_name,
        postal=postal,
        phone=phone,
        email=email,
        e_consent=e_consent,
        e_channel=e_channel if e_consent else EChannel.NONE,
        consent_scope=consent_scope,
        given_at=now,
        confirmed_at=now if confirmed else None,
        confirmed_by_id=by.user_id if confirmed else None,
        channel=by.channel,
        by_agent=by.limited,
    )
    if confirmed and phone and blind_index(normalise_phone(phone)) == party.phone_hash:
        check_phone(party=party, by=by, today=now.date())
    event = AddressConfirmed(address_id=address.pk, party_id=party.pk, e_consent=e_consent, e_channel=address.e_channel)
    # What follows is about this party, whoever said it: the other side, a clerk, its guardian.
    about = replace(by, party_id=None)
    if confirmed:
        announce(case=case, event=event, by=by)
    else:
        announce(case=case, event=AddressSet(address_id=address.pk, party_id=party.pk), by=about)
    replan(party=party, by=about)
    send_again(party=party, by=about, but=but)
    return address


def found_at(*, party: Party, postal: str, by: By, but: Service | None = None) -> ServiceAddress:
    """Papers go to this place from now on: where the party was found, not where it said. The rest of its address stays,
    its consent to messages too. The caller holds the lock, and sees to `but` itself."""
    had = current_address(party)
    return confirm_address(
        party=party,
        by=by,
        recipient_name=had.recipient_name if had else party.takes_papers,
        postal=postal.strip(),
        phone=had.phone if had else "",
        email=had.email if had else "",
        e_consent=had.e_consent if had else False,
        e_channel=EChannel(had.e_channel) if had else EChannel.NONE,
        consent_scope=Scope(had.consent_scope) if had else Scope.ALL,
        confirmed=False,
        but=but,
    )
