"""The secret key: encryption at rest and the keyed hashes beside it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class WrongKey(ValueError):
    """The key cannot read what is in the database, or is no key at all."""


class Cipher:
    """Encrypts with the first of `keys` (Fernet, url-safe base64, 32 bytes) and reads with any of them.

    Several keys, separated by commas, newest first, are the state of affairs while a key is being changed.
    Hashes are HMAC-SHA256 under a key derived (HKDF, RFC 5869) from the last: a new key put in front finds everybody again.
    """

    def __init__(self, keys: str) -> None:
        parts = [part.strip() for part in keys.split(",") if part.strip()]
        try:
            self._fernet = MultiFernet([Fernet(part.encode()) for part in parts])
        except ValueError as error:
            raise WrongKey("WOBANGLIN_SECRET_KEY 不是有效的密钥 (应为 32 字节的 url-safe base64)") from error
        raw = base64.urlsafe_b64decode(parts[-1])
        self._hash_key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wobanglin keyed hash").derive(raw)

    def encrypt(self, text: str) -> bytes:
        """The token; half a character (a cut emoji), which no encoding can write, becomes a question mark."""
        return self._fernet.encrypt(text.encode(errors="replace"))

    def decrypt(self, token: bytes) -> str:
        try:
            return self._fernet.decrypt(token).decode()
        except InvalidToken as error:
            raise WrongKey("密钥与数据库不符") from error

    def hash(self, *parts: str) -> str:
        """64 hex digits: equal parts give equal hashes, and nothing can be read back."""
        return hmac.new(self._hash_key, "\x1f".join(parts).encode(errors="replace"), hashlib.sha256).hexdigest()


def key_from_file(path: Path) -> str:
    """The key kept at `path`, made on first use with mode 600."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    key = Fernet.generate_key().decode()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first: its key is the key
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(key + "\n")
    return key
