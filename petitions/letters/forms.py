"""What is asked of petitioners and officers. Forms clean; they never save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from common.cases.actions import PartyData
from common.cases.states import PartyKind, Side
from common.courts.models import Court, Division
from common.fields import choices_of
from common.people.models import Membership
from common.web.fields import (
    Agree,
    ChoiceRadios,
    CodeField,
    DateField,
    IdNumberField,
    LongText,
    NameField,
    PhoneField,
    YesNo,
    choices_with_empty,
)
from common.web.forms import CourtForm, OnceForm
from petitions.letters.actions.lodging import ANONYMOUS
from petitions.letters.rules import REPRESENTATIVES
from petitions.letters.states import REROUTE_REASONS, About, FollowUp, Form, Limb, Outcome, Procedural, ReopenReason


class LodgeForm(OnceForm):
    """One well-ordered page: what it is about, what happened, who you are."""

    about = ChoiceRadios(
        label="您反映的是哪方面的事？", choices=choices_of(About), hints={one.value: one.hint for one in About}
    )
    court = forms.ChoiceField(label="向哪个法院反映", help_text="一般选办理您案件的法院。")
    concerned_number = CodeField(
        label="所涉案件的案号",
        required=False,
        max_length=60,
        help_text="没有案件或者记不清的可以不填。例如（2026）粤5381民初123号",
    )
    content = LongText(
        label="情况和理由", max_length=3000, rows=8, help_text="时间、地点、人员和经过。请如实填写，写您知道的就可以。"
    )
    demand = LongText(label="您的请求", max_length=500, rows=3, help_text="您希望法院做什么。")
    anonymous = YesNo(
        label="您愿意留下姓名吗？",
        yes="不留姓名",
        no="留下姓名",
        help_text="留下姓名，法院才能书面答复您，也才能核实您的案件。不留姓名的，请凭编号和查询码自己查看答复。",
    )
    kind = ChoiceRadios(
        label="您以谁的名义反映？",
        choices=[(PartyKind.NATURAL.value, "个人"), (PartyKind.LEGAL.value, "单位")],
        inline=True,
        initial=PartyKind.NATURAL.value,
        required=False,
    )
    name = NameField(label="姓名或者单位名称", required=False)
    phone = PhoneField(label="联系电话", required=False, landline=True)
    id_number = IdNumberField(label="身份证号码", required=False, help_text="填写后，属于您本人的案件会自动关联。")
    address = forms.CharField(
        label="通信地址", required=False, max_length=200, help_text="需要寄送纸质答复的，请填写。"
    )
    people = forms.IntegerField(label="一共几人反映", min_value=1, max_value=10_000, initial=1, required=False)
    representatives = forms.IntegerField(
        label="其中代表几人",
        min_value=1,
        max_value=REPRESENTATIVES,
        initial=1,
        required=False,
        error_messages={"max_value": f"多人共同反映的，推选的代表不超过 {REPRESENTATIVES} 人。"},
        help_text=f"多人共同反映的，推选代表，不超过 {REPRESENTATIVES} 人。",
    )

    phone_needed = True

    def __init__(self, *args: Any, courts: Iterable[Court], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.name) for one in courts]
        self.offer("court", choices if len(choices) == 1 else choices_with_empty(choices))
        self.courts = {str(one.pk): one for one in courts}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("anonymous") is False:
            self.need("name", "请填写姓名或者单位名称；不愿留姓名的，请在上面选择“不留姓名”。")
            if self.phone_needed:
                self.need("phone", "请填写联系电话，方便承办人与您联系。")
        for name in ("people", "representatives"):
            data[name] = data.get(name) or 1
        if data["representatives"] > data["people"]:
            self.add_error("representatives", "代表人数不能多于反映的人数。")
        return data

    def petitioner(self, *, user_id: int | None = None, id_number: str = "") -> PartyData:
        """The petitioner as a party; somebody who gives no name leaves no other trace either."""
        data = self.cleaned_data
        if data["anonymous"]:
            return PartyData(side=Side.PETITIONER, kind=PartyKind.NATURAL, name=ANONYMOUS)
        return PartyData(
            side=Side.PETITIONER,
            kind=PartyKind(data["kind"] or PartyKind.NATURAL),
            name=data["name"],
            phone=data["phone"],
            id_number=data["id_number"] or id_number,
            address=data["address"],
            user_id=user_id,
        )


class PublicLodgeForm(LodgeForm):
    promise = Agree(label="我反映的情况是真实的，没有捏造、歪曲事实，也没有诬告、陷害他人。")


class CounterForm(LodgeForm):
    """A letter, a visitor, a call: typed in by the staff; what was said orally is written down as it was said."""

    form = ChoiceRadios(label="形式", choices=choices_of(one for one in Form if one is not Form.WEB), inline=True)
    received_on = DateField(label="收到日期", help_text="来信按收到日填写，答复期限从这一天起算。")
    phone_needed = False
    field_order = ["once", "form", "received_on", "about", "court"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confine("received_on", latest=today)
        self.fields["received_on"].initial = today


class VersionForm(CourtForm):
    """A form of the officers' page: carries the version it was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput(), label="")


class RerouteForm(VersionForm):
    division = forms.ChoiceField(label="承办部门")
    owner = forms.ChoiceField(label="承办人")
    reason = forms.ChoiceField(label="原因", choices=choices_with_empty(choices_of(REROUTE_REASONS)))
    words = forms.CharField(label="说明", required=False, max_length=300)

    def __init__(self, *args: Any, divisions: Iterable[Division], owners: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("division", choices_with_empty((str(one.pk), one.name) for one in divisions))
        self.offer("owner", choices_with_empty((str(one.user_id), str(one.user)) for one in owners))


class ComplainedForm(VersionForm):
    user = forms.ChoiceField(label="本院人员")

    def __init__(self, *args: Any, posts: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "user", choices_with_empty((str(one.user_id), f"{one.user}（{one.get_role_display()}）") for one in posts)
        )


class LinkForm(VersionForm):
    number = CodeField(label="案号", max_length=60, help_text="例如（2026）粤5381民初123号")


class SortForm(VersionForm):
    limb = ChoiceRadios(label="归类", choices=choices_of(Limb))
    words = forms.CharField(label="理由", required=False, max_length=300, help_text="更正归类的，请写明理由。")


class ProlongForm(VersionForm):
    days = forms.IntegerField(label="延长几日", min_value=1)
    reason = forms.CharField(label="理由", max_length=300, help_text="情况怎么复杂。批准后会告知信访人。")

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].widget.attrs["max"] = most
        self.fields["days"].help_text = f"最多 {most} 日。"


class DecideForm(VersionForm):
    granted = YesNo(label="您的决定", yes="批准", no="不批准")
    words = forms.CharField(label="意见", required=False, max_length=300, help_text="不批准的，请写明理由。")


class ProceduralForm(VersionForm):
    template = forms.ChoiceField(label="内容", choices=choices_of(Procedural), widget=forms.HiddenInput())
    text = LongText(label="正文", max_length=4000, rows=10, help_text="一行一段。称谓、落款和依据会自动加上。")


class AnswerForm(VersionForm):
    outcome = forms.ChoiceField(label="处理结果", choices=choices_of(Outcome), widget=forms.HiddenInput())
    text = LongText(
        label="正文", max_length=6000, rows=14, help_text="一行一段。称谓、复查途径、落款和依据会自动加上。"
    )


class ConcludeForm(VersionForm):
    follow_up = ChoiceRadios(label="回访方式", choices=choices_of(FollowUp))
    words = LongText(label="信访人的意见或者联系经过", required=False, max_length=500, rows=3)


class ReopenForm(VersionForm):
    reason = ChoiceRadios(label="重新办理的原因", choices=choices_of(ReopenReason))


class FilterForm(forms.Form):
    """The list's filters, all in the address bar; what is not understood is ignored."""

    q = forms.CharField(required=False, max_length=60)
    show = forms.ChoiceField(
        required=False, choices=[("open", "未办结"), ("mine", "我承办的"), ("late", "已超期"), ("done", "已办结")]
    )
    about = forms.ChoiceField(required=False, choices=choices_with_empty(choices_of(About), "全部"))
    form = forms.ChoiceField(required=False, choices=choices_with_empty(choices_of(Form), "全部"))

    def asked(self) -> dict[str, Any]:
        """What was asked for, by every field; "" where nothing was, or nothing that can be read."""
        self.is_valid()
        return {**dict.fromkeys(self.fields, ""), **self.cleaned_data}
