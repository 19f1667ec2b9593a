# ruff: noqa: SLF001 - it fills what prefetch_related() would fill
"""Small tables read in one query with what they hang on: JSON columns made into rows again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, JSONField, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject


@dataclass(frozen=True)
class Beside:
    """Rows that come in the same query as their owner, for a page that needs a few of each of many tables.

    `name` is the reverse accessor (`case.numbers.all()` then asks nothing); with `link`, a lookup from the row to the
    owner, it is a plain list of that name. With `of`, a foreign key of the owner that is joined (select_related), the
    rows are that row's and not the owner's own: of a filing's case, say. `rows` narrows and orders; `columns` are all
    unless named, the others stay deferred; `within` takes columns of a row's foreign key along ({"judge": ("name",)}).
    """

    name: str
    rows: QuerySet[Any]
    columns: tuple[str, ...] = ()
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    link: str = ""
    of: str = ""

    def fields(self) -> list[Any]:
        meta = self.rows.model._meta
        wanted = {*self.columns, meta.pk.attname, *(meta.get_field(name).attname for name in self.within)}
        return [each for each in meta.concrete_fields if not self.columns or each.attname in wanted]


def with_rows(owners: QuerySet[Any], tables: Sequence[Beside]) -> QuerySet[Any]:
    """The queryset with every table as a column of JSON rows; `unpacked` makes rows of them."""
    columns = {}
    for each in tables:
        keys = {one.attname: one.attname for one in each.fields()}
        keys |= {f"{name}__{one}": f"{name}__{one}" for name, more in each.within.items() for one in more}
        holder: Any = owners.model._meta.get_field(each.of) if each.of else None
        model, key = (holder.related_model, holder.attname) if holder else (owners.model, "pk")
        rows = each.rows.filter(**{each.link or _foreign_key(model, each.name): OuterRef(key)})
        columns[f"beside_{each.name}"] = ArraySubquery(rows.values(json=JSONObject(**keys)))
    found: QuerySet[Any] = owners.annotate(**columns)
    return found


def unpacked(owner: Any, tables: Sequence[Beside]) -> Any:
    """The owner of `with_rows`, its accessors filled. A row's foreign key to another row at hand is that very row."""
    known: dict[tuple[type[Model], Any], Any] = {(type(owner), owner.pk): owner}
    for each in tables:
        holder = getattr(owner, each.of) if each.of else owner
        known[type(holder), holder.pk] = holder
        rows = [_row(each, json, known, owner._state.db) for json in owner.__dict__.pop(f"beside_{each.name}")]
        known |= {(type(row), row.pk): row for row in rows}
        _fill(holder, each, rows)
    return owner


def _foreign_key(model: type[Model], name: str) -> str:
    relation: Any = model._meta.get_field(name)
    return str(relation.field.name)


def _row(table: Beside, json: dict[str, Any], known: dict[tuple[type[Model], Any], Any], db: str) -> Any:
    fields = table.fields()
    values = [_value(each, json[each.attname]) for each in fields]
    row = table.rows.model.from_db(db, [each.attname for each in fields], values)
    for key in (each for each in fields if each.is_relation):
        at_hand = known.get((key.related_model, json[key.attname]))
        if at_hand is not None:
            key.set_cached_value(row, at_hand)
        elif key.name in table.within and json[key.attname] is not None:
            key.set_cached_value(row, _part(key, table.within[key.name], json, db))
    return row


def _part(key: Any, names: Sequence[str], json: dict[str, Any], db: str) -> Any:
    """The row behind a foreign key with only the columns that were taken along; the others would be asked for."""
    model = key.related_model
    fields = [each for each in model._meta.concrete_fields if each.primary_key or each.attname in names]
    values = [
        json[key.attname] if each.primary_key else _value(each, json[f"{key.name}__{each.attname}"]) for each in fields
    ]
    return model.from_db(db, [each.attname for each in fields], values)


def _value(column: Field[Any, Any], value: Any) -> Any:
    """A value out of JSON as the column's own reading would give it."""
    if value is None or isinstance(column, JSONField):
        return value
    if isinstance(column, ArrayField):
        return [_value(column.base_field, one) for one in value]
    if hasattr(column, "from_db_value"):
        return column.from_db_value(value, None, None)
    return column.to_python(value)


def _fill(owner: Any, table: Beside, rows: list[Any]) -> None:
    if table.link:
        owner.__dict__[table.name] = rows
        return
    relation = owner._meta.get_field(table.name)
    for row in rows:
        relation.field.set_cached_value(row, owner)
    if relation.one_to_one:
        relation.set_cached_value(owner, rows[0] if rows else None)
        return
    # The owner's own relation: whatever is chained on it asks for this owner's rows, not for the whole table.
    kept = getattr(owner, table.name).get_queryset()
    kept._result_cache, kept._prefetch_done = rows, True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[relation.cache_name] = kept
