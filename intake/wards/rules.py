"""Who can be whose guardian: what the forms of filing refuse, the window refuses too."""

from __future__ import annotations

from datetime import date

from common.cases.rules import ActionRefused, Guardian
from common.cases.states import Kinship
from common.law.numbers import NumberError, birth_date, clean, identity_number
from intake.elements.rules.checks import years_from

OF_AGE = 18


def need_fit(guardian: Guardian, of_age: date | None, today: date) -> None:
    """`of_age`: the day on which the ward will be. ActionRefused: a minor's spouse or child, whoever is under age
    (民法典17, 27), or a number that is none."""
    if of_age and guardian.kinship in (Kinship.SPOUSE, Kinship.CHILD):
        raise ActionRefused("未成年人由父母代为诉讼，父母不能的由其他监护人代为诉讼。", field="kinship")
    number = clean(guardian.id_number)
    if guardian.kinship == Kinship.BODY or not number[:-1].isdigit() or len(number) < 15:
        return  # a unit's code, or the document of somebody from abroad
    try:
        born = birth_date(identity_number(number, today))
    except NumberError as error:
        raise ActionRefused(str(error), field="id_number") from error
    if years_from(born, OF_AGE) > today:
        raise ActionRefused("法定代理人自己未满十八周岁，请登记成年的监护人。", field="id_number")


def of_age_on(born: date | None, document: str, today: date) -> date | None:
    """The day on which the ward comes of age, where it is known and still ahead."""
    if born is None:
        try:
            born = birth_date(identity_number(document, today))
        except NumberError:
            return None
    day = years_from(born, OF_AGE)
    return day if day > today else None
