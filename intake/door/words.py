"""The words of each event at the other side's door, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "intake.door_opened": Words("您通过案件码进入本案", court="{who}凭案件码进入本案"),
    "intake.code_given": Words("", court="窗口核对身份后，向当事人发放案件码"),
    "intake.claimant_invited": Words("", court="已告知{party}有人代为提交，并发给案件码"),
    "intake.answered": Words("您提交了答辩", "{who}提交了答辩"),
}
