import gzip
import io
import random
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given, strategies as st

from normkit.sources.decompression import Decompressed
from normkit.sources.limits import Limits

COMPRESS: list[Callable[[bytes], bytes]] = [gzip.compress, zstandard.ZstdCompressor().compress]


def read(raw: bytes) -> tuple[bytes, list[str]]:
    damage: list[str] = []
    return io.BufferedReader(Decompressed(io.BytesIO(raw), Limits(), damage.append)).read(), damage


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.sampled_from(COMPRESS))
def test_members_and_frames_are_read_one_after_the_other(
    contents: list[bytes], compress: Callable[[bytes], bytes]
) -> None:
    assert read(b"".join(map(compress, contents))) == (b"".join(contents), [])


@given(st.binary().filter(lambda raw: not raw.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd"))))
def test_what_is_not_compressed_is_read_as_it_is(raw: bytes) -> None:
    assert read(raw) == (raw, [])


@pytest.mark.parametrize("compress", COMPRESS)
def test_every_cut_is_told_and_all_before_it_kept(compress: Callable[[bytes], bytes]) -> None:
    content = random.Random(1).randbytes(3000)
    whole = compress(content)
    for length in range(4, len(whole)):
        data, damage = read(whole[:length])
        assert content.startswith(data)
        assert damage == ["the compressed data is cut off"]


def test_padding_with_zeros_is_no_damage_but_anything_else_is() -> None:
    whole = gzip.compress(b"content")
    assert read(whole + bytes(1000)) == (b"content", [])
    assert read(whole + b"rubbish") == (b"content", ["something else follows the compressed data"])


def test_a_flipped_bit_is_told() -> None:
    whole = bytearray(gzip.compress(random.Random(2).randbytes(5000)))
    whole[2000] ^= 1
    assert read(bytes(whole))[1]
