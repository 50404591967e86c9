"""What is claimed of a document, and which of its lines can go."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from normkit import Claim, Finding, Span
from normkit_metadata.datelines import find_dateline
from normkit_metadata.dates import AMBIGUOUS
from normkit_metadata.marks import says_nothing_else
from normkit_metadata.names import has_byline_label
from normkit_metadata.people import Person
from normkit_metadata.reading import Reading
from normkit_metadata.sections import find_section
from normkit_metadata.sites import Site, cut_title, find_site
from normkit_metadata.times import Time
from normkit_metadata.titles import Title

_DATE_RULES = {"published": "date-line", "updated": "updated-line"}
_ABOVE, _BELOW = 6, 10  # rows around the title in which an ambiguous date would have counted
_DECIMALS = 6


class Head:
    """The claims about one document, and which of its lines say nothing else."""

    def __init__(self, reading: Reading, title_threshold: float) -> None:
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self._rows, self._dated = reading.setting.rows, reading.setting.dated
        self._spans: dict[int, dict[Span, str]] = defaultdict(dict)
        if reading.title.confidence >= title_threshold:
            self._claim_title(reading.title)
        for name, time in reading.times.items():
            self._claim_time(name, time)
        if "published" not in reading.times:
            self._flag_ambiguous(reading.setting.title.place)
        for person in reading.people:
            self._claim_person(person)
        self._claim_dateline(reading.setting.around.body)

    def lifted(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that can go, each with the rule of its first claim."""
        for place, spans in self._spans.items():
            rules = set(spans.values())
            if "title" in rules:
                continue
            whole = spans.keys() | {found.span for found in self._dated[place]}
            text = self._rows.texts[place]
            is_whole = not rules.isdisjoint(("follow-line", "name-card", "section-line"))
            names_author = "byline" in rules and has_byline_label(text)
            if is_whole or says_nothing_else(text, whole, names_author=names_author):
                yield self._rows.numbers[place], next(iter(spans.values()))

    def end_of_row_behind(self, line: int) -> int | None:
        """Return where the first row behind a line ends: what is deleted with that line is decided before."""
        place = bisect_right(self._rows.numbers, line)
        return self._rows.span(place, 0, len(self._rows.texts[place]))[1] if place < len(self._rows) else None

    def _claim(  # noqa: PLR0913, PLR0917 (all that a claim says)
        self, name: str, value: str, rule: str, place: int, span: Span, confidence: float
    ) -> None:
        proof = self._rows.span(place, *span)
        self.claims.append(Claim(name, value, rule, proof, round(min(1.0, confidence), _DECIMALS)))
        self._spans[place].setdefault(span, rule)

    def _claim_title(self, title: Title) -> None:
        place = title.place
        end, site = cut_title(self._rows, place)
        text = self._rows.texts[place]
        self._claim("title", text[:end], "title", place, (0, end), title.confidence)
        section = find_section(self._rows, self._dated, place)
        if section is not None and text[end - 1] != ".":  # a sentence has none
            text = self._rows.texts[section]
            self._claim("section", text, "section-line", section, (0, len(text)), 0.7)
        self._claim_site(site or find_site(self._rows))

    def _claim_site(self, site: Site | None) -> None:
        if site:
            span = self._rows.span(site.place, *site.span)
            self.claims.append(Claim("site", site.value, "site-name", span, site.confidence))

    def _claim_time(self, name: str, time: Time) -> None:
        found = time.mention.dated
        self._claim(name, found.value, _DATE_RULES[name], time.mention.place, found.span, time.confidence)

    def _claim_person(self, person: Person) -> None:
        self._claim("authors", person.value, person.rule, person.place, person.span, person.confidence)

    def _claim_dateline(self, body: int) -> None:
        if found := find_dateline(self._rows.at(body)):
            span = self._rows.span(body, *found.span)
            self.claims.append(Claim("place", found.value, "dateline", span, found.confidence))

    def _flag_ambiguous(self, title: int) -> None:
        """Flag the first date around the title that could be two."""
        for place in range(max(0, title - _ABOVE), min(len(self._rows), title + _BELOW + 1)):
            for found in self._dated[place]:
                if found.form == AMBIGUOUS:
                    span = self._rows.span(place, *found.span)
                    self.findings.append(Finding(span, "ambiguous-date", 0.5, "day or month first?"))
                    return
