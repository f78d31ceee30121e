"""A new key over an old database: every ciphertext and every keyed hash is made anew. May be killed and begun again at any point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Engine, LargeBinary, Table, func, literal, select, type_coerce, update

from aid.delivery.model import InboxMessage
from aid.people.audit import sealed
from aid.people.model import Address, AuditHead, Household, Invitation, Person
from aid.store.base import Base, KeyCheck
from aid.store.secrets import Cipher
from aid.store.types import Encrypted, EncryptedJson, cipher_of
from aid.store.work import Unit

BATCH = 200

Progress = Callable[[int], None]


def encrypted_columns() -> dict[Table, list[Column[Any]]]:
    """Every column that the key hides, by table."""
    found = {
        table: [each for each in table.columns if isinstance(each.type, Encrypted | EncryptedJson)] for table in Base.metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def rows_to_read(engine: Engine) -> int:
    """How many rows carry something encrypted."""
    with engine.connect().execution_options(read_only=True) as connection:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in encrypted_columns())


def reencrypt(engine: Engine, progressed: Progress = lambda rows: None) -> int:
    """Write with the first key what another key wrote; how many rows were changed. What the first key wrote is left alone."""
    cipher, changed = cipher_of(engine.dialect), 0
    for table, columns in encrypted_columns().items():
        (key,) = table.primary_key
        for rows in _batches(engine, table, key, columns, cipher):
            changed += rows[1]
            progressed(rows[0])
    return changed


def _batches(engine: Engine, table: Table, key: Column[Any], columns: list[Column[Any]], cipher: Cipher) -> Iterator[tuple[int, int]]:
    """Rows read and rows changed, a batch a transaction: whoever waits for the lock waits for one batch only."""
    last: Any = None
    wanted = select(key, *(type_coerce(column, LargeBinary).label(column.name) for column in columns)).order_by(key).limit(BATCH)
    while True:
        with engine.begin() as connection:
            rows = connection.execute((wanted if last is None else wanted.where(key > last)).with_for_update()).all()
            changed = 0
            for row in rows:
                old = {column: bytes(token) for column, token in zip(columns, row[1:], strict=True) if token is not None}
                stale = {column: token for column, token in old.items() if not cipher.is_newest(token)}
                if stale:
                    fresh = {column: literal(cipher.encrypt(cipher.decrypt(token)), LargeBinary) for column, token in stale.items()}
                    connection.execute(update(table).where(key == row[0]).values(fresh))
                    changed += 1
        if not rows:
            return
        last = rows[-1][0]
        yield len(rows), changed


def rehash(unit: Unit) -> int:
    """Make every keyed hash with the first key, all in one transaction; how many invitations had to be taken back.

    An invitation's code is kept by nobody: those not used yet are deleted, and must be given anew.
    """
    session, cipher = unit.session, cipher_of(unit.session.get_bind().dialect)
    # A new seal must not mend a broken one.
    whole = [head for head in session.scalars(select(AuditHead)) if head.seal == sealed(unit, head)]
    cipher.hash_with_newest()
    for address in session.scalars(select(Address)):
        address.value_hash = cipher.hash(address.channel, address.value)
    for person in session.scalars(select(Person).where(Person.phone_hash.is_not(None))):
        person.phone_hash = cipher.hash("phone", person.phone or "")
    for household in session.scalars(select(Household)):
        household.door_hash = cipher.hash(household.building, household.unit or "", household.room or "")
    for message in session.scalars(select(InboxMessage).where(InboxMessage.address_hash != "")):
        message.address_hash = cipher.hash(message.channel, message.address)
    for head in whole:
        head.seal = sealed(unit, head)
    unused = session.scalars(select(Invitation).where(Invitation.used_at.is_(None))).all()
    for invitation in unused:
        session.delete(invitation)
    session.get_one(KeyCheck, 1).fingerprint = cipher.fingerprint
    return len(unused)
