"""The words of what happens to an opinion that is looked at again, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "petitions.review_asked": Words("您请求上级法院再看一次", court="信访人请求复查或者复核"),
    "petitions.outside_opinion": Words("上级法院的意见已登记", court="登记上级法院的复查、复核意见"),
}
