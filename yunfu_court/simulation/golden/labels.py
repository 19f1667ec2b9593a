"""Names that stay: for cases, parties and accounts, and in place of whatever is drawn at random."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps

from common.cases.models import Case, Party
from common.people.models import User
from intake.filing.models import Draft
from yunfu_court.simulation.models import Played

_TOKEN = re.compile(r"(?<![\w-])[\w-]{16,40}(?![\w-])", re.ASCII)
_CODE = re.compile(r"(?<![\w-])(?:SJ-)?[A-Z0-9]{5}-[A-Z0-9]{5}(?![\w-])", re.ASCII)  # of a door, of a receipt
_SMS = re.compile(r"(?<=验证码 )\d{6}")
_RECEIPT = re.compile(r"XA\d{9}CN")  # the demo's post numbers its receipts by the key of the row
_KEY = re.compile(r"(?<=/)\d+(?=/|$)")
_ROW = re.compile(r"(\w+):(\d+)")  # `party:12`: a row named in a column of words
_CURSOR = re.compile(r"(?<=after=)[\w-]+")  # where a list's next page begins
_SPACE = re.compile(r"\s+")
_RANDOM = ("uid", "once", "ref")


class Labels:
    """What to call each row. A case has the number of its plan; one that continues another has a stroke: `12'`."""

    def __init__(self) -> None:
        self.cases: dict[int, str] = {}
        for number, case_id in Played.objects.order_by("pk").values_list("number", "case_id"):
            self.cases[case_id] = f"{number}'" if str(number) in self.cases.values() else str(number)
        self.parties = {each.pk: f"{each.side} {each.order} {each.name}" for each in Party.objects.order_by("pk")}
        self.users = {user.pk: user.display_name for user in User.objects.order_by("pk")}
        self._tokens = dict(self._random())
        self._tokens |= {each.uid: f"{{draft {each.form}}}" for each in Draft.objects.order_by("pk")}

    def _random(self) -> Iterator[tuple[str, str]]:
        models: list[Any] = list(apps.get_models())
        for model in models:
            for name in _RANDOM:
                if not hasattr(model, name):
                    continue
                for pk, value in model.objects.order_by("pk").values_list("pk", name):
                    yield str(value), f"{{{self.cases[pk] if model is Case else model.__name__.lower()}}}"

    def words(self, text: str) -> str:
        """The text in one line of single spaces, random names replaced."""
        text = _TOKEN.sub(lambda found: self._tokens.get(found[0], found[0]), _SPACE.sub(" ", text).strip())
        return _SMS.sub("######", _CODE.sub("{code}", _RECEIPT.sub("XA#CN", text)))

    def words_of(self, lines: list[str]) -> str:
        return "\n".join(map(self.words, lines))

    def holder(self, text: str) -> str:
        """`party:12` with the party's name, any other row without its key."""
        return _ROW.sub(lambda found: self.parties[int(found[2])] if found[1] == "party" else f"{found[1]}:#", text)

    def address(self, url: str) -> str:
        """A link without keys of rows; the case it is about is named."""
        parts = urlsplit(url)
        path = self.words(parts.path + (f"?{unquote(parts.query)}" if parts.query else ""))
        path = _CURSOR.sub("#", _KEY.sub("#", path))
        return f"{parts.scheme}://{parts.netloc}{path}" if parts.netloc else path

    def plain(self, value: Any) -> Any:
        """A JSON value with every text in it as `words`."""
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, dict):
            return {key: self.plain(each) for key, each in value.items()}
        return [self.plain(each) for each in value] if isinstance(value, list) else value
