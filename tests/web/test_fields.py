"""What people type, and what the rules get."""

import base64
import io
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from PIL import Image

from common.web import fields
from common.web.forms import CourtForm
from common.web.uploads import EVIDENCE


def ask(field: forms.Field, value: Any) -> Any:
    """The cleaned value of one field in a form, or its first error."""
    form = type("F", (CourtForm,), {"x": field})({"x": value})
    return form.cleaned_data["x"] if form.is_valid() else form.errors["x"][0]


@pytest.mark.parametrize(
    ("field", "typed", "clean"),
    [
        (fields.MoneyField(), "１２８，６００．５元", 12860050),
        (fields.MoneyField(), "￥1,000", 100000),
        (fields.DateField(), "2026年11月23日", date(2026, 11, 23)),
        (fields.DateField(), "2026/11/3", date(2026, 11, 3)),
        (fields.DateField(), "２０２６-１１-２３", date(2026, 11, 23)),
        (fields.DateField(), "20261123", date(2026, 11, 23)),
        (fields.IdNumberField(), "11010519491231002x", "11010519491231002X"),
        (fields.IdNumberField(), "110105 19491231 002Ｘ", "11010519491231002X"),
        (fields.UsccField(), "91110000600037341l", "91110000600037341L"),
        (fields.PhoneField(), "+86 138-0013-8000", "13800138000"),
        (fields.PhoneField(landline=True), "0766-8123456", "0766-8123456"),
        (fields.PhoneField(), "+852 9123 4567", "+85291234567"),
        (fields.PhoneField(landline=True), "（0766）8123456/13800138000", "0766-8123456、13800138000"),
        (fields.NameField(), "阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        (fields.NameField(), "阿卜杜拉●买买提", "阿卜杜拉·买买提"),
        (fields.NameField(), "สมชาย ใจดี", "สมชาย ใจดี"),
        (fields.NameField(), "某某【云浮】＋有限公司", "某某【云浮】+有限公司"),
        (fields.NameField(), "某某（云浮）有限公司", "某某（云浮）有限公司"),
        (fields.NameField(), "７天酒店", "7天酒店"),
        (fields.NameField(), "陈䶮", "陈䶮"),
        (fields.NameField(), "བསྟན་འཛིན", "བསྟན་འཛིན"),
        (fields.NameField(), "王\U00031350", "王\U00031350"),
        (fields.NameField(), "李\U000323af", "李\U000323af"),
        (fields.MoneyField(), "三块五", 350),
        (fields.LongText(), "借款，①现金\r\n②转账", "借款，①现金\n②转账"),
        (fields.YesNo(), "yes", True),
        (fields.YesNo(), "no", False),
        (fields.YesNo(unsure=True), "unsure", None),
    ],
)
def test_understood(field: forms.Field, typed: str, clean: Any) -> None:
    assert ask(field, typed) == clean


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (fields.MoneyField(label="金额"), "", "请填写金额。"),
        (fields.MoneyField(min_fen=1), "0", "金额不能少于 0.01 元。"),
        (fields.MoneyField(max_fen=100), "1.01", "金额不能超过 1.00 元。"),
        (fields.MoneyField(), "好多钱", "金额应为一个确切的数，单位元，最多两位小数，例如 128600.50、8万、三万六。"),
        (fields.DateField(), "2026-02-30", "没有 2026 年 2 月 30 日这一天，请核对。"),
        (
            fields.DateField(),
            "2025年1月",
            "请写到哪一天；只记得年月的，先填这个月的 1 日，再在经过里写明只记得年月。",
        ),
        (fields.DateField(), "昨天", "请按“2026-11-23”的样子填写日期。"),
        (fields.DateField(latest=date(2026, 11, 23)), "2026-11-24", "日期不能晚于 2026-11-23。"),
        (fields.IdNumberField(), "110105194912310021", "身份证号码的校验位不对，请逐位核对。"),
        (fields.IdNumberField(), "11010519491231002", "身份证号码应为18位，现在是17位。"),
        (fields.UsccField(), "911100006000373411", "统一社会信用代码的校验位不对，请逐位核对。"),
        (fields.PhoneField(), "12345", "请填写 11 位手机号，例如 13800138000。"),
        (fields.PhoneField(), "13800138000/13900139000", "请只填写一个手机号。"),
        (fields.PhoneField(), "0766-8123456", "请填写 11 位手机号，例如 13800138000。"),
        (
            fields.NameField(),
            "<script>",
            "姓名或名称中有不能识别的字符，请只填写证件上的姓名或名称；证件上就是这样的，请到窗口办理。",
        ),
        (fields.LongText(max_length=3), "一二三四", "最多 3 个字，现在有 4 个字。请删减后再继续。"),
        (fields.YesNo(label="有没有借条？"), "", "请选择有没有借条。"),
        (fields.YesNo(), "unsure", "请从给出的选项中选择。"),
        (fields.Agree(label="以上内容属实"), "", "请勾选以上内容属实。"),
        (forms.IntegerField(label="人数"), "两个", "请只填写数字。"),
        (forms.EmailField(label="邮箱"), "abc", "电子邮箱格式不对，例如 name@example.com。"),
        (forms.CharField(label="备注"), "\x00", "请填写备注。"),
    ],
)
def test_refused_in_chinese(field: forms.Field, typed: str, words: str) -> None:
    assert ask(field, typed) == words


def test_a_message_of_the_field_itself_stays() -> None:
    assert ask(forms.CharField(error_messages={"required": "请写清楚住址。"}), "") == "请写清楚住址。"


def test_a_password_is_not_touched() -> None:
    typed = "　Ｐass，word "
    assert ask(forms.CharField(strip=False, widget=forms.PasswordInput()), typed) == typed


# --- Files -----------------------------------------------------------------------------------------------------------


def upload(field: fields.FileField, *files: SimpleUploadedFile) -> Any:
    form = type("F", (CourtForm,), {"x": field})(QueryDict(), MultiValueDict({"x": list(files)}))
    return form.cleaned_data["x"] if form.is_valid() else list(form.errors["x"])


def test_each_wrong_file_gets_its_own_message() -> None:
    said = upload(
        fields.FileField(max_bytes=10, max_files=3),
        SimpleUploadedFile("借条.exe", b"x"),
        SimpleUploadedFile("空.pdf", b""),
        SimpleUploadedFile("大.PDF", b"x" * 2048),
    )
    assert said == [
        "“空.pdf”是空文件，请检查后重新上传。",
        "“大.PDF”有 2 KB，超过 1 KB 的上限。请压缩或拆分后重新上传。",
    ]


def test_a_name_decides_nothing_and_may_be_long_or_missing() -> None:
    """What a file is, its content says (common.documents)."""
    assert len(upload(fields.FileField(), SimpleUploadedFile("借条.exe", b"x"))) == 1
    assert len(upload(fields.FileField(), SimpleUploadedFile("借" * 255, b"x"))) == 1


def test_a_field_says_what_it_takes() -> None:
    assert fields.FileField().help_text == "可以上传照片、PDF，每份不超过 50 MB。"
    assert fields.FileField(types=("pdf",)).help_text == "可以上传 PDF，每份不超过 50 MB。"
    assert fields.FileField(types=EVIDENCE, max_files=10).help_text == (
        "可以上传照片、PDF、Word（docx）、OFD、录音、录像，每份不超过 50 MB，录音、录像不超过 300 MB，最多 10 份。"
    )


def test_good_files_come_as_a_list() -> None:
    files = upload(fields.FileField(max_files=2), SimpleUploadedFile("1.pdf", b"a"), SimpleUploadedFile("2.jpg", b"b"))
    assert [file.name for file in files] == ["1.pdf", "2.jpg"]


def test_too_many_and_none() -> None:
    two = (SimpleUploadedFile("1.pdf", b"a"), SimpleUploadedFile("2.pdf", b"b"))
    assert upload(fields.FileField(max_files=1), *two) == ["一次最多上传 1 份，您选了 2 份。"]
    assert upload(fields.FileField(label="证据")) == ["请上传证据。"]
    assert upload(fields.FileField(required=False)) == []


# --- Signature -------------------------------------------------------------------------------------------------------


def png(width: int = 300, height: int = 120) -> str:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def sign(drawn: str = "", typed: str = "", agreed: str = "", *, required: bool = True) -> Any:
    form_class = type("F", (CourtForm,), {"x": fields.SignatureField(label="签名", required=required)})
    data = {"x_0": drawn, "x_1": typed} | ({"x_2": agreed} if agreed else {})
    form = form_class(data)
    return form.cleaned_data["x"] if form.is_valid() else form.errors["x"][0]


def test_a_drawing_or_a_typed_name_signs() -> None:
    drawn = sign(png())
    assert drawn.kind == "drawn"
    assert drawn.png.startswith(b"\x89PNG")
    assert sign(typed="张三", agreed="on") == fields.Signature("typed", "张三")
    assert sign(required=False) is None


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        ({}, "请在框内手写签名；也可以填写姓名并勾选确认。"),
        ({"typed": "张三"}, "填写姓名签名时，请同时勾选确认。"),
        ({"agreed": "on"}, "请填写您的姓名。"),
        ({"drawn": "data:text/html;base64,PHNjcmlwdD4="}, "签名没有完整保存，请清除后重新书写。"),
        ({"drawn": png(10, 10)}, "签名没有完整保存，请清除后重新书写。"),
        ({"drawn": png()[:-20]}, "签名没有完整保存，请清除后重新书写。"),
        ({"drawn": "data:image/png;base64," + "A" * 300_000}, "签名没有完整保存，请清除后重新书写。"),
    ],
)
def test_what_is_no_signature(signed: dict[str, str], words: str) -> None:
    assert sign(**signed) == words


def test_a_long_question_is_named_in_the_summary() -> None:
    class Long(CourtForm):
        promise = fields.Agree(label="我已经逐项看过以上内容，知道虚假陈述要承担法律责任")

    form = Long({})
    assert form.errors["promise"] == ["请勾选这一项。"]
    assert [line.text for line in form.error_lines()] == ["请勾选“我已经逐项看过以上内容，知道虚假陈述…”。"]
