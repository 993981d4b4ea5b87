"""Pictures and PDFs that decoders accept, built by hand: grey, and a kilobyte each."""

from __future__ import annotations

import struct
from functools import cache

GREY_BLOCK = "00"  # difference 0 to the block before, then end of block
FIRST_BLOCK = "10" + "100100" + "0"  # difference 36 × 16 / 8: light grey


@cache
def _jpeg_parts(width: int, height: int) -> tuple[bytes, bytes]:
    """What stands before and after the comment."""
    blocks = -(-width // 8) * -(-height // 8)
    bits = FIRST_BLOCK + GREY_BLOCK * (blocks - 1)
    bits += "1" * (-len(bits) % 8)
    scan = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")
    after = (
        _segment(0xDB, b"\x00" + b"\x10" * 64)
        + _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
        + _segment(0xC4, b"\x00" + bytes([1, 1] + [0] * 14) + b"\x00\x06")
        + _segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\x00")
        + _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + scan
        + b"\xff\xd9"
    )
    return b"\xff\xd8" + _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), after


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def jpeg(comment: str, width: int = 350, height: int = 500) -> bytes:
    """A grey baseline JPEG of that size; ``comment`` makes its bytes unlike any other's."""
    before, after = _jpeg_parts(width, height)
    return before + _segment(0xFE, comment.encode()) + after


def pdf(line: str, width: int = 350, height: int = 500) -> bytes:
    """One page with one line of ASCII on it."""
    stream = f"BT /F1 12 Tf 20 {height - 30} Td ({line}) Tj ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode("ascii"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
