"""What the law says of the two ways, and of help for those who cannot pay."""

from __future__ import annotations

from common.law.articles import art

RELIEF = [art("收费办法", 44), art("收费办法", 45), art("收费办法", 46), art("收费办法", 47), art("收费办法", 48)]
# The grounds under each way: terms, fee, force, secrecy.
WAYS = {
    "mediate": (
        art("2025意见", 3),
        art("在线调解", 18),
        art("在线调解", 19),
        art("在线调解", 24),
        art("民诉法", 205),
        art("收费办法", 15),
        art("司法确认", 11),
    ),
    "sue": (art("民诉法", 137), art("民诉法", 152), art("民诉法", 164), art("民诉法", 168), art("收费办法", 13)),
    "back": (art("民诉法", 125), art("在线调解", 19)),
}
