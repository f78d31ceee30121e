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
    Hashes are HMAC-SHA256 under a key derived (HKDF, RFC 5869) from the last: a new key put in front finds everybody again,
    until `wobanglin rekey` has made the hashes anew and says so in the database (`settle`).
    """

    def __init__(self, keys: str) -> None:
        parts = [part.strip() for part in keys.split(",") if part.strip()]
        try:
            fernets = [Fernet(part.encode()) for part in parts]
            self._newest, self._fernet = fernets[0], MultiFernet(fernets)
        except (ValueError, IndexError) as error:
            raise WrongKey("WOBANGLIN_SECRET_KEY 不是有效的密钥 (应为 32 字节的 url-safe base64)") from error
        self._hash_keys = [_hash_key(part) for part in parts]
        self._hash_key = self._hash_keys[-1]

    def encrypt(self, text: str) -> bytes:
        """The token; half a character (a cut emoji), which no encoding can write, becomes a question mark."""
        return self._fernet.encrypt(text.encode(errors="replace"))

    def decrypt(self, token: bytes) -> str:
        try:
            return self._fernet.decrypt(token).decode()
        except InvalidToken as error:
            raise WrongKey("密钥与数据库不符") from error

    def is_newest(self, token: bytes) -> bool:
        """Whether the first key wrote this token."""
        try:
            self._newest.decrypt(token)
        except InvalidToken:
            return False
        return True

    @property
    def fingerprint(self) -> str:
        """By which the database knows the key that its hashes were made with."""
        return self.hash("wobanglin", "which key")

    def settle(self, fingerprint: str) -> None:
        """Hash with the key of that fingerprint from now on; WrongKey when it is none of ours."""
        for key in reversed(self._hash_keys):
            self._hash_key = key
            if self.fingerprint == fingerprint:
                return
        raise WrongKey("密钥与数据库不符")

    def hash_with_newest(self) -> None:
        """Hash with the first key from now on."""
        self._hash_key = self._hash_keys[0]

    def hash(self, *parts: str) -> str:
        """64 hex digits: equal parts give equal hashes, and nothing can be read back."""
        return hmac.new(self._hash_key, "\x1f".join(parts).encode(errors="replace"), hashlib.sha256).hexdigest()


def _hash_key(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wobanglin keyed hash").derive(base64.urlsafe_b64decode(key))


def new_key() -> str:
    """A fresh key."""
    return Fernet.generate_key().decode()


def key_from_file(path: Path) -> str:
    """The key kept at `path`, made on first use with mode 600."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    key = new_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first: its key is the key
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(key + "\n")
    return key
