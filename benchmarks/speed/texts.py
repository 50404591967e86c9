"""The documents that are measured on: a folder's, or made ones that look like scraped pages."""

import random
from collections.abc import Iterator
from pathlib import Path

from normkit import RawDocument
from normkit.bundles.bundle import open_bundle

# Per language: who, does, what, where, and lines that stand around a text.
_LANGUAGES = {
    "en": (
        "the council|a young baker|our harbour master|the train|Ann Lee|the old ferry|every other farmer",
        "has repaired|wants to sell|could not find|will open|often praised|measured again|gave away",
        "the stone bridge|three boats|a basket of apples|the market hall|her first novel|the winter timetable",
        "near the river|in Oakford|since the flood|after a long meeting|without any help|before the holidays",
        "Skip to main content|Share this page|Read more|Home|Weather|Leave a comment|All rights reserved",
    ),
    "de": (
        "der Gemeinderat|eine junge Bäckerin|unser Hafenmeister|der Nachtzug|die alte Fähre|jeder zweite Bauer",
        "hat repariert|will verkaufen|konnte nicht finden|wird eröffnen|lobte oft|verschenkte wieder",
        "die steinerne Brücke|drei Boote|einen Korb Äpfel|die Markthalle|den Winterfahrplan|das erste Buch",
        "am Fluss|in Eichfurt|seit der Überschwemmung|nach langer Sitzung|ohne jede Hilfe|vor den Ferien",
        "Zum Inhalt springen|Seite teilen|Mehr lesen|Start|Wetter|Kommentar schreiben|Alle Rechte vorbehalten",
    ),
    "fr": (
        "le conseil|une jeune boulangère|notre capitaine|le train de nuit|le vieux bac|un fermier sur deux",
        "a réparé|veut vendre|n’a pas trouvé|ouvrira bientôt|louait souvent|a encore mesuré",
        "le pont de pierre|trois bateaux|un panier de pommes|la halle du marché|les horaires d’hiver",
        "près de la rivière|à Chênegué|depuis la crue|après une longue réunion|sans aide|avant les vacances",
        "Aller au contenu|Partager|Lire la suite|Accueil|Météo|Laisser un commentaire|Tous droits réservés",
    ),
}
_MOST_ENGLISH = ("en", "en", "en", "de", "fr")
_MOJIBAKE = 50  # one page in so many was decoded wrongly


def pages(seed: int, words: int = 330) -> Iterator[str]:
    """Yield pages of about `words` words without end, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    while True:
        *parts, around = (part.split("|") for part in _LANGUAGES[chance.choice(_MOST_ENGLISH)])
        lines = [*chance.sample(around, 3), _title(chance, parts), f"{chance.randint(1, 28)}.5.2021"]
        length = 0
        while length < words:
            lines.append(" ".join(_sentence(chance, parts) for _ in range(chance.randint(1, 6))))
            length += lines[-1].count(" ")
        page = "\n\n".join([*lines, *chance.sample(around, 4)]) + "\n"
        if not chance.randrange(_MOJIBAKE):
            page = page.encode().decode("cp1252", errors="replace")
        yield page


def _title(chance: random.Random, parts: list[list[str]]) -> str:
    return _sentence(chance, parts[:3]).rstrip(".!?")


def _sentence(chance: random.Random, parts: list[list[str]]) -> str:
    """Put one of each part together; invented names keep the vocabulary open."""
    name = "".join(chance.choice("aeioulmnrst") for _ in range(chance.randint(3, 7))).title()
    words = " ".join([*map(chance.choice, parts), name])
    return words[0].upper() + words[1:] + chance.choice(".....?!")


def documents(folder: Path | None, megabytes: float, seed: int = 0) -> list[RawDocument]:
    """Return documents of about so many MB: the first of a bundle, or made ones."""
    found: list[RawDocument] = []
    size = 0.0
    for document in _bundle(folder) if folder else _made(seed):
        found.append(document)
        size += len(document.raw) / 1e6
        if size >= megabytes:
            break
    return found


def _bundle(path: Path) -> Iterator[RawDocument]:
    return (document for document in open_bundle(str(path)) if isinstance(document, RawDocument))


def _made(seed: int) -> Iterator[RawDocument]:
    for number, page in enumerate(pages(seed)):
        yield RawDocument(page.encode(), number, f"{number:016x}", f"{number}_{number:016x}.txt", "made")
