"""What the court clerk writes down about a service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms

from common.delivery.rules import Signed
from common.delivery.states import Method, Relation, Unsigned
from common.fields import choices_of
from common.law.abroad import Home
from common.web.fields import Agree, Checkboxes, ChoiceRadios, DateField, FileField, LongText
from common.web.forms import CourtForm

_BY_HAND = choices_of(m for m in Method if m not in (Method.ELECTRONIC, Method.PUBLIC))


class KeptForm(CourtForm):
    """Where a party takes papers, wherever it says so: whether the other side may know it (专递规定4; 反家暴法5)."""

    kept = Checkboxes(
        label="地址保密",
        choices=[("yes", "不让对方知道我的地址")],
        required=False,
        help_text="怕对方找上门的，请勾选。法院照样联系您；对方看到的文书不写您的住址、电话，也不会请对方找您。",
    )

    field_order = ("recipient_name", "postal", "phone", "e_consent", "kept")


class _Envelope(CourtForm):
    """Asks what else lay in the envelope: one result, written down once."""

    together = Checkboxes(label="同一个信封里还有", required=False)

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.offer("together", others)
        else:
            del self.fields["together"]


class _MaybeSent(_Envelope):
    """Asks for the day of dispatch where nobody wrote it down yet: with `sent` it is known, or the system's own."""

    dispatched_on = DateField(label="发出日期", required=False, help_text="寄出、带出或者通知领取的日期，还没登记的填")
    sent_proof = forms.CharField(
        label="发出凭证", required=False, max_length=200, help_text="以前发出的必填：邮件号码，或者谁、怎么发出的"
    )

    def __init__(self, *args: Any, sent: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sent:
            del self.fields["dispatched_on"], self.fields["sent_proof"]


class RecordForm(_MaybeSent):
    method = ChoiceRadios(label="送达方式", choices=_BY_HAND)
    day = DateField(label="送达日期", help_text="签收日期，或邮件回执上注明的收件日期")
    number = forms.CharField(label="邮件号码", required=False, max_length=40, help_text="邮寄送达填，回执上印着")
    signer = forms.CharField(label="签收人姓名", required=False, max_length=40, help_text="回证、回执上签的名字")
    relation = ChoiceRadios(label="签收人是受送达人的", choices=choices_of(Relation), required=False)
    identity = forms.CharField(
        label="证件号码后 4 位", required=False, max_length=4, help_text="当面交给签收人的，请核对证件"
    )
    refused = forms.CharField(
        label="拒收情况",
        required=False,
        max_length=200,
        help_text="拒绝签收、留置送达、邮件退回的填：谁、为什么。邮件退回的，送达日期填退回的那天",
    )
    witness = forms.CharField(
        label="见证人姓名", required=False, max_length=40, help_text="留置送达的填；有照片、录像的可以不填"
    )
    witness_of = forms.CharField(label="见证人单位", required=False, max_length=60)
    photo = FileField(label="送达回证或者送达过程的照片", required=False)

    def __init__(self, *args: Any, may: Sequence[Relation] = tuple(Relation), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("relation", choices_of(may))

    @property
    def shown(self) -> Signed:
        """What the receipt shows."""
        return Signed(**{each.name: self.cleaned_data[each.name] for each in fields(Signed)})


class SendForm(_Envelope):
    on = DateField(label="发出日期", help_text="寄出、带出或者通知领取的日期。是否按期发送，按这一天算")
    proof = forms.CharField(
        label="发出凭证", required=False, max_length=200, help_text="补登以前的必填：邮件号码，或者谁、怎么发出的"
    )


class CorrectForm(CourtForm):
    """The day of dispatch, written down wrongly before."""

    on = DateField(label="正确的发出日期")
    expected = forms.DateField(required=False, widget=forms.HiddenInput)  # the day the page showed
    proof = forms.CharField(
        label="发出凭证", max_length=200, help_text="邮件号码，或者谁、怎么发出的。原来的日期会留在记录里"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_correct_%s")  # stands beside the record of receipt, with a proof of its own
        super().__init__(*args, **kwargs)


class FailForm(_MaybeSent):
    reason = LongText(label="未能送达的原因", max_length=200, rows=3)


class UnsignedForm(CourtForm):
    """Somebody of the court writes down that nobody signs for what binds by that."""

    how = ChoiceRadios(label="没有签收的情况")
    reason = LongText(
        label="经过", max_length=200, rows=3, help_text="谁、什么时候、怎么说的；没有送到的，试过哪些方式"
    )

    def __init__(self, *args: Any, ways: Sequence[Unsigned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("how", choices_of(ways))


class AcceptForm(CourtForm):
    """Signs for what binds by its signature."""

    read = Agree(label="我看过调解书，同意签收，愿意按它履行")


class AgainForm(CourtForm):
    """Another way, perhaps to another address."""

    method = ChoiceRadios(label="改用什么方式送达")
    postal = forms.CharField(
        label="新的送达地址", required=False, max_length=200, help_text="知道新地址的，填在这里；以后的文书也寄到这里"
    )

    home = ChoiceRadios(
        label="受送达人的住所",
        choices=choices_of(Home),
        required=False,
        help_text="在中国没有住所的，公告、答辩、上诉的时间更长；与原来登记的不同的，在这里改",
    )

    def __init__(self, *args: Any, ways: Sequence[Method], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("method", choices_of(ways))


class CollectForm(_Envelope):
    """Whoever stands at the window takes their papers along."""

    identity = forms.CharField(label="证件号码后 4 位", max_length=4, help_text="再核对一次来人的证件")
    checked = Agree(label="文书已经当面交给来人，来人已在送达回证上签名")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "together" in self.fields:
            self.fields["together"].label = "一起交给来人的"


class ElsewhereForm(CourtForm):
    """Where the other side is found, as whoever sued knows it."""

    postal = forms.CharField(label="对方的地址", required=False, max_length=200, help_text="写到门牌号，文书寄到这里")
    phone = forms.CharField(
        label="对方的电话", required=False, max_length=30, help_text="法院打电话找对方；不把您的话告诉对方"
    )
    other = LongText(
        label="其他找到对方的办法", required=False, max_length=200, rows=3, help_text="工作单位、亲属、常去的地方"
    )
    unknown = Agree(label="我都不知道。法院决定用别的方式送", required=False)


class PublishForm(CourtForm):
    on = DateField(label="发出公告的日期", help_text="在几处公告的，填最后张贴或者刊登的日期")
    where = LongText(
        label="公告的地方、原因和经过",
        max_length=400,
        rows=3,
        help_text="例如：在法院公告栏和被告住所地张贴，已拍照；因被告下落不明",
    )
    gist = LongText(label="公告写明的内容", max_length=1000, rows=4)
    read = Agree(label="我读过要公开的内容，里面没有孩子、证件号码、电话、账号、住址，也没有不该公开的事")

    def __init__(self, *args: Any, what: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if what:
            self.fields["gist"].label = what
            self.fields[
                "gist"
            ].help_text = "只写要点，会和公告一起公开，请先读一遍。家事案件、写到孩子的，网上只写请到法院看"
        else:
            del self.fields["gist"], self.fields["read"]
