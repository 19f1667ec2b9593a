"""The cashier's key pair. The private half never leaves this process's directory."""

from __future__ import annotations

import base64
import os
import secrets
import time
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)


def key_pair(folder: Path) -> rsa.RSAPrivateKey:
    """The key in `folder`, made on the first run: private.pem (mode 600) and public.pem for the portal."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = folder / "private.pem"
    if private.exists():
        key = serialization.load_pem_private_key(private.read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("private.pem holds no RSA key")
    else:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    target = folder / "public.pem"
    if not target.exists() or target.read_bytes() != public:
        target.write_bytes(public)
    return key


def signed_headers(key: rsa.RSAPrivateKey, body: bytes) -> dict[str, str]:
    """The headers that make these bytes a message of the cashier, now."""
    timestamp, nonce = str(int(time.time())), secrets.token_hex(16)
    signature = key.sign(f"{timestamp}\n{nonce}\n".encode() + body, _PSS, hashes.SHA256())
    return {
        "Content-Type": "application/json",
        "X-Cashier-Timestamp": timestamp,
        "X-Cashier-Nonce": nonce,
        "X-Cashier-Signature": base64.b64encode(signature).decode(),
    }
