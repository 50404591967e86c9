"""Two hundred deliberately broken files through the default pipeline and back."""

import random
from collections.abc import Iterator
from pathlib import Path

from normkit import run
from normkit.runs.reading import records
from normkit.runs.restore import restore

TEXT = (
    "Skip to content\n\nÉtude – “Ça va?”\n\nBy Ann Lee\n\nШкола №5: «Да», 東京\u3000大阪, 5\u00a0€, e\u0301\n"
    * 3
)
ENCODINGS = "utf-8 utf-8-sig utf-16 utf-16-be utf-32 cp1252 cp1251 koi8-r shift_jis gb18030".split()  # noqa: SIM905


def broken(seed: int) -> bytes:
    """Damage a text in one or several ways."""
    chance = random.Random(seed)
    raw = TEXT.encode(chance.choice(ENCODINGS), errors="ignore")
    for damage in chance.sample(DAMAGES, chance.randint(0, 3)):
        raw = damage(raw, chance)
    return raw


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[chance.randrange(20) : -chance.randrange(1, 20)]


def _noise(raw: bytes, chance: random.Random) -> bytes:
    noisy = bytearray(raw)
    for _ in range(20):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return bytes(noisy)


def _misread(raw: bytes, _: random.Random) -> bytes:
    return raw.decode("cp1252", errors="ignore").encode()


def _mix(raw: bytes, _: random.Random) -> bytes:
    return (
        raw + b"\r\n\x00\xed\xa0\x80\xed\xb0\x80\xff\xfe\x85" + TEXT.encode("cp1251", errors="ignore") + b"\r"
    )


def _random(_: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(300))


DAMAGES = [_cut, _noise, _misread, _mix, _random]


def test_two_hundred_broken_files_are_records_without_problems_and_come_back(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for seed in range(200):
        (bundle / f"{seed:03}_{seed:016x}.txt").write_bytes(broken(seed))
    counts = run(bundle, tmp_path / "out")
    assert (counts.documents, counts.quarantined, counts.problems) == (200, 0, {})
    assert not list(_surrogates(tmp_path / "out"))
    assert all(reason is None for _, reason in restore(tmp_path / "out", tmp_path / "raw"))
    assert all((tmp_path / "raw" / path.name).read_bytes() == path.read_bytes() for path in bundle.iterdir())


def _surrogates(out: Path) -> Iterator[str]:
    return (record.name for record in records(out) if any("\ud800" <= c <= "\udfff" for c in record.text))
