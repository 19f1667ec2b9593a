"""The catalogue of service items (实施意见12), read from intake/data/services: a file a class, a row an item.

A length is never typed there: a clock names its term, a sentence says {term:key}. Articles are written as
民诉法 122-126, 民诉法 123/2 (paragraph), 收费办法 14(2) (item). Whatever names a term, a law, a figure, a proof or
a class that nobody knows is refused with its file and item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import Any

from common.law import parameters
from common.law.articles import Article, Mark, art
from common.law.terms import TERMS
from common.law.terms.wording import named
from intake.requests.states import Scale, ServiceClass

_CITE = re.compile(r"(?P<law>\S+)(?: (?P<first>\d+)(?:-(?P<last>\d+)|/(?P<paragraph>\d+)|\((?P<item>\d+)\))?)?")
_FOLDER = ("data", "services")
_SHAPED = ("code", "mark", "bring", "court", "yours", "fee", "articles")  # what is more than words


@dataclass(frozen=True, slots=True)
class Span:
    """One article, or several in a row, of one law."""

    first: Article
    last: Article

    @property
    def words(self) -> str:
        """民事诉讼法第一百二十二条至第一百二十六条."""
        return self.first.short if self.first == self.last else f"{self.first.short}至{self.last.place}"

    @property
    def articles(self) -> tuple[Article, ...]:
        if self.first == self.last:
            return (self.first,)
        return tuple(art(self.first.law, each) for each in range(int(self.first.number), int(self.last.number) + 1))


@dataclass(frozen=True, slots=True)
class Material:
    """Something to bring. ``instead``: what does as well, or why it need not be brought."""

    what: str
    note: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long: by its term in common/law/data/terms.csv, or said in words that hold no length."""

    term: str = ""
    said: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs, in words; ``scale`` where the tariff works it out."""

    said: str
    note: str = ""
    scale: Scale | None = None


@dataclass(frozen=True)
class Service:
    """One item as everybody reads it. ``settings`` and ``doubt``: what is not confirmed law, for staff alone."""

    code: str
    cls: ServiceClass
    name: str
    mark: Mark
    lead: str
    who: tuple[str, ...]
    conditions: tuple[str, ...]
    bring: tuple[Material, ...]
    court: tuple[Clock, ...]
    fee: Fee
    result: tuple[str, ...]
    grounds: tuple[Span, ...]
    words: tuple[str, ...]
    proofs: tuple[str, ...]
    yours: tuple[Clock, ...] = ()
    after: str = ""
    care: str = ""
    form: str = ""
    settings: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for span in self.grounds for article in span.articles)

    @property
    def doubtful(self) -> bool:
        """Whether staff are told 待确认."""
        return self.mark is Mark.RECALLED or bool(self.settings or self.doubt)

    def texts(self) -> Iterator[str]:
        """Every sentence that a person reads of it."""
        yield from (self.lead, self.after, self.care, self.fee.said, self.fee.note, *self.who, *self.conditions)
        yield from self.result
        for each in self.bring:
            yield from (each.what, each.note, each.instead)
        for clock in (*self.court, *self.yours):
            yield from (clock.said, clock.note)


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that is no longer demanded, and what does in its place."""

    key: str
    name: str
    instead: str
    grounds: tuple[Span, ...]


@dataclass(frozen=True)
class Catalogue:
    """All items, by class and number, and the proofs no longer demanded."""

    services: tuple[Service, ...]
    proofs: tuple[Proof, ...] = field(default=())

    @cached_property
    def by_code(self) -> Mapping[str, Service]:
        return {each.code: each for each in self.services}

    def of(self, cls: ServiceClass) -> tuple[Service, ...]:
        return tuple(each for each in self.services if each.cls is cls)

    def proofs_of(self, service: Service) -> tuple[Proof, ...]:
        return tuple(each for each in self.proofs if each.key in service.proofs)

    def asking(self, proof: Proof) -> tuple[Service, ...]:
        """The items for which it is not demanded."""
        return tuple(each for each in self.services if proof.key in each.proofs)


def read(files: Mapping[str, list[dict[str, Any]]]) -> Catalogue:
    """File name -> its rows. ValueError, naming file and item, where a row is not one."""
    proofs = tuple(_checked("proofs", row, _proof) for row in files.get("proofs", ()))
    known = {each.key for each in proofs}
    services: dict[str, Service] = {}
    for name, rows in files.items():
        if name in ("proofs", "synonyms"):
            continue
        for row in rows:
            each = _checked(name, row, lambda raw, cls=name: _service(raw, cls))
            if each.code in services:
                raise ValueError(f"{name}.json, {each.code}: stands there twice")
            if missing := set(each.proofs) - known:
                raise ValueError(f"{name}.json, {each.code}: no proof is called {', '.join(sorted(missing))}")
            services[each.code] = each
    ordered = sorted(services.values(), key=lambda each: (list(ServiceClass).index(each.cls), each.code))
    return Catalogue(tuple(ordered), proofs)


def _checked(name: str, row: dict[str, Any], make: Any) -> Any:
    try:
        return make(row)
    except (LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{name}.json, {row.get('code') or row.get('key')}: {error!r}") from error


def _service(raw: dict[str, Any], cls: str) -> Service:
    fee = dict(raw["fee"])
    scale = fee.pop("scale", None)
    plain = {key: value for key, value in raw.items() if key not in _SHAPED}
    rest: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in plain.items()}
    made = Service(
        code=raw["code"],
        cls=ServiceClass(cls),
        mark=Mark(raw["mark"]),
        bring=tuple(Material(**each) for each in raw["bring"]),
        court=tuple(Clock(**each) for each in raw["court"]),
        yours=tuple(Clock(**each) for each in raw.get("yours", ())),
        fee=Fee(scale=Scale(scale) if scale else None, **fee),
        grounds=spans(raw["articles"]),
        **rest,
    )
    _known(made)
    return made


def _known(made: Service) -> None:
    clocks = [clock.term for clock in (*made.court, *made.yours) if clock.term]
    if unknown := {*clocks, *(key for text in made.texts() for key in named(text))} - set(TERMS):
        raise ValueError(f"no term is called {', '.join(sorted(unknown))}")
    if unknown := set(made.settings) - {each.key for each in parameters.FIGURES}:
        raise ValueError(f"no figure is called {', '.join(sorted(unknown))}")
    if any(bool(clock.term) == bool(clock.said) for clock in (*made.court, *made.yours)):
        raise ValueError("a clock names its term, or says in words how long it is")


def _proof(row: dict[str, Any]) -> Proof:
    return Proof(row["key"], row["name"], row["instead"], spans(row["articles"]))


def spans(text: str) -> tuple[Span, ...]:
    """民诉法 122-126;收费办法 14(2). ValueError where it is not an article, KeyError where nobody knows the law."""
    return tuple(_span(each) for each in text.split(";"))


def _span(text: str) -> Span:
    found = _CITE.fullmatch(text)
    if found is None:
        raise ValueError(f"not an article: {text}")
    paragraph, item = (int(found[each]) if found[each] else None for each in ("paragraph", "item"))
    first = art(found["law"], found["first"] or "", paragraph, item)
    last = art(found["law"], found["last"]) if found["last"] else first
    if found["last"] and int(last.number) <= int(first.number):
        raise ValueError(f"not a row of articles: {text}")
    return Span(first, last)


def stored() -> dict[str, list[dict[str, Any]]]:
    """What lies in the folder, by name."""
    folder = resources.files("intake").joinpath(*_FOLDER)
    files = (each for each in folder.iterdir() if each.name.endswith(".json"))
    return {each.name.removesuffix(".json"): json.loads(each.read_text(encoding="utf-8")) for each in files}


def cited(grounds: Iterable[Span]) -> str:
    """The line behind 依据: a law is named once for all its articles that follow each other."""
    told, law = [], ""
    for each in grounds:
        told.append(each.words if each.first.law != law else each.words.removeprefix(each.first.source.short))
        law = each.first.law
    return "、".join(told)


CATALOGUE = read(stored())
