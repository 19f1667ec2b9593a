"""The words of each event of a filing, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "intake.filed": Words("法院收到您提交的材料", "{who}向法院提交了材料", "收到{who}提交的材料"),
    "intake.evidence_added": Words("您补充了证据", "{who}补充了证据"),
    "intake.suit_offered": Words("您可以直接起诉，已填内容不用重填"),
}
