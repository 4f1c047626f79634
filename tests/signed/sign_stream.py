"""Signs the pieces of a stream (C2PA 2.2, 15.12 and A.5), which c2pa-python can read but not write.

One record in the beginning holds the hash of the beginning and of every piece; each piece says which one it is.
"""

from __future__ import annotations

import hashlib
import struct
import uuid
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def cbor(value: object) -> bytes:
    """Just the kinds of CBOR that a record needs."""

    def head(major: int, size: int) -> bytes:
        if size < 24:
            return bytes([major << 5 | size])
        for code, form in ((24, ">B"), (25, ">H"), (26, ">I")):
            if size < 256 ** struct.calcsize(form):
                return bytes([major << 5 | code]) + struct.pack(form, size)
        raise ValueError(size)

    match value:
        case None:
            return b"\xf6"
        case int():
            return head(0, value) if value >= 0 else head(1, -1 - value)
        case bytes():
            return head(2, len(value)) + value
        case str():
            return head(3, len(value.encode())) + value.encode()
        case dict():
            return head(5, len(value)) + b"".join(cbor(key) + cbor(inner) for key, inner in value.items())
        case list():
            return head(4, len(value)) + b"".join(map(cbor, value))
    raise TypeError(type(value))


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def jumbf(kind: str, label: str, *contents: bytes) -> bytes:
    """A JUMBF superbox; `kind` are the four letters that its type begins with."""
    described = kind.encode() + bytes.fromhex("00110010800000aa00389b71") + b"\x03" + label.encode() + b"\0"
    return box(b"jumb", box(b"jumd", described) + b"".join(contents))


def top_boxes(media: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at < len(media):
        (size,) = struct.unpack(">I", media[at : at + 4])
        found.append((at, media[at : at + size]))
        at += size
    return found


def bound_hash(media: bytes) -> bytes:
    """Of all boxes but the type and the record; before each its place in the file, as from version 2 of the hash on."""
    digest = hashlib.sha256()
    for at, whole in top_boxes(media):
        if whole[4:8] == b"ftyp" or whole[8:24] == C2PA_BOX:
            continue
        digest.update(struct.pack(">Q", at) + whole)
    return digest.digest()


def with_box(media: bytes, record: bytes) -> bytes:
    """The record after the type box of a beginning or of a piece."""
    first = top_boxes(media)[0][1] if media[4:8] in (b"ftyp", b"styp") else b""
    return first + record + media[len(first) :]


def record_box(purpose: bytes, body: bytes) -> bytes:
    return box(b"uuid", C2PA_BOX + bytes(4) + purpose + b"\0" + body)


def place(index: int) -> bytes:
    return record_box(b"merkle", cbor({"uniqueId": 1, "localId": 1, "location": index, "hashes": None}))


def signature(claim: bytes, chain: Sequence[x509.Certificate], key: ec.EllipticCurvePrivateKey) -> bytes:
    """COSE_Sign1 over the claim, tagged."""
    certificates = [one.public_bytes(serialization.Encoding.DER) for one in chain]
    protected = cbor({1: -7, 33: certificates})
    signed = key.sign(cbor(["Signature1", protected, b"", claim]), ec.ECDSA(hashes.SHA256()))
    r, s = utils.decode_dss_signature(signed)
    return b"\xd2" + cbor([protected, {}, None, r.to_bytes(32, "big") + s.to_bytes(32, "big")])


def store(beginning: bytes, leaves: list[bytes], actions: list[dict], chain, key) -> bytes:
    label = f"urn:c2pa:{uuid.uuid4()}"
    merkle = {
        "uniqueId": 1,
        "localId": 1,
        "count": len(leaves),
        "alg": "sha256",
        "initHash": bound_hash(beginning),
        "hashes": leaves,
    }
    exclusions = [
        {"xpath": "/uuid", "data": [{"offset": 8, "value": C2PA_BOX}]},
        {"xpath": "/ftyp"},
        {"xpath": "/mfra"},
    ]
    contents = {
        "c2pa.actions.v2": {"actions": actions},
        "c2pa.hash.bmff.v3": {"exclusions": exclusions, "alg": "sha256", "merkle": [merkle], "name": "stream"},
    }
    assertions = {name: jumbf("cbor", name, box(b"cbor", cbor(data))) for name, data in contents.items()}
    claim = cbor(
        {
            "instanceID": f"xmp:iid:{uuid.uuid4()}",
            "claim_generator_info": {"name": "Second Look test", "version": "1"},
            "signature": f"self#jumbf=/c2pa/{label}/c2pa.signature",
            "created_assertions": [
                {"url": f"self#jumbf=c2pa.assertions/{name}", "hash": hashlib.sha256(whole[8:]).digest()}
                for name, whole in assertions.items()
            ],
            "dc:title": "stream",
            "alg": "sha256",
        }
    )
    manifest = jumbf(
        "c2ma",
        label,
        jumbf("c2as", "c2pa.assertions", *assertions.values()),
        jumbf("c2cl", "c2pa.claim.v2", box(b"cbor", claim)),
        jumbf("c2cs", "c2pa.signature", box(b"cbor", signature(claim, chain, key))),
    )
    return jumbf("c2pa", "c2pa", manifest)


def sign_stream(beginning: bytes, pieces: list[bytes], actions: list[dict], chain, key) -> tuple[bytes, list[bytes]]:
    """The beginning with its record, and the pieces that each say their place."""
    placed = [with_box(piece, place(index)) for index, piece in enumerate(pieces)]
    leaves = [bound_hash(piece) for piece in placed]
    # The hash takes in where boxes stand, and that depends on how long the record is.
    draft = record_box(b"manifest", bytes(8) + store(beginning, leaves, actions, chain, key))
    shifted = with_box(beginning, draft)
    record = record_box(b"manifest", bytes(8) + store(shifted, leaves, actions, chain, key))
    assert len(record) == len(draft)
    return with_box(beginning, record), placed


def split_stream(media: bytes) -> tuple[bytes, list[bytes]]:
    """The beginning and the pieces of an mp4 in pieces."""
    beginning, pieces = b"", []
    for _, whole in top_boxes(media):
        kind = whole[4:8]
        if kind == b"moof":
            pieces.append(whole)
        elif kind == b"mdat":
            pieces[-1] += whole
        elif kind not in (b"mfra", b"sidx"):
            beginning += whole
    return beginning, pieces


def write_stream(folder: Path, beginning: bytes, pieces: list[bytes]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "init.mp4").write_bytes(beginning)
    for index, piece in enumerate(pieces):
        (folder / f"{index + 1}.m4s").write_bytes(piece)
