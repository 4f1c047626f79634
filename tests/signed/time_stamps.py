"""A time-stamping authority on loopback for as long as a file is being signed, by `openssl ts`."""

from __future__ import annotations

import contextlib
import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@contextlib.contextmanager
def authority(folder: Path, certificate: str, root: str, key: str) -> Iterator[bytes]:
    """Gives the address to ask. `certificate` names time stamping as its only use."""
    for name, text in {"tsa.pem": certificate, "root.pem": root, "tsa.key": key, "serial": "01\n"}.items():
        (folder / name).write_text(text)
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    class Stamp(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = folder / "asked.tsq"
            asked.write_bytes(self.rfile.read(int(self.headers["content-length"])))
            command = ["openssl", "ts", "-reply", "-config", folder / "tsa.cnf", "-queryfile", asked]
            answer = subprocess.run(command, check=True, capture_output=True).stdout
            self.send_response(200)
            self.send_header("content-type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Stamp)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/".encode()
    finally:
        server.shutdown()
