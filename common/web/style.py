"""What the style pages show: one invented case, no database."""

from datetime import date, datetime, time, timedelta
from typing import Any

from common.law.articles import Finding, art
from common.law.clock import SHANGHAI
from common.web import fields
from common.web.forms import OnceForm
from common.web.paging import Page
from common.web.parts import CheckLine, Link, Moment, StageLine, StageState, Task, TaskGroup, TaskState, Waypoint


class SampleForm(OnceForm):
    name = fields.NameField(label="您的姓名", help_text="和身份证上的一致。")
    id_number = fields.IdNumberField(label="居民身份证号码")
    company_code = fields.UsccField(label="统一社会信用代码", required=False)
    phone = fields.PhoneField(label="手机号", help_text="法院用这个号码联系您。")
    amount = fields.MoneyField(label="要求返还的金额", min_fen=1)
    lent_on = fields.DateField(label="借款日期")
    written = fields.YesNo(label="有没有借条？", yes="有", no="没有", unsure=True)
    way = fields.ChoiceRadios(
        label="希望怎样解决",
        choices=[("mediate", "先调解"), ("sue", "直接审理")],
        hints={"mediate": "一般 30 天内有结果，不收费，不公开。"},
    )
    proofs = fields.Checkboxes(
        label="手上有哪些证据",
        choices=[("note", "借条"), ("transfer", "转账记录"), ("chat", "聊天记录")],
        required=False,
    )
    story = fields.LongText(label="借款经过", max_length=500, help_text="什么时候、因为什么、怎么给的钱。")
    evidence = fields.FileField(label="上传证据", max_files=5, required=False)
    promise = fields.Agree(label="以上内容属实，我愿意承担虚假陈述的法律责任")
    signature = fields.SignatureField(label="签名")


def samples(*, today: date) -> dict[str, Any]:
    soon, later = today + timedelta(days=3), today + timedelta(days=15)
    morning = datetime.combine(today, time(9, 20), SHANGHAI)
    done, view, wrong = TaskState.DONE, StageState.VIEW, TaskState.WRONG
    return {
        "today": today,
        "soon": soon,
        "later": later,
        "finding": Finding(287201, (art("收费办法", 13, 1, 1), art("收费办法", 15))),
        "step_items": [Waypoint("身份", "done"), Waypoint("请求", "now"), Waypoint("证据"), Waypoint("提交")],
        "moments": [
            Moment(morning, "陈老师接受调解", "now", detail="调解期限到 12 月 8 日"),
            Moment(today - timedelta(days=3), "您和李四都同意先行调解", ground=(art("民诉法", 125),)),
            Moment(today - timedelta(days=4), "立案", links=[Link("受理案件通知书.pdf", "#")]),
            Moment(today - timedelta(days=9), "网上提交立案申请"),
        ],
        "stages": [
            StageLine("立案", StageState.DONE, "#"),
            StageLine("先行调解", StageState.YOURS, "#", "请选择时间"),
            StageLine("交费", StageState.GOING),
            StageLine("卷宗", view, "#"),
            StageLine("审理", StageState.LATER),
        ],
        "groups": [
            TaskGroup(
                "一　谁和谁",
                [
                    Task("填写您的身份信息", "#", done),
                    Task("填写被告信息", "#", TaskState.DOING),
                    Task("委托代理人", "#", optional=True),
                ],
            ),
            TaskGroup(
                "二　要什么，为什么",
                [
                    Task("上传证据", "#", wrong, "1 份文件打不开", "可以用手机拍照"),
                    Task("核对并提交", state=TaskState.LOCKED),
                ],
            ),
        ],
        "rows": [
            CheckLine("您的姓名", "张三", "#"),
            CheckLine("要求返还的金额", "128,600.50 元", "#"),
            CheckLine("借款经过", "2025 年 3 月 1 日，李四因装修向我借款。\n约定一年内还清，到期没有还。", "#"),
            CheckLine("委托代理人", "", "#"),
        ],
        "route_a": [
            ("时间", "30 天内"),
            ("费用", "不收费"),
            ("效力", "可以申请司法确认后强制执行"),
            ("保密", "不公开"),
        ],
        "route_b": [
            ("时间", "小额诉讼两个月内"),
            ("费用", "2,872.01 元，由败诉方负担"),
            ("效力", "判决可以强制执行"),
            ("保密", "一般公开"),
        ],
        "figures": [
            ("网上立案率", 63.2, 60, "按此节奏年底 63.5"),
            ("网上缴费率", 47.9, 50, "余下 6 周每周需多 31 件"),
            ("调解在线办理占比", 38.4, 30, "比上月 +1.2"),
        ],
        "work": [
            (today, "赵六 诉 罗定市某建材店", "买卖合同纠纷", 4620000, "网上", "补正已回，3 处改动"),
            (today + timedelta(days=1), "某银行云浮分行 诉 王某等", "信用卡纠纷", 3811452, "批量 12/40", "系列案"),
            (soon, "张三 诉 李四", "民间借贷纠纷", 12860050, "网上", "未经调解"),
            (later, "陈䶮 诉 某物流公司", "追索劳动报酬纠纷", 980000, "窗口 · 口头", "可不预交"),
        ],
        "page": Page(rows=[1], next="bWFyaw", prev="", size=50),
    }
