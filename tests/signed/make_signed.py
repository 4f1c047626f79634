"""Makes the signed and declared media that the tests of the facts lane read, and what c2pa-rs itself says of them.

    pip install c2pa-python==0.37.1 cryptography   # c2pa-rs 0.90.1, as in our wasm
    python tests/signed/make_signed.py          # renews tests/signed/media and expected.json
    python tests/signed/make_signed.py --big F  # one signed mp4 of about 5 MB, for the bench

Needs ffmpeg. The certificate authority is made here, its keys are thrown away, and nobody else trusts it.
"""

from __future__ import annotations

import datetime
import io
import json
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from sign_stream import sign_stream, split_stream, write_stream
from time_stamps import authority

HERE = Path(__file__).parent
MEDIA = HERE / "media"
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
NOW = datetime.datetime.now(datetime.timezone.utc)
YEARS = datetime.timedelta(days=365)
DEEP = 24
LANGUAGES = {"sourceLanguage": "en", "targetLanguage": "de"}


def name_of(organisation: str, common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


class Issuer:
    """A root and the leaves it signs."""

    def __init__(self, organisation: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = name_of(organisation, "Root")
        self.organisation = organisation
        self.certificate = self._certificate(self.name, self.key, True, NOW - 2 * YEARS, NOW + 30 * YEARS)

    def _certificate(self, subject, key, is_root, start, end, use=ExtendedKeyUsageOID.EMAIL_PROTECTION):
        usage = dict.fromkeys(
            [
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ],
            False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **usage),
                critical=True,
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
        )
        if not is_root:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([use]), critical=use is ExtendedKeyUsageOID.TIME_STAMPING
            )
        return builder.sign(self.key, hashes.SHA256())

    def time_stamps(self, folder: Path):
        """An authority of this root, on loopback."""
        key = ec.generate_private_key(ec.SECP256R1())
        use = ExtendedKeyUsageOID.TIME_STAMPING
        subject = name_of(self.organisation, "Clock")
        clock = self._certificate(subject, key, False, NOW - YEARS, NOW + 29 * YEARS, use)
        return authority(folder, pem(clock), pem(self.certificate), private_pem(key))

    def signer(self, start=NOW - YEARS, end=NOW + 29 * YEARS, clock: bytes | None = None):
        """A signer whose certificate holds from `start` to `end`; `clock` stamps the time."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self._certificate(name_of(self.organisation, "Signer"), key, False, start, end)
        return signer_of(pem(leaf) + pem(self.certificate), key, clock)

    def chain(self):
        """A leaf with its root, and the leaf's key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = name_of(self.organisation, "Signer")
        return [self._certificate(subject, key, False, NOW - YEARS, NOW + 29 * YEARS), self.certificate], key


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def private_pem(key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def signer_of(chain: str, key, clock: bytes | None = None):
    wanted = c2pa.C2paSignerInfo("es256", chain.encode(), private_pem(key).encode(), clock or b"")
    wanted.ta_url = clock  # none: nobody is asked over the network
    return c2pa.Signer.from_info(wanted)


def self_signed():
    """A signer that vouches for itself, which the standard forbids."""
    key = ec.generate_private_key(ec.SECP256R1())
    alone = Issuer("Self-signed")
    alone.key, alone.name = key, name_of("Self-signed", "Signer")
    leaf = alone._certificate(alone.name, key, False, NOW - YEARS, NOW + 29 * YEARS)
    return signer_of(pem(leaf), key)


def settings(trusted: str | None) -> c2pa.Context:
    """The settings of our own reader; `trusted` holds the roots that count."""
    trust = {"trust_anchors": trusted} if trusted else {}
    verify = {"verify_after_sign": False, "verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False}
    thumbnails = {"thumbnail": {"enabled": False}}
    return c2pa.Context.from_dict({"trust": trust, "verify": verify, "builder": thumbnails})


def action(name: str, source_type: str | None = None) -> dict:
    return {"action": name} | ({"digitalSourceType": IPTC + source_type} if source_type else {})


TYPES = {".mp4": "video/mp4", ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def sign(signer, source: Path, target: Path, actions: list[dict], parent: Path | None = None) -> None:
    definition = {
        "claim_generator_info": [{"name": "Second Look test", "version": "1"}],
        "title": target.name,
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}],
    }
    with settings(None) as context, c2pa.Builder(definition, context) as builder:
        if parent is not None:
            with parent.open("rb") as stream:
                builder.add_ingredient(
                    {"title": parent.name, "relationship": "parentOf", "label": "parent"}, TYPES[parent.suffix], stream
                )
        with source.open("rb") as before, target.open("w+b") as after:
            builder.sign(signer, TYPES[source.suffix], before, after)


def opened(*later: dict) -> list[dict]:
    return [{"action": "c2pa.opened", "parameters": {"ingredientIds": ["parent"]}}, *later]


def ffmpeg(*arguments: object) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def plain_clip(path: Path, *more: object, seconds: int = 3, size: str = "480x270", codec=("-c:v", "libx264")) -> None:
    picture = f"testsrc2=size={size}:rate=12:duration={seconds}"
    ffmpeg("-f", "lavfi", "-i", picture, *codec, "-pix_fmt", "yuv420p", "-fflags", "+bitexact", *more, path)


def boxes(media: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and whole bytes of each top-level box."""
    found, at = [], 0
    while at < len(media):
        (size,) = struct.unpack(">I", media[at : at + 4])
        found.append((media[at + 4 : at + 8], media[at : at + size]))
        at += size
    return found


def is_record(box: bytes) -> bool:
    return box[8:24] == C2PA_BOX


def with_record_of(media: bytes, other: bytes) -> bytes:
    """The record of another file in the place of this file's own."""
    record = next(box for _, box in boxes(other) if is_record(box))
    return b"".join(record if is_record(box) else box for _, box in boxes(media))


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def xmp(source_type: str) -> bytes:
    return f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="{IPTC}{source_type}"/></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def with_xmp_segment(jpeg: bytes, packet: bytes) -> bytes:
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def make_all(scratch: Path) -> None:
    trusted, stranger = Issuer("Second Look test issuer"), Issuer("Nobody knows them")
    (HERE / "test-issuer.pem").write_text(pem(trusted.certificate))
    signer = trusted.signer()

    plain, other = scratch / "plain.mp4", scratch / "other.mp4"
    plain_clip(plain, "-movflags", "+faststart", "-crf", 36)
    plain_clip(other, "-movflags", "+faststart", "-crf", 40)
    stills = {}
    for suffix in (".jpg", ".png", ".webp"):
        stills[suffix] = scratch / f"plain{suffix}"
        ffmpeg("-i", plain, "-frames:v", 1, "-vf", "scale=160:-1", stills[suffix])

    created = lambda source_type: [action("c2pa.created", source_type)]  # noqa: E731
    sign(signer, plain, MEDIA / "camera.mp4", created("digitalCapture"))
    sign(signer, plain, MEDIA / "ai-generated.mp4", created("trainedAlgorithmicMedia"))
    sign(
        signer,
        plain,
        MEDIA / "ai-edited.mp4",
        opened(action("c2pa.edited", "compositeWithTrainedAlgorithmicMedia")),
        MEDIA / "camera.mp4",
    )
    sign(
        signer,
        plain,
        MEDIA / "dubbed.mp4",
        opened(action("c2pa.dubbed", "compositeWithTrainedAlgorithmicMedia")),
        MEDIA / "camera.mp4",
    )
    sign(signer, plain, MEDIA / "translated.mp4", opened(action("c2pa.translated") | {"parameters": LANGUAGES}), MEDIA / "camera.mp4")
    sign(stranger.signer(), plain, MEDIA / "unknown-issuer.mp4", created("trainedAlgorithmicMedia"))
    sign(self_signed(), plain, MEDIA / "self-signed.mp4", created("digitalCapture"))
    # c2pa-rs refuses to sign with a certificate that is past: this one is by the time anybody reads the file.
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=3)
    sign(trusted.signer(NOW - YEARS, soon), plain, MEDIA / "expired.mp4", created("digitalCapture"))
    with trusted.time_stamps(scratch) as clock:
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=3)
        stamped = trusted.signer(NOW - YEARS, soon, clock)
        sign(stamped, plain, MEDIA / "expired-stamped.mp4", created("digitalCapture"))
    for suffix, still in stills.items():
        sign(signer, still, MEDIA / f"ai-generated{suffix}", created("trainedAlgorithmicMedia"))

    whole = bytearray((MEDIA / "camera.mp4").read_bytes())
    whole[-200] ^= 1
    (MEDIA / "tampered.mp4").write_bytes(whole)
    (scratch / "signed").mkdir()
    twin = scratch / "signed" / "camera.mp4"  # the same title: a record of the same length leaves the file playable
    sign(signer, other, twin, created("digitalCapture"))
    swapped = with_record_of(twin.read_bytes(), (MEDIA / "camera.mp4").read_bytes())
    assert len(swapped) == twin.stat().st_size
    (MEDIA / "record-of-another.mp4").write_bytes(swapped)

    before = MEDIA / "camera.mp4"
    for level in range(DEEP):
        after = scratch / f"deep-{level}.mp4"
        sign(signer, plain, after, opened(action("c2pa.edited")), before)
        before = after
    (MEDIA / "nested.mp4").write_bytes(before.read_bytes())

    pieces = scratch / "pieces.mp4"
    plain_clip(pieces, "-g", 12, "-crf", 40, "-movflags", "frag_keyframe+empty_moov+default_base_moof")
    split = split_stream(pieces.read_bytes())
    write_stream(MEDIA / "stream", *sign_stream(*split, created("trainedAlgorithmicMedia"), *trusted.chain()))

    (MEDIA / "plain.mp4").write_bytes(plain.read_bytes())
    (MEDIA / "plain.jpg").write_bytes(stills[".jpg"].read_bytes())
    stray = b"jumbc2pa\0AI!!"
    assert len(stray) == 13
    (MEDIA / "stray-bytes.jpg").write_bytes(stills[".jpg"].read_bytes() + stray)
    (MEDIA / "stray-bytes.mp4").write_bytes(plain.read_bytes() + box(b"free", stray))
    (MEDIA / "xmp.jpg").write_bytes(with_xmp_segment(stills[".jpg"].read_bytes(), xmp("trainedAlgorithmicMedia")))
    packet = xmp("compositeWithTrainedAlgorithmicMedia")
    (MEDIA / "xmp.mp4").write_bytes(plain.read_bytes() + box(b"uuid", XMP_BOX + packet))
    label = json.dumps({"Label": "1", "ContentProducer": "test"}, separators=(",", ":"))
    plain_clip(MEDIA / "aigc.mp4", "-movflags", "+faststart+use_metadata_tags", "-crf", 40, "-metadata", f"AIGC={label}")
    vp8 = ("-c:v", "libvpx", "-b:v", "60k")
    plain_clip(MEDIA / "plain.webm", codec=vp8)


def codes_of(results: dict) -> list[str]:
    found = set()
    for part in [results.get("activeManifest", {}), *(d["validationDeltas"] for d in results.get("ingredientDeltas", []))]:
        for kind in ("success", "informational", "failure"):
            found.update(status["code"] for status in part.get(kind, []))
    return sorted(found)


def read(path: Path, trusted: str) -> dict:
    with settings(trusted) as context:
        try:
            with c2pa.Reader(TYPES[path.suffix], io.BytesIO(path.read_bytes()), context=context) as reader:
                store = json.loads(reader.json())
        except c2pa.C2paError as problem:
            return {"state": "none" if "ManifestNotFound" in str(problem) else "error", "codes": []}
    return {"state": store["validation_state"], "codes": codes_of(store["validation_results"])}


def read_stream(folder: Path, piece: str, trusted: str) -> dict:
    beginning = io.BytesIO((folder / "init.mp4").read_bytes())
    with settings(trusted) as context, c2pa.Reader("video/mp4", beginning, context=context) as reader:
        reader.with_fragment("video/mp4", io.BytesIO(beginning.getvalue()), io.BytesIO((folder / piece).read_bytes()))
        told = json.loads(reader.json())
    return {"state": told["validation_state"], "codes": codes_of(told["validation_results"])}


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if arguments[:1] == ["--big"]:
            plain_clip(scratch / "big.mp4", "-movflags", "+faststart", "-b:v", "4M", seconds=10, size="1280x720")
            actions = [action("c2pa.created", "trainedAlgorithmicMedia")]
            sign(Issuer("Bench").signer(), scratch / "big.mp4", Path(arguments[1]), actions)
            return
        MEDIA.mkdir(exist_ok=True)
        make_all(scratch)
    time.sleep(4)  # until the certificate of expired.mp4 is past
    trusted = (HERE / "test-issuer.pem").read_text()
    files = sorted(path for path in MEDIA.iterdir() if path.suffix in TYPES)
    stream = {piece: read_stream(MEDIA / "stream", piece, trusted) for piece in ("1.m4s", "2.m4s")}
    said = {path.name: read(path, trusted) for path in files}
    expected = {"reader": c2pa.sdk_version(), "files": said, "stream": stream}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
