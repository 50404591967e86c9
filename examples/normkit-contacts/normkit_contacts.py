"""Take e-mail addresses and phone numbers out of texts."""

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from phonenumbers import SUPPORTED_REGIONS, PhoneNumberMatcher
from pydantic import AfterValidator, Field

from normkit import Document, Edit, Line, Options, Rule, Span, Stage, hookimpl

_FEWEST_DIGITS = 7  # of a number with its area code, anywhere
_DIGIT = re.compile(r"\d")
# An address as people write it, not all that RFC 5322 allows. Each part is bounded, so that time stays linear.
_ADDRESS = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}+@(?:[\w-]{1,63}+\.){1,8}[^\W\d_]{2,63}\b")


def _region(code: str) -> str:
    if code not in SUPPORTED_REGIONS:
        msg = "it must be a country's two letters, such as 'GB'"
        raise ValueError(msg)
    return code


class ContactsOptions(Options):
    """What goes, and what stands in its place."""

    email: bool = Field(default=True, description="Take e-mail addresses out.")
    phone: bool = Field(default=True, description="Take phone numbers out.")
    email_mark: str = Field(default="[e-mail]", description="What stands for an e-mail address.")
    phone_mark: str = Field(default="[phone]", description="What stands for a phone number.")
    region: Annotated[str, AfterValidator(_region)] = Field(
        default="US", description="The country whose numbers are written without a country code, two letters."
    )


class Contacts(Stage[ContactsOptions]):
    """Replaces e-mail addresses and phone numbers by marks."""

    name = "contacts"
    rules: ClassVar = (
        Rule(
            "email",
            "An e-mail address gives way to a mark.",
            changes="Write to ann.lee+news@mail.example.co.uk, please.",
            keeps="Follow @annlee, or ask ann at example dot org.",
        ),
        Rule(
            "phone",
            "A number that the country's numbering plan knows gives way to a mark.",
            changes="Call (202) 555-0143 or +44 20 7946 0018 before noon.",
            keeps="On 2021-05-03 10:14, order 1234567890123456 cost 12,500.00 and 555-01.",
        ),
    )

    def propose(self, document: Document) -> Iterator[Edit]:
        """Replace addresses, and numbers that are in none of them."""
        for line in document.lines:
            addresses = list(find_addresses(line)) if self.options.email else []
            for span in addresses:
                yield Edit.replace(span, self.options.email_mark, rule="email")
            for start, end in find_numbers(line, self.options.region) if self.options.phone else ():
                if all(end <= other[0] or other[1] <= start for other in addresses):
                    yield Edit.replace((start, end), self.options.phone_mark, rule="phone")


def find_addresses(line: Line) -> Iterator[Span]:
    """Yield the spans of e-mail addresses."""
    if "@" in line.text:
        for match in _ADDRESS.finditer(line.text):
            yield line.start + match.start(), line.start + match.end()


def find_numbers(line: Line, region: str) -> Iterator[Span]:
    """Yield the spans of valid phone numbers; most lines have too few digits to be asked about."""
    if len(_DIGIT.findall(line.text)) >= _FEWEST_DIGITS:
        for match in PhoneNumberMatcher(line.text, region):
            yield line.start + match.start, line.start + match.end


@hookimpl
def normkit_stages() -> list[type[Contacts]]:
    """Provide the stage."""
    return [Contacts]
