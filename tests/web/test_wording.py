"""Days, terms and sizes in words."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from common.web.wording import day_words, days_left_tone, days_left_words, moment_words, size_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 11, 23), "今天", "late"),
        (date(2026, 11, 24), "明天", "wait"),
        (date(2026, 11, 26), "还有 3 天", "wait"),
        (date(2026, 11, 27), "还有 4 天", ""),
        (date(2026, 11, 22), "已过 1 天", "late"),
        (date(2027, 11, 23), "还有 365 天", ""),
    ],
)
def test_days_left(due: date, words: str, tone: str) -> None:
    assert days_left_words(due, TODAY) == words
    assert days_left_tone(due, TODAY) == tone


def test_a_day_names_its_weekday_and_another_year() -> None:
    assert day_words(date(2026, 11, 26)) == "11 月 26 日（周四）"
    assert day_words(date(2026, 11, 29), today=TODAY) == "11 月 29 日（周日）"
    assert day_words(date(2027, 1, 4), today=TODAY) == "2027 年 1 月 4 日（周一）"
    assert day_words(date(2026, 11, 26), year=True) == "2026 年 11 月 26 日（周四）"


def test_a_moment_is_told_in_shanghai_time() -> None:
    assert moment_words(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == "11 月 23 日 01:05"
    assert moment_words(date(2026, 11, 20)) == "11 月 20 日"
    assert moment_words(date(2025, 3, 1), today=TODAY) == "2025 年 3 月 1 日"


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 KB"), (640 * 1024, "640 KB"), (20 * 1024 * 1024, "20 MB"), (2_411_724, "2.3 MB")]
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


# One name each: what a reader would take for another thing, or for the office's own language. Papers keep the court's.
NEVER = {
    "实名核验": "实名认证",
    "核验身份": "实名认证",
    "手机号码": "手机号",
    "本平台": "云浮法院诉讼服务网",
    "本网站": "云浮法院诉讼服务网",
    "诉讼平台": "云浮法院诉讼服务网",
    "查看码": "案件码",
    "接续码": "续填码",
    "缓减免": "减免申请",
    "司法救助": "减免申请",
    "立案窗口": "法院窗口",
    "诉讼服务中心窗口": "法院窗口",
    "法院法院": "法院",
}
# Money for who cannot get what the judgment gave them is another thing, and has its official name.
ELSE = ("国家司法救助", "司法救助委员会")
ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court", "templates")


@pytest.mark.parametrize("word", NEVER)
def test_one_thing_has_one_name_wherever_people_read(word: str) -> None:
    files = [file for part in HOUSE for kind in ("*.py", "*.html") for file in (ROOT / part).rglob(kind)]
    read = (file for file in files if not {"migrations", "papers"} & set(file.parts) and "simulation" not in file.parts)
    found = [str(file.relative_to(ROOT)) for file in read if word in _without(file.read_text(encoding="utf-8"))]
    assert not found, f"say {NEVER[word]}"


def _without(text: str) -> str:
    for each in ELSE:
        text = text.replace(each, "")
    return text
