"""The secret key: what it hides, what reads it back, and what it refuses."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from aid.store.secrets import Cipher, WrongKey, key_from_file

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
OLD_CIPHER = Cipher(OLD)


@given(st.text())
def test_what_is_encrypted_reads_back_and_does_not_show(words: str) -> None:
    """Any text survives the round trip, and no run of it stands in the token."""
    token = OLD_CIPHER.encrypt(words)
    assert OLD_CIPHER.decrypt(token) == words
    assert len(words) < 4 or words.encode(errors="surrogatepass") not in token


def test_the_same_words_never_look_the_same() -> None:
    """Two rows with equal words cannot be told to be equal without the key."""
    assert OLD_CIPHER.encrypt("三号楼501") != OLD_CIPHER.encrypt("三号楼501")


def test_while_a_key_is_changed_both_keys_read_and_the_first_writes() -> None:
    """「new,old」 reads what either wrote; what it writes needs the new one."""
    changing = Cipher(f"{NEW}, {OLD}")
    assert changing.decrypt(OLD_CIPHER.encrypt("旧")) == "旧"
    token = changing.encrypt("新")
    assert Cipher(NEW).decrypt(token) == "新"
    with pytest.raises(WrongKey):
        OLD_CIPHER.decrypt(token)


def test_while_a_key_is_changed_hashes_stay_those_of_the_old_one() -> None:
    """A new key put in front still finds every household and phone."""
    assert Cipher(f"{NEW},{OLD}").hash("phone", "13800000001") == OLD_CIPHER.hash("phone", "13800000001")


def test_half_a_character_is_kept_as_a_question_mark() -> None:
    """A cut emoji, as a phone may send it, loses itself and nothing else."""
    assert OLD_CIPHER.decrypt(OLD_CIPHER.encrypt("坏了\ud83d快来")) == "坏了?快来"
    assert OLD_CIPHER.hash("\ud83d")


def test_another_key_cannot_read() -> None:
    """A wrong key is a WrongKey, not nonsense."""
    with pytest.raises(WrongKey):
        Cipher(NEW).decrypt(OLD_CIPHER.encrypt("话"))


@pytest.mark.parametrize("nonsense", ["", " ", ",", "abc", "0" * 44, "密钥", OLD[:-1], f"{OLD},abc"], ids=range(8))
def test_what_is_no_key_is_refused_in_one_line(nonsense: str) -> None:
    """The line names the setting and the shape a key has."""
    with pytest.raises(WrongKey, match="WOBANGLIN_SECRET_KEY") as refused:
        Cipher(nonsense)
    assert len(str(refused.value).splitlines()) == 1


def test_a_keyed_hash_finds_equals_and_tells_nothing() -> None:
    """Equal parts under one key are equal; other parts, other borders between parts and other keys are not."""
    found = OLD_CIPHER.hash("phone", "13800000001")
    assert found == Cipher(OLD).hash("phone", "13800000001") and len(found) == 64
    assert found not in {
        OLD_CIPHER.hash("phone", "13800000002"),
        OLD_CIPHER.hash("phone1", "3800000001"),
        OLD_CIPHER.hash("phone13800000001"),
        Cipher(NEW).hash("phone", "13800000001"),
    }


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """First use makes a good key with mode 600, in a folder that need not exist; second use reads the same."""
    path = tmp_path / "var" / "secret.key"
    key = key_from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_from_file(path) == key
    assert Cipher(key).decrypt(Cipher(key).encrypt("话")) == "话"
