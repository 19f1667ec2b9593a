"""Pure rules of the spine: who signs, case numbers, titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common.cases.states import OF_TRIAL, Holder, LeftOutGround, PartyKind, Side, SignsAs
from common.law.articles import Finding, art
from common.law.numbers import clean, mask
from common.law.papers import PaperKind
from common.law.refusal import ActionRefused as ActionRefused  # raised by every room
from common.law.regimes import NumberKind
from common.law.terms import Term
from common.people.rules import normalise_phone, same_name
from common.people.states import OrganisationRole
from common.web.cleaning import code_text


@dataclass(frozen=True)
class Awaited:
    """The service a deadline waits for: which paper, by which party. Recorded, it starts the deadline (民诉法85)."""

    paper: PaperKind
    party_id: int

    @property
    def key(self) -> str:
        """As rows keep it (`Deadline.awaits`)."""
        return f"delivery:{self.paper.value}:{self.party_id}"


# Not law: how long a term that ran out lies with whoever let it, before the head of division has it too. How long a
# to-do may wait is the court's own figure (`TODO_WAITS`).
HEAD_AFTER = timedelta(days=3)
TODO_WAITS = "todo_waits"  # the key of common.courts.queries.parameter
# And after how many days what is still not done is asked about again, however often; the court's own figure too.
FOLLOW_UP = "follow_up_days"


def grounds_of(term: Term) -> frozenset[LeftOutGround]:
    """The days that are not counted in this term: in a mediation's those of an appraisal before suit (在线调解26), in a
    trial's whatever 解释243 names; none where the law leaves out none."""
    if not term.outside:
        return frozenset()
    return frozenset(LeftOutGround) - OF_TRIAL if term.holder == Holder.MEDIATOR else OF_TRIAL


class NeedsPerson(ActionRefused):
    """The procedure's next step lacks a person or a fact: it becomes a to-do, never a rollback."""


def said_itself(side: str) -> bool:
    """Whether what the file says of a party of this side is the party's own word: who files speaks of itself, and of
    the others only what it believes. A name typed by the other side proves nobody's standing (民诉法51)."""
    return side in (Side.CLAIMANT, Side.PETITIONER)


def signed_words(name: str, signs_as: str, party: str = "") -> str:
    """A signature in words, as papers show it: 张三（委托诉讼代理人王律师代签）. `party` is empty for the mediator."""
    how = SignsAs(signs_as)
    if how is SignsAs.SEAL:
        return f"{party}（盖章）"
    if how is SignsAs.AGENT:
        return f"{party}（{how.label}{name}代签）"
    if how in (SignsAs.SELF, SignsAs.MEDIATOR):
        return name
    return f"{party}（{how.label}{name}签名）"


@dataclass(frozen=True)
class Guardian:
    """Who speaks by law for a party that cannot sue alone. `until`: the day on which a minor comes of age."""

    name: str
    kinship: str = ""
    id_number: str = ""
    phone: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Signer:
    """Somebody who may sign: by this name, in this capacity, for the party of this name (none for the mediator)."""

    name: str
    signs_as: SignsAs
    party: str = ""

    @property
    def words(self) -> str:
        return signed_words(self.name, self.signs_as, self.party)


def guardian_needed(name: str) -> str:
    """What is needed before this party can sign or decide (民诉法60)."""
    return (
        f"“{name}”不满十八周岁或者不能独自打官司，由父母等法定代理人代办。"
        "请法定代理人带身份证和户口簿等证明，先到法院窗口登记；"
        "已满十六周岁、主要靠自己的劳动收入生活的，带身份证和收入证明到法院窗口核对以后，可以自己办理"
    )


def who_signs(
    *,
    party: str,
    natural: bool,
    name: str,
    verified: bool,
    itself: bool,
    represents: bool,
    member: OrganisationRole | None,
    agent: str,
    head: SignsAs = SignsAs.LEGAL_REPRESENTATIVE,
    guardian: str = "",
    lacks_guardian: bool = False,
) -> Finding[Signer | None]:
    """As whom an account signs for a party; without a value, the note says what to do.

    `name`: the account's; `verified`: it was checked, without which nobody takes part online (在线诉讼规则7). `itself`:
    the party is linked to the account; then a unit is signed for by its `head` (`represents`: the name in the file) or
    a `member` it authorised (民诉法51), and a ward by the `guardian` (民诉法60), and one that
    `lacks_guardian` by nobody. `agent`: the name on the mandate by
    which it is the party's agent today (民诉法61, 62).
    """
    if not verified:
        return Finding(None, (art("在线诉讼", 7),), "请先完成实名认证再签名，也可以到法院窗口当面签名")
    if itself and guardian:
        if same_name(name, guardian):
            return Finding(Signer(name, SignsAs.GUARDIAN, party), (art("民诉法", 60), art("在线诉讼", 7)))
        note = f"“{party}”由法定代理人“{guardian}”代为诉讼。请用法定代理人的账号签名，也可以到法院窗口办理"
        return Finding(None, (art("民诉法", 60), art("在线诉讼", 7)), note)
    if itself and lacks_guardian:
        return Finding(None, (art("民诉法", 60), art("在线诉讼", 7)), guardian_needed(party))
    if itself and natural:
        if not same_name(name, party):
            note = f"您的账号实名是“{name}”，当事人是“{party}”。请带身份证件到法院窗口办理"
            return Finding(None, (art("在线诉讼", 7),), note)
        return Finding(Signer(name, SignsAs.SELF, party), (art("在线诉讼", 7),))
    if itself:
        how = head if represents else _MEMBER_SIGNS.get(member) if member else None
        note = "" if how else "单位由法定代表人或者单位授权的人签名。请带身份证明到法院窗口办理"
        return Finding(Signer(name, how, party) if how else None, (art("民诉法", 51), art("在线诉讼", 7)), note)
    if agent and same_name(name, agent):
        return Finding(Signer(name, SignsAs.AGENT, party), (art("民诉法", 61), art("民诉法", 62)))
    if agent:
        note = f"您的账号实名是“{name}”，委托手续上的代理人是“{agent}”。请带委托手续到法院窗口办理"
        return Finding(None, (art("民诉法", 62), art("在线诉讼", 7)), note)
    return Finding(None, (art("民诉法", 61),), "您不是这位当事人，也不是其代理人，不能签名")


# As what the head of a unit signs (民诉法51; 解释50, 52, 59).
HEAD_SIGNS: dict[PartyKind, SignsAs] = {
    PartyKind.LEGAL: SignsAs.LEGAL_REPRESENTATIVE,
    PartyKind.OTHER: SignsAs.HEAD,
    PartyKind.SOLE_TRADER: SignsAs.OPERATOR,
}
_MEMBER_SIGNS: dict[OrganisationRole, SignsAs] = {
    OrganisationRole.LEGAL_REPRESENTATIVE: SignsAs.LEGAL_REPRESENTATIVE,
    OrganisationRole.HEAD: SignsAs.HEAD,
    OrganisationRole.AUTHORISED: SignsAs.MEMBER,
}


def signer_named(typed: str, possible: Sequence[Signer], *, field: str = "name") -> Signer:
    """Which of them the typed name is. It is a check only: what is kept is the name the account or the file has."""
    for each in possible:
        if same_name(typed, each.name):
            return each
    names = "或者".join(
        f"“{each.name}”" if each.signs_as is SignsAs.SELF else f"“{each.name}”（{each.signs_as.label}）"
        for each in possible
    )
    raise ActionRefused(f"签名人不对。这里应当由{names}签名，请核对姓名。", field=field)


# 法〔2015〕137号: （年度）法院代字 类型代字 编号 号. Internal serials (petitions, mediation without a suit since 2025)
# are shaped differently on purpose, so that nobody takes them for a case number.
INTERNAL_KINDS: dict[str, str] = {NumberKind.PETITION: "云信访", NumberKind.INTERNAL: "云调"}

_NUMBER = re.compile(r"^[（(]?\s*(20\d{2})\s*[)）]?\s*(粤\d{0,4})\s*([\u4e00-\u9fa5]{1,5})\s*(\d{1,6})\s*号?$")


def number_text(*, court_code: str, year: int, kind: str, serial: int) -> str:
    """（2026）粤5302民初123号; for internal serials 云信访〔2026〕5302-00001."""
    if kind in INTERNAL_KINDS:
        return f"{INTERNAL_KINDS[kind]}〔{year}〕{court_code.removeprefix('粤')}-{serial:05d}"
    return f"（{year}）{court_code}{kind}{serial}号"


@dataclass(frozen=True)
class NumberParts:
    year: int
    court_code: str
    kind: str
    serial: int


def parse_number(text: str) -> NumberParts | None:
    """Read a case number as people type it: half-width brackets, blanks, a missing 号. None when it is none."""
    found = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    return NumberParts(int(found[1]), found[2], found[3], int(found[4]))


_RECEIPT = re.compile(r"(?:SJ)?-?([2-9A-Z]{5})-?([2-9A-Z]{5})", re.ASCII)
_CODE = re.compile(r"(?=(?:.*\d){6})\+?[0-9A-Z]{7,20}", re.ASCII)  # a telephone number, a document, a credit code
_LABELLED = re.compile(
    r"(?:(?:手机|电话|联系|身份证|证件|收件|信用)(?:号码|编号|代码|方式|号)?|案号|号码|编号)(?:是|为)?[:：]?(?=[+\dA-Za-z(（])"
)
_BETWEEN = re.compile(r"[\s,，、;；/|。:：!！?？“”\"]+")
_ENDS = " .。,，;；:：!！?？“”\"'"
_SIDES = re.compile("[诉与和]")
_BLOCK = re.compile(r"[+(]?\d{2,6}\)?", re.ASCII)  # of a telephone, as it is read out
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Sought:
    """What a search box was asked for: case numbers, 收件编号, telephone or document numbers, words; all must hold."""

    numbers: tuple[NumberParts, ...] = ()
    receipts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What was looked for, in words."""
        return self.said_in("名称、当事人、代理人或者案号")

    def said_in(self, places: str) -> str:
        """The same, where words are looked for in other places."""
        parts = []
        for each in self.numbers:
            text = number_text(court_code=each.court_code, year=each.year, kind=each.kind, serial=each.serial)
            parts.append(f"案号是{text}的案件")
        parts += [f"收件编号是 {each} 的案件" for each in self.receipts]
        parts += [f"电话或者证件号码是 {mask(_known(each))} 的人的案件" for each in self.codes]
        if self.words:
            names = "和".join(f"“{word}”" for word in self.words)
            parts.append(f"{places}里有{names}的案件")
        return "，并且是".join(parts)

    @property
    def halves(self) -> tuple[str, ...]:
        """甲诉乙, 甲与乙 and 甲和乙 read as two names, for where the whole is in no title; () where there are none."""
        words = tuple(half for word in self.words for half in _SIDES.split(word) if half)
        return words if words != self.words else ()


def spellings(code: str) -> tuple[str, ...]:
    """As a number may have been written down: a telephone of a town with or without its stroke."""
    strokes = {f"{code[:at]}-{code[at:]}" for at in (3, 4)} if code.startswith("0") else set()
    return tuple(sorted({code, code.removeprefix("+"), normalise_phone(code), *strokes}))


def _known(code: str) -> str:
    """As it is masked: a mobile of the mainland without the code of the country."""
    mobile = normalise_phone(code)
    return mobile if len(mobile) == 11 and mobile.isdigit() else code


def sought(text: str, *, codes: bool) -> Sought | None:
    """Read what was typed into the one box; None when nothing was. What stands between blanks and commas is read piece
    by piece, and all of it must hold.

    `codes`: telephone and document numbers are looked for by their index, for staff alone; to a party they would answer
    whose number it is.
    """
    text = code_text(text)[:LONGEST_SEARCH].strip()
    if not text:
        return None
    whole = _LABELLED.sub("", text).strip(_ENDS)
    if one := _read(whole, codes=codes):
        return one
    numbers: list[NumberParts] = []
    receipts: list[str] = []
    found: list[str] = []
    words: list[str] = []
    for piece in _pieces(text, codes=codes):
        each = _read(piece, codes=codes) or Sought(words=(piece,))
        numbers += each.numbers
        receipts += each.receipts
        found += each.codes
        words += each.words
    asked = Sought(tuple(numbers), tuple(receipts), tuple(found), tuple(words))
    return None if asked == Sought() else asked


def _pieces(text: str, *, codes: bool) -> list[str]:
    """What stands between blanks and commas, without what introduces a number (电话13800009128); blocks of digits that
    are one number only together (138 0000 9128) are joined."""
    made: list[str] = []
    run: list[str] = []
    for piece in [*(each.strip(_ENDS) for each in _BETWEEN.split(_LABELLED.sub(" ", text))), ""]:
        if codes and _BLOCK.fullmatch(piece) and not _read(piece, codes=codes):
            run.append(piece)
            continue
        together = "".join(run)
        made += [together] if len(run) > 1 and _read(together, codes=codes) else run
        run = []
        made += [piece] if piece else []
    return made


def _read(text: str, *, codes: bool) -> Sought | None:
    """A number of one of the known kinds, or None."""
    if number := parse_number(text):
        return Sought(numbers=(number,))
    bare = clean(text)
    found = _RECEIPT.fullmatch(bare) or _RECEIPT.fullmatch(text.upper())
    bare_receipt = "-" in text or not _CODE.fullmatch(bare)  # ten letters and digits without SJ may be a document's
    if found and (bare.startswith("SJ") or (bare_receipt and not bare.isdigit() and not bare.isalpha())):
        return Sought(receipts=(f"SJ-{found[1]}-{found[2]}",))
    if codes and _CODE.fullmatch(bare):
        return Sought(codes=(bare,))
    return None


def title_of(claimants: Sequence[str], respondents: Sequence[str], cause: str, *, suit: bool) -> str:
    """张三诉李四民间借贷纠纷; several on a side: the first 等n人; without a suit: 张三与李四…."""

    def some(names: Sequence[str]) -> str:
        if not names:
            return "不明"
        return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"

    return f"{some(claimants)}{'诉' if suit else '与'}{some(respondents)}{cause}"
