"""The two commands over CSV files: exact columns, errors on their rows, one clear line when there is no file."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from common.courts import queries
from common.law.calendar import BUILT_IN
from tests.tables import rows


def run(command, path):
    """What the command printed, and whether it said on standard error that rows failed."""
    out, said = io.StringIO(), io.StringIO()
    call_command(command, str(path), stdout=out, stderr=said)
    return out.getvalue(), "行无法计算" in said.getvalue()


@pytest.fixture
def built_in(monkeypatch):
    monkeypatch.setattr(queries, "calendar", lambda: BUILT_IN)


def test_fees(tmp_path):
    path = tmp_path / "fees.csv"
    path.write_bytes(
        '\ufeffnote,kind,amount,options\r\nx,property,10001,\r\ny,property,50000,"{""procedure"": ""small""}"\r\n'
        "z,labour,,\r\n".encode()
    )
    text, failed = run("quote_fee", path)
    assert not failed
    assert "\r" not in text
    assert text.startswith("kind,amount,options,fee,grounds\n")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert [row[:4] for row in rows] == [
        ["property", "10001", "", "50.03"],
        ["property", "50000", '{"procedure": "small"}', "525.00"],
        ["labour", "", "", "10.00"],
    ]
    assert all("第十三条" in row[4] for row in rows)


def test_a_bad_row_does_not_stop_the_batch(tmp_path):
    path = tmp_path / "fees.csv"
    path.write_text(
        "kind,amount,options\nnothing,1,\nproperty,-1,\nproperty,1,{\nproperty\nlabour,,\n", encoding="utf-8"
    )
    text, failed = run("quote_fee", path)
    assert failed
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert [row[3] for row in rows] == ["", "", "", "", "10.00"]
    assert all(row[4].startswith("错误：") for row in rows[:4])


def test_what_no_output_can_carry_is_spelled_out(tmp_path):
    path = tmp_path / "fees.csv"
    path.write_text('kind,amount,options\nlabour,,"{""procedure"": ""\\ud800""}"\nlabour,,\n', encoding="utf-8")
    text, failed = run("quote_fee", path)
    assert failed
    assert text.encode("utf-8")
    assert [row[3] for row in csv.reader(io.StringIO(text))] == ["fee", "", "10.00"]


def test_an_empty_line_is_no_row_and_a_line_of_commas_is_one(tmp_path):
    path = tmp_path / "fees.csv"
    path.write_text(f"kind,amount,options\n\n,,\n  \nlabour,,{'x' * 200_000}\nlabour,,\n", encoding="utf-8")
    text, failed = run("quote_fee", path)
    assert failed
    csv.field_size_limit(1_000_000)
    assert [row[3] for row in csv.reader(io.StringIO(text))] == ["fee", "", "", "10.00"]


@pytest.mark.usefixtures("built_in")
def test_due_days(tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("start,days,due\n2026-09-28,7,\nyesterday,7,\n2026-10-03,7,\n", encoding="utf-8")
    text, failed = run("due_date", path)
    assert failed
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["start", "days", "due", "grounds"]
    assert [row[2] for row in rows[1:]] == ["2026-10-08", "", "2026-10-10"]
    assert rows[1][3].startswith("民事诉讼法第八十五条")
    assert rows[2][3].startswith("错误：")


@rows("name", ["quote_fee", "due_date"])
def test_no_file_no_columns(name, tmp_path):
    with pytest.raises(CommandError, match="找不到文件"):
        call_command(name, str(tmp_path / "none.csv"))
    for number, content in enumerate((b"", b"a,b\n1,2\n", b"\xff\xfe\x00")):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=r"文件"):
            call_command(name, str(path))
