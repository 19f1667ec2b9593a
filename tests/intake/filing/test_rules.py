"""In whose name an account files, as a table."""

from __future__ import annotations

from typing import Any

import pytest

from intake.filing.rules.standing import Account, files_as
from tests.factories.intake import ZHANG_ID
from tests.factories.people import fictitious_id

CODE = "91445300MA4W0000XA"
PERSON = {"party_type": "natural", "name": "张三", "id_number": ZHANG_ID}
COMPANY = {"party_type": "legal", "org_name": "罗定石材有限公司", "uscc": CODE}
ZHANG = Account(name="张三", number=ZHANG_ID, verified=True)
WANG = Account(name="王五", number=fictitious_id(1005), verified=True)
MEMBER = Account(name="王五", number="", verified=True, units=(("罗定石材有限公司", CODE),))
NAMED = [{"name": "王 五", "phone": "13700000009"}]


@pytest.mark.parametrize(
    ("account", "claimant", "agents", "capacity", "field"),
    [
        (ZHANG, PERSON, [], "party", ""),
        (ZHANG, PERSON | {"name": "张 三", "id_number": ZHANG_ID.lower()}, [], "party", ""),
        (ZHANG, PERSON | {"id_number": ""}, [], "party", ""),
        (ZHANG, PERSON | {"id_number": fictitious_id(7)}, [], None, "claimant.1.id_number"),
        (WANG, PERSON, [], None, "claimant.1.name"),
        (WANG, PERSON, NAMED, "agent", ""),
        (ZHANG, PERSON, NAMED, "party", ""),
        (Account(name="张三", number=ZHANG_ID, verified=False), PERSON, [], None, "claimant.1.name"),
        (WANG, COMPANY, [], None, "claimant.1.org_name"),
        (WANG, COMPANY, NAMED, "agent", ""),
        (MEMBER, COMPANY, [], "party", ""),
        (MEMBER, COMPANY | {"uscc": "91445300MA4W0000XB"}, [], None, "claimant.1.org_name"),
        (MEMBER, COMPANY | {"uscc": ""}, [], "party", ""),
        # The code of one's own company under the name of another: it files for itself, or not at all.
        (MEMBER, COMPANY | {"org_name": "罗定水泥有限公司"}, [], None, "claimant.1.org_name"),
        (MEMBER, COMPANY | {"org_name": "罗定水泥有限公司"}, NAMED, "agent", ""),
    ],
)
def test_in_whose_name_an_account_files(
    account: Account, claimant: dict[str, str], agents: list[Any], capacity: str | None, field: str
) -> None:
    found = files_as(account, claimant, agents)
    assert (found.value.capacity, found.value.field) == (capacity, field)
    assert bool(found.note) is (capacity is None)
    assert found.articles
