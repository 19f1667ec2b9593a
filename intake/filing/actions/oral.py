"""What a person who files orally signs: drawn on the pad, or signed or finger-printed on paper that is scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from common.cases.events import Audience, By
from common.cases.models import Party
from common.cases.queries import signers_before_clerk
from common.cases.rules import ActionRefused, Signer, guardian_needed, signer_named
from common.cases.states import Side
from common.documents.actions import receive
from common.documents.models import Document
from intake.filing.models import Draft, Filing, OralRecord
from intake.filing.rules.oral import digest
from intake.filing.states import SigningWay


@dataclass(frozen=True, kw_only=True)
class Signed:
    """How the record was signed. `read` is the digest of the answers as they were read back (rules.oral.digest);
    `png` the drawing of the pad, or `scan` the signed sheet; `witness` is who else was present."""

    signer: str
    way: SigningWay
    read: str
    png: str = ""  # base64
    scan: Document | None = None
    witness: str = ""


def keep_scan(*, draft: Draft, upload: UploadedFile[Any], by: By, today: date) -> Document:
    """The signed sheet, with the draft until it is submitted. DocumentError when it cannot be taken."""
    return receive(
        upload=upload,
        by=by,
        today=today,
        kind="signature_scan",
        title="笔录签名页",
        draft_key=draft.files_key,
        audience=Audience.SIDE,
    )


def _signer(filing: Filing, typed: str, today: date) -> tuple[Signer, Party]:
    """Who signed, and for which claimant: it itself, whoever represents it by law, or an agent it named. Any agent may
    sue (民诉法62). The name typed is a check."""
    possible = [
        (signer, party)
        for party in filing.case.parties.filter(side=Side.CLAIMANT)
        for signer in signers_before_clerk(party, today, act=None)
    ]
    if not possible:
        alone = filing.case.parties.filter(side=Side.CLAIMANT).order_by("order", "pk")[0]
        raise ActionRefused(f"{guardian_needed(alone.name)}。", field="signer")
    found = signer_named(typed, [signer for signer, _ in possible], field="signer")
    return next((signer, party) for signer, party in possible if signer == found)


def write_record(*, filing: Filing, signed: Signed | None, by: By, today: date) -> OralRecord:
    """Put the signature under what was said; the caller holds the locks.

    ActionRefused when nobody signed (民诉解释第二百六十五条), or when something was changed after it was read back.
    """
    if signed is None:
        raise ActionRefused("口头起诉的笔录，要由本人核对无误后签名或者捺印。", field="way")
    if by.user_id is None:
        raise ActionRefused("口头起诉由窗口工作人员记入笔录。")
    if signed.read != digest(filing.answers):
        raise ActionRefused("宣读以后内容有改动。请从头再宣读一遍，再请当事人签名。", field="read")
    if signed.way == SigningWay.DRAWN and not signed.png:
        raise ActionRefused("请当事人在签名框内签名。", field="signature")
    if signed.way != SigningWay.DRAWN and signed.scan is None:
        raise ActionRefused("请上传当事人签名或者捺印的笔录扫描件。", field="scan")
    if signed.way == SigningWay.PRINTED and not signed.witness:
        raise ActionRefused("捺印的，请写明见证人。", field="witness")
    signer, party = _signer(filing, signed.signer, today)
    return OralRecord.objects.create(
        filing=filing,
        signer=signer.name,
        signs_as=signer.signs_as,
        party=party,
        way=signed.way,
        image=signed.png if signed.way == SigningWay.DRAWN else "",
        scan=signed.scan if signed.way != SigningWay.DRAWN else None,
        clerk_id=by.user_id,
        witness=signed.witness[:60],
        digest=signed.read,
        at=filing.received_at,
        on=today,
    )
