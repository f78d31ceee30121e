"""Column types: instants that know their offset, text that nobody can read in the file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from aid.store.secrets import Cipher
from aid.store.types import Encrypted, EncryptedJson, UtcDateTime

SHANGHAI = datetime.fromisoformat("2026-09-16T10:30:00+08:00")
DIALECTS = [sqlite.dialect(), postgresql.dialect()]


@pytest.fixture
def dialect() -> Dialect:
    """A dialect as `open_engine` prepares it."""
    dialect = sqlite.dialect()
    dialect.wobanglin_cipher = Cipher(Fernet.generate_key().decode())
    return dialect


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_a_time_without_an_offset_is_refused(dialect: Dialect) -> None:
    """A naive time is a guess and never reaches a row."""
    with pytest.raises(ValueError, match="without an offset"):
        UtcDateTime().process_bind_param(datetime(2026, 9, 16, 10, 30), dialect)  # the naive time to refuse


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_an_instant_comes_back_aware_and_in_utc(dialect: Dialect) -> None:
    """Whatever offset it came with, the same instant comes back in UTC; nothing stays nothing."""
    column = UtcDateTime()
    found = column.process_result_value(column.process_bind_param(SHANGHAI, dialect), dialect)
    assert found == SHANGHAI and found.tzinfo is UTC
    assert column.process_bind_param(None, dialect) is None and column.process_result_value(None, dialect) is None


def test_words_are_bytes_in_the_row_and_words_again_when_read(dialect: Dialect) -> None:
    """Encrypted text and JSON read back, hide what they hold, and leave nothing as nothing."""
    for column, value in ((Encrypted(), "水管漏了"), (EncryptedJson(), {"words": ["水管漏了"], "building": "3"})):
        kept = column.process_bind_param(value, dialect)
        assert isinstance(kept, bytes) and "水管".encode() not in kept
        assert column.process_result_value(kept, dialect) == value
        assert column.process_bind_param(None, dialect) is None and column.process_result_value(None, dialect) is None


def test_an_engine_that_is_not_ours_has_no_key() -> None:
    """Words are never written through an engine that was opened past `open_engine`."""
    with pytest.raises(RuntimeError, match="open_engine"):
        Encrypted().process_bind_param("话", postgresql.dialect())
