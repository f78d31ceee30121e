"""A new key: everything is written anew, everybody is found again, the old key reads nothing, and a kill costs nothing."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, LargeBinary, select, type_coerce

from aid.clock import FixedClock
from aid.community import Community
from aid.people.invitations import invite
from aid.people.model import PostKind
from aid.people.verify import breaks, chains
from aid.store.base import Base
from aid.store.engine import open_engine
from aid.store.migrate import upgrade
from aid.store.rekey import encrypted_columns, reencrypt, rehash
from aid.store.secrets import Cipher, WrongKey
from aid.store.work import Work
from cli import keys as command
from cli.settings import BadSetting
from tests.integration.compound import LEAK, Compound, opens

NEW = Fernet.generate_key().decode()


@pytest.fixture
def lived(database_url: str, key: str, clock: FixedClock, community: Community) -> Iterator[Compound]:
    """A compound with a request in it, written with the old key."""
    engine = open_engine(database_url, Cipher(key))
    compound = Compound(Work(engine, clock, community), clock).settled()
    opens(compound)
    compound.does(invite, PostKind.CAPTAIN, "5")
    yield compound
    compound.work.engine.dispose()


def with_keys(compound: Compound, url: str, keys: str) -> Compound:
    """The same compound, opened with these keys as a start opens it."""
    compound.work.engine.dispose()
    engine = open_engine(url, Cipher(keys))
    try:
        upgrade(engine)
    except WrongKey:
        engine.dispose()
        raise
    compound.work = Work(engine, compound.clock, compound.work.community)
    return compound


def written_with(engine: Engine, key: str) -> set[bool]:
    """Whether each ciphertext of the database was written with this key."""
    cipher = Cipher(key)
    with engine.connect() as connection:
        return {
            cipher.is_newest(bytes(token))
            for columns in encrypted_columns().values()
            for column in columns
            for token in connection.scalars(select(type_coerce(column, LargeBinary)))
            if token is not None
        }


def test_after_it_only_the_new_key_is_needed_and_everybody_is_found_again(lived: Compound, database_url: str, key: str) -> None:
    """Ciphertexts and hashes are new, chains are whole, people are who they were; the old key is refused."""
    both = with_keys(lived, database_url, f"{NEW},{key}")
    assert reencrypt(both.work.engine) > 0
    assert both.work.write("rekey", rehash) == 1, "the invitation nobody has used is taken back"
    after = with_keys(both, database_url, NEW)
    assert written_with(after.work.engine, NEW) == {True}
    assert LEAK in after.request().words
    after.says("wu", "我的数据")
    assert "吴阿姨" in after.last("wu", "my_data").text, "the chat is found by its new hash"
    number = opens(after, "he")
    assert after.request(number).household_id is not None and after.owner(number) == "captain3"
    with after.work.read() as unit:
        assert not [found for chain in chains(unit) for found in breaks(unit, chain)], "heads are sealed anew"
    with pytest.raises(WrongKey):
        with_keys(after, database_url, key)


def test_half_way_both_keys_go_on_and_a_second_run_finishes(lived: Compound, database_url: str, key: str) -> None:
    """Killed between two batches: the bot runs with both keys, and what is done already is not done again."""
    both = with_keys(lived, database_url, f"{NEW},{key}")

    class Killed(Exception):
        pass

    read: list[int] = []

    def killed(rows: int) -> None:
        read.append(rows)
        if len(read) == 3:
            raise Killed

    with pytest.raises(Killed):
        reencrypt(both.work.engine, killed)
    assert written_with(both.work.engine, NEW) == {True, False}
    number = opens(with_keys(both, database_url, f"{NEW},{key}"), "he", "客厅的灯一闪一闪")
    again = with_keys(both, database_url, f"{NEW},{key}")
    total = reencrypt(again.work.engine)
    assert reencrypt(again.work.engine) == 0 < total
    again.work.write("rekey", rehash)
    assert "灯" in with_keys(again, database_url, f"{NEW},{key}").request(number).words, "killed before the old key was dropped: still both"
    assert "灯" in with_keys(again, database_url, NEW).request(number).words


def test_every_keyed_hash_is_made_anew() -> None:
    """Whoever adds one must add it to `rehash` too."""
    hashed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(("_hash", "seal"))
    }
    assert hashed == {
        "address.value_hash", "person.phone_hash", "household.door_hash", "inbox_message.address_hash", "audit_head.seal",
        "outbox_message.shown_hash",  # of a card shown with the old key: at most edited once to what it shows already
        "invitation.code_hash",  # those not used yet are taken back: nobody keeps the code
    }  # fmt: skip


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, as the command sees it."""
    monkeypatch.setenv("WOBANGLIN_VAR", str(tmp_path))
    monkeypatch.setenv("WOBANGLIN_ACTION_PORT", "1")
    for name in ("WOBANGLIN_SECRET_KEY", "WOBANGLIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_command_makes_the_key_and_puts_the_old_one_aside(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """secret.key holds the new one alone, secret.key.old the old one, both for nobody else's eyes; twice is twice."""
    file, old = var / "secret.key", var / "secret.key.old"
    with pytest.raises(BadSetting, match=r"secret\.key"):
        command.rekey()
    file.write_text(first := Fernet.generate_key().decode())
    command.rekey()
    second = file.read_text().strip()
    command.rekey()
    assert "," not in file.read_text() and old.read_text().split() == [first, second]
    assert {stat.S_IMODE(each.stat().st_mode) for each in (file, old)} == {0o600}
    assert "换好了" in capsys.readouterr().out


def test_a_change_that_was_broken_off_goes_on_with_the_same_new_key(var: Path) -> None:
    """A third key is never made."""
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    (var / "secret.key").write_text(f"{second},{first}\n")
    command.rekey()
    assert (var / "secret.key").read_text().strip() == second


def test_one_key_in_the_setting_is_refused_with_the_cure(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what to write there."""
    monkeypatch.setenv("WOBANGLIN_SECRET_KEY", Fernet.generate_key().decode())
    with pytest.raises(BadSetting, match="新钥匙"):
        command.rekey()
