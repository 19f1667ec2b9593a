"""Names that can be found by any two characters in a row."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from common.law.names import name_key


def bigrams(text: str) -> list[str]:
    """The sorted two-character pieces of a name as it is compared (`common.law.names`): no blanks, dots or brackets.

    A single character gives itself. A row matches a search when its array contains all pieces of the query:
    ``filter(name_grams__contains=bigrams("小明"))``. (Trigrams find nothing for two-character names.)
    """
    plain = name_key(text)
    if len(plain) < 2:
        return [plain] if plain else []
    return sorted({plain[i : i + 2] for i in range(len(plain) - 1)})


def pieces(*texts: str) -> list[str]:
    """What something called by these texts is found by: every two characters in a row, and every single one."""
    return sorted({piece for text in texts for piece in (*bigrams(text), *name_key(text))})


class NameGramsField(ArrayField):
    """`text[] COLLATE "C"` holding `bigrams(<name>)`; give it a GinIndex. C collation compares bytes: fast, and right
    on every machine."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("base_field", None)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(models.TextField(db_collation="C"), **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, "common.fields.grams.NameGramsField", args, kwargs
