import pytest
from pydantic import ValidationError

from normkit import Pipeline
from normkit.testing import check_stage
from normkit_contacts import Contacts, ContactsOptions


def test_contacts_keep_the_contract() -> None:
    check_stage(Contacts)


def test_a_country_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="such as 'GB'"):
        ContactsOptions(region="England")


def test_hostile_documents_come_back(normkit_hostile: bytes) -> None:
    record = Pipeline(["contacts"]).normalize(normkit_hostile)
    assert not record.problems
    assert record.restore() == normkit_hostile
