"""What shows that a paper was received: for each way another thing (民诉法87-89, 91; 解释130-133; 专递规定7, 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.cases.states import PartyKind
from common.delivery.rules.ways import BY_ACCEPTANCE
from common.delivery.states import Method, Relation
from common.law.papers import PaperKind

_NUMBER = re.compile(r"[A-Z]{0,4}\d{8,15}[A-Z]{0,2}", re.ASCII)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,20}|[A-Za-z][A-Za-z .'-]{3,40}")
_LAST = re.compile(r"[0-9A-Z]{4}", re.ASCII)
# Words for where a paper was put down, or for somebody nobody can ask: none of them is a name.
_NOBODY = re.compile("保安|门卫|物业|快递|驿站|前台|邻居|门口|门上|信箱|代签|家人|家属|亲戚|朋友|同事|不详|未知|某")
# Words for a place where nobody was: nothing was refused there (民诉法89).
_NOBODY_THERE = re.compile(
    "没有?人|无人|不在家|没在家|锁门|门锁|敲门.{0,4}(不开|没开|无应)|门口|门上|信箱|门缝|驿站|快递柜"
)
_LEAST = 4  # letters in which something can be told

_UNIT = (Relation.HEAD, Relation.MAILROOM, Relation.AGENT, Relation.NAMED)
_MAY: dict[PartyKind, tuple[Relation, ...]] = {
    PartyKind.NATURAL: (Relation.SELF, Relation.GUARDIAN, Relation.FAMILY, Relation.AGENT, Relation.NAMED),
    PartyKind.LEGAL: _UNIT,
    PartyKind.OTHER: _UNIT,
    PartyKind.SOLE_TRADER: (Relation.HEAD, Relation.FAMILY, Relation.MAILROOM, Relation.AGENT, Relation.NAMED),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """What a receipt shows: the number of the letter, who signed and as what, the last four characters of the identity
    document that was looked at; or who refused and why, and who stood by. Empty: not said."""

    number: str = ""
    signer: str = ""
    relation: str = ""
    identity: str = ""
    refused: str = ""
    witness: str = ""
    witness_of: str = ""

    @property
    def words(self) -> str:
        """As it is kept, and told to whom it concerns."""
        told = [f"邮件号码 {mail_number(self.number)}"] if self.number else []
        if self.signer and not self.refused:
            told.append(f"{self.signer.strip()}（{Relation(self.relation).label}）签收")
        if self.identity:
            told.append(f"核对的证件尾号 {self.identity.strip().upper()}")
        if self.refused:
            told.append(f"{'退回' if self.number else '拒收'}：{self.refused.strip()}")
        if self.witness:
            told.append(f"见证人{self.witness.strip()}（{self.witness_of.strip()}）")
        return "，".join(told)


def mail_number(text: str) -> str:
    """The number of a letter, without blanks."""
    return re.sub(r"[\s-]", "", text).upper()


def tells(text: str) -> bool:
    """Whether somebody who was not there learns something from it: an "x" or a "无" tells nothing."""
    return len(set(re.sub(r"\W", "", text))) >= _LEAST


def signers(kind: str, *, paper: str = "", ward: bool = False) -> tuple[Relation, ...]:
    """Who may sign for a party of this kind (民诉法88; 解释130). `ward`: it has a guardian, and does not sign alone
    (民诉法60). Who signs for a 调解书: queries.binders."""
    if paper == PaperKind.ATTEND_NOTICE:
        return (Relation.AGENT,)  # it calls the agent, whom nobody of the party's home stands for (解释227)
    other = Relation.SELF if ward else Relation.GUARDIAN
    return tuple(each for each in _MAY[PartyKind(kind)] if each is not other)


def proof_problem(
    method: Method, shown: Signed, *, may: tuple[Relation, ...], photo: bool, paper: str = "", own: bool = False
) -> tuple[str, str]:
    """(field, Chinese words) of what a receipt lacks, or ("", "").

    By post its number and who signed (民诉法91; 专递规定8); handed over, who signed and the document by which they were
    known (民诉法88); left at the home, why it was refused and who stood by, or a picture (民诉法89). Who comes to the
    court and signs nothing has received it, as the court notes (解释131); elsewhere a picture shows it. `may`: who may
    sign; `photo`: a picture or a film of the service is filed. A letter that came back is received on the day of its
    return where the party itself had given or confirmed the address (`own`), and only there (专递规定11).
    """
    if method is Method.POST and not _NUMBER.fullmatch(mail_number(shown.number)):
        return "number", "请填邮件号码，回执上印着，至少 8 位数字。放在门口、驿站，没有人签收的，不算送达。"
    if method is Method.POST and shown.refused.strip():
        return _returned(shown, paper=paper, own=own)
    if method is Method.LEFT:
        return _left(shown, photo=photo)
    if shown.refused.strip() and method in (Method.COUNTER, Method.IN_PERSON):
        return _unsigned(method, shown, photo=photo, paper=paper)
    return _signer(method, shown, may)


def _returned(shown: Signed, *, paper: str, own: bool) -> tuple[str, str]:
    if paper in BY_ACCEPTANCE:
        return "refused", "调解书要签收才生效，邮件退回的，请登记未能送达。"
    if not own:
        return "refused", "送达地址不是当事人自己提供或者确认的，邮件退回不算送达，请登记未能送达。"
    if not tells(shown.refused):
        return "refused", "请写明退回的原因：地址不准确、变更了没有告诉法院，或者谁拒绝签收。"
    return "", ""


def _left(shown: Signed, *, photo: bool) -> tuple[str, str]:
    if not tells(shown.refused) or _nobody_was_there(shown.refused):
        return "refused", "留置送达要写明谁拒绝签收、为什么。没有人在的，不能留置，请登记未能送达。"
    if photo:
        return "", ""
    if not _names(shown.witness):
        return "witness", "请填见证人的姓名，或者上传留置过程的照片、录像。"
    if len(shown.witness_of.strip()) < _LEAST:
        return "witness_of", "请填见证人的单位：居民委员会、村民委员会，或者受送达人的单位。"
    return "", ""


def _unsigned(method: Method, shown: Signed, *, photo: bool, paper: str) -> tuple[str, str]:
    if paper in BY_ACCEPTANCE:
        return "refused", "调解书要签收才生效。拒绝签收的，请登记没有签收，由法官及时判决。"
    if not tells(shown.refused) or _nobody_was_there(shown.refused):
        return "refused", "请写明谁拒绝签署回证、当时的情况。"
    if method is Method.IN_PERSON and not photo:
        return "photo", "当面送达时拒绝签署回证的，请上传送达过程的照片、录像；留在住所的，选留置送达。"
    return "", ""


def _signer(method: Method, shown: Signed, may: tuple[Relation, ...]) -> tuple[str, str]:
    if not _names(shown.signer):
        return "signer", "请填签收人的姓名。保安、物业、邻居签收，或者放在门口的，不算送达。"
    if shown.relation not in may:
        return "relation", f"请选签收人的身份。可以签收的是：{'、'.join(each.label for each in may)}。"
    if method is not Method.POST and not _LAST.fullmatch(shown.identity.strip().upper()):
        return "identity", "请核对签收人的证件，填证件号码的后 4 位。"
    return "", ""


def _nobody_was_there(text: str) -> bool:
    """Whether a refusal is told without somebody who refused: "拒收，放在门口" names who did, "放门口了" does not."""
    return bool(_NOBODY_THERE.search(text)) and "拒" not in text


def _names(text: str) -> bool:
    return bool(_NAME.fullmatch(text.strip())) and not _NOBODY.search(text)
