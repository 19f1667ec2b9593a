"""Signatures: the code that proves the phone, the drawing, and the paper signed before a clerk."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import F

from common.cases.access import disposes, lacks_guardian
from common.cases.actions import need_checked, need_guardian, need_proven
from common.cases.events import By, Channel
from common.cases.models import Case, Party
from common.cases.queries import signer_of, signers_before_clerk
from common.cases.rules import ActionRefused, Signer, guardian_needed, signer_named
from common.cases.states import Disposal, SignsAs
from common.documents.models import Document
from common.law import clock
from common.law.mediability import is_divorce
from common.notifications.actions import send_code
from common.notifications.rules import whose
from common.people.models import User
from common.people.rules import same_name
from mediation.course import access
from mediation.course.models import Mediation
from mediation.texts.models import Agreement, SettledPoints, Signature, SignCode
from mediation.texts.rules import disposals, may_settle
from mediation.texts.states import ClaimWay

LIFE = timedelta(minutes=10)
TRIES = 5
AGAIN = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a signer gave: the PNG drawn (b"" when the name was typed), the name typed, and the code from the phone."""

    name: str = ""
    png: bytes = b""
    code: str = ""


def text_key(text: Agreement | SettledPoints) -> str:
    """What a code or a scan for this text is kept under."""
    return f"{'agreement' if isinstance(text, Agreement) else 'points'}:{text.pk}"


def _hash(code: str, user_id: int, key: str) -> str:
    return hmac.new(settings.FIELD_HMAC_KEY.encode(), f"{user_id}:{key}:{code}".encode(), sha256).hexdigest()


def _what(text: Agreement | SettledPoints) -> str:
    """What the code signs: whose case, which text and which draft of it."""
    title = whose(text.mediation.case.title)
    if isinstance(text, Agreement):
        return f"{title}的调解协议第{text.number}稿"
    return f"{title}的无争议事实"


@transaction.atomic
def send_sign_code(*, user: User, text: Agreement | SettledPoints) -> None:
    """Send six digits to the signer's own phone. At most one a minute; a new one replaces the old."""
    if not user.phone:
        raise ActionRefused("您的账号没有手机号，请先补充，或者到法院窗口签名。", field="code")
    now, key = clock.now(), text_key(text)
    had = SignCode.objects.select_for_update().filter(user=user, text=key).first()
    if had is not None and now - had.sent_at < AGAIN:
        raise ActionRefused("验证码刚刚发出，请一分钟后再试。", field="code")
    code = f"{secrets.randbelow(1_000_000):06d}"
    SignCode.objects.update_or_create(
        user=user, text=key, defaults={"code_hash": _hash(code, user.pk, key), "sent_at": now, "tries": 0}
    )
    send_code(user.phone, "sign_code", {"code": code, "what": _what(text), "mark": text.mark})


def check_code(*, user_id: int, text: Agreement | SettledPoints, code: str) -> bool:
    """Whether the code is the one sent. A wrong one is counted at once, in a transaction of its own: the caller's
    refusal must not give the guess back. A right one stays good until it is used up by signing."""
    now, key = clock.now(), text_key(text)
    with transaction.atomic():
        row = SignCode.objects.select_for_update().filter(user=user_id, text=key).first()
        if row is None or now - row.sent_at > LIFE or row.tries >= TRIES:
            return False
        right = hmac.compare_digest(row.code_hash, _hash(code.strip(), user_id, key))
        if not right:
            SignCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
        return right


def use_code(*, user_id: int, text: Agreement | SettledPoints) -> None:
    SignCode.objects.filter(user=user_id, text=text_key(text)).delete()


def need_authority(case: Case, party: Party, by: By, today: date, act: Disposal = Disposal.SETTLE) -> None:
    """民诉法62; 解释147: the party, or an agent whose checked mandate names it, and never one in a divorce.

    At the window the clerk has seen who stands there and by what power (`By.powers`).
    """
    if by.user_id is None:
        raise ActionRefused("请先登录。")
    if by.channel in (Channel.COUNTER, Channel.STATION) and not by.limited:
        return need_guardian(party=party, by=by, today=today, field="name")
    need_proven(party=party, by=by, field="name")
    need_checked(party=party, by=by, today=today)
    user = User.objects.get(pk=by.user_id)
    found = may_settle(
        party_itself=access.is_party_itself(party, user),
        empowered=disposes(party, by, act, today),
        divorce=is_divorce(case.cause),
        act=act,
    )
    if not found.value:
        raise ActionRefused(f"{found.note}。")
    return None


def disposed(text: Agreement | SettledPoints, party: Party) -> list[Disposal]:
    """What this party disposes of by signing this text (rules.disposals)."""
    if not isinstance(text, Agreement):
        return [Disposal.SETTLE]
    ways = {ClaimWay(each) for each in text.claim_ways.values()}
    words = [text.difference, *text.items.values_list("text", flat=True)]
    return disposals(party.side, ways=ways, words=words).value


def need_signer(text: Agreement | SettledPoints, party: Party, by: By, today: date) -> None:
    """ActionRefused for an agent who lacks a power that the text asks for."""
    for act in disposed(text, party):
        need_authority(text.mediation.case, party, by, today, act)


def signing_as(mediation: Mediation, party: Party | None, by: By, today: date) -> Signer:
    """As whom this account signs: for the party, or as the mediator. ActionRefused when it may not."""
    if party is None:
        name = mediation.mediator.user.name if mediation.mediator is not None else ""
        return Signer(name, SignsAs.MEDIATOR)
    if by.user_id is None:
        raise ActionRefused("请先登录再签名。")
    found = signer_of(party, User.objects.get(pk=by.user_id), today)
    if found.value is None:
        raise ActionRefused(f"{found.note}。", field="name")
    return found.value


def need_name(signer: Signer, given: Given) -> None:
    """A name that was typed is the signer's own; a drawing is a picture and needs none beside it."""
    if given.name or not given.png:
        signer_named(given.name, [signer])


def before_clerk(
    party: Party, *, name: str, visitor: Signer | None, divorce: bool, today: date, acts: Sequence[Disposal]
) -> Signer:
    """Who signed the printed text: the person identified at the window, else the party or its agent with 特别授权; an
    agent is on file also where it stands at the window, with each power that the text asks for (`acts`). Who divorces
    signs in person (解释147第2款)."""
    if lacks_guardian(party, today):
        raise ActionRefused(f"{guardian_needed(party.name)}。", field="name")
    possible = signers_before_clerk(party, today, act=Disposal.SETTLE)
    if visitor is not None:
        if visitor.signs_as is SignsAs.AGENT and not any(
            each.signs_as is SignsAs.AGENT and same_name(each.name, visitor.name) for each in possible
        ):
            raise ActionRefused("在窗口的代理人没有经核对的特别授权，不能代为签名。", field="name")
        possible = [visitor]
    found = signer_named(name, possible)
    if found.signs_as is SignsAs.AGENT:
        may = may_settle(party_itself=False, empowered=True, divorce=divorce)
        if not may.value:
            raise ActionRefused(f"{may.note}。", field="name")
        for act in acts:
            on_file = signers_before_clerk(party, today, act=act)
            if not any(each.signs_as is SignsAs.AGENT and same_name(each.name, found.name) for each in on_file):
                raise ActionRefused(f"{_lacks(act)}，不能代为签名。", field="name")
    return found


def _lacks(act: Disposal) -> str:
    return f"委托书没有写明“{act.power.label}”，或者还没有核对"


def write(
    *,
    mediation: Mediation,
    text: Agreement | SettledPoints,
    party: Party | None,
    signer: Signer,
    png: bytes,
    by: By,
    today: date,
    scan: Document | None = None,
    witness_id: int | None = None,
) -> Signature:
    """Write one signature; signing twice returns the first. The caller holds the locks."""
    target: Mapping[str, object] = {"agreement": text} if isinstance(text, Agreement) else {"points": text}
    whose: Mapping[str, object] = {"party": party} if party is not None else {"mediator": mediation.mediator}
    had = Signature.objects.filter(**target, **whose).first()
    if had is not None:
        return had
    return Signature.objects.create(
        **target,
        **whose,
        user_id=None if witness_id else by.user_id,
        name=signer.name,
        signs_as=signer.signs_as,
        image=base64.b64encode(png).decode() if png else "",
        code_checked=witness_id is None,
        scan=scan,
        witness_id=witness_id,
        channel=by.channel,
        digest=text.digest,
        at=clock.now(),
        on=today,
    )


def forget_sign_codes(*, now: datetime) -> int:
    """Codes to sign by that nobody used in their time. Returns how many."""
    return SignCode.objects.filter(sent_at__lt=now - LIFE).delete()[0]
