"""The captain's side: leave, partners' contacts, pauses, extensions, returns, merging; and an owner who always holds a post"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from aid.store.types import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Whoever owns an unfinished request holds a post. A foreign key cannot say this: a person may hold several posts, and a finished
# request keeps the name of an owner who has long left. FOR KEY SHARE makes giving up a post and being given a request wait for each other.
_POSTGRESQL = (
    """
    CREATE FUNCTION owner_holds_a_post() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.status NOT IN ('closed', 'cancelled') THEN
            PERFORM 1 FROM post WHERE person_id = NEW.captain_id FOR KEY SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'the owner of a request holds no post' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER owner_holds_a_post BEFORE INSERT OR UPDATE OF captain_id, status ON help_request
    FOR EACH ROW EXECUTE FUNCTION owner_holds_a_post()
    """,
    """
    CREATE FUNCTION post_owns_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.person_id = OLD.person_id THEN
            RETURN NEW;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM post WHERE person_id = OLD.person_id AND id <> OLD.id)
           AND EXISTS (SELECT 1 FROM help_request WHERE captain_id = OLD.person_id AND status NOT IN ('closed', 'cancelled')) THEN
            RAISE EXCEPTION 'this post still owns requests' USING ERRCODE = 'check_violation';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER post_owns_nothing BEFORE DELETE OR UPDATE OF person_id ON post
    FOR EACH ROW EXECUTE FUNCTION post_owns_nothing()
    """,
)
_UNFINISHED_ORPHAN = """
    WHEN NEW.status NOT IN ('closed', 'cancelled') AND NOT EXISTS (SELECT 1 FROM post WHERE person_id = NEW.captain_id)
    BEGIN SELECT RAISE(ABORT, 'the owner of a request holds no post'); END
"""
_LAST_POST = """
    NOT EXISTS (SELECT 1 FROM post WHERE person_id = OLD.person_id AND id <> OLD.id)
    AND EXISTS (SELECT 1 FROM help_request WHERE captain_id = OLD.person_id AND status NOT IN ('closed', 'cancelled'))
    BEGIN SELECT RAISE(ABORT, 'this post still owns requests'); END
"""
_SQLITE = (
    f"CREATE TRIGGER owner_holds_a_post_new BEFORE INSERT ON help_request FOR EACH ROW {_UNFINISHED_ORPHAN}",
    f"CREATE TRIGGER owner_holds_a_post BEFORE UPDATE OF captain_id, status ON help_request FOR EACH ROW {_UNFINISHED_ORPHAN}",
    f"CREATE TRIGGER post_owns_nothing BEFORE DELETE ON post FOR EACH ROW WHEN {_LAST_POST}",
    f"CREATE TRIGGER post_owns_nothing_new BEFORE UPDATE OF person_id ON post FOR EACH ROW WHEN NEW.person_id <> OLD.person_id AND {_LAST_POST}",
)


def upgrade() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("begun_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_leave_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_person", "leave", ["person_id", "ended_at"])
    op.create_index(op.f("ix_leave_ended_at"), "leave", ["ended_at"])
    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_partner_contact_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
        sa.UniqueConstraint("partner", "person_id", name=op.f("uq_partner_contact_partner_person_id")),
    )
    op.create_index(op.f("ix_partner_contact_person_id"), "partner_contact", ["person_id"])
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("referred_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], name=op.f("fk_referral_request_id_help_request")),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["person.id"], name=op.f("fk_referral_acknowledged_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_request", "referral", ["request_id", "ended_at"])
    op.create_table(
        "subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], name=op.f("fk_subscriber_request_id_help_request")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_subscriber_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("request_id", "person_id", name=op.f("uq_subscriber_request_id_person_id")),
    )
    op.create_index(op.f("ix_subscriber_person_id"), "subscriber", ["person_id"])
    op.add_column("invitation", sa.Column("partner", sa.String(length=64), nullable=True))
    op.add_column("follow_up", sa.Column("left_seconds", sa.Integer(), nullable=True))
    op.add_column("help_request", sa.Column("first_word_at", UtcDateTime(timezone=True), nullable=True))
    op.add_column("help_request", sa.Column("extended", sa.Integer(), server_default="0", nullable=False))
    op.add_column("help_request", sa.Column("extension_asked", sa.String(length=64), nullable=True))
    op.add_column("help_request", sa.Column("sent_back", sa.Integer(), server_default="0", nullable=False))
    # In plain SQL, which both engines take: Alembic would copy the whole table on SQLite, and its triggers and references with it.
    op.execute(
        "ALTER TABLE help_request ADD COLUMN stands_in_for INTEGER CONSTRAINT fk_help_request_stands_in_for_person REFERENCES person (id)"
    )
    op.execute(
        "ALTER TABLE help_request ADD COLUMN merged_into INTEGER "
        "CONSTRAINT fk_help_request_merged_into_help_request REFERENCES help_request (id)"
    )
    op.create_index(op.f("ix_help_request_merged_into"), "help_request", ["merged_into"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("owner_holds_a_post_new", "owner_holds_a_post", "post_owns_nothing", "post_owns_nothing_new"):
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP FUNCTION owner_holds_a_post CASCADE")
        op.execute("DROP FUNCTION post_owns_nothing CASCADE")
    op.drop_index(op.f("ix_help_request_merged_into"), "help_request")
    for column in ("merged_into", "stands_in_for", "sent_back", "extension_asked", "extended", "first_word_at"):
        op.drop_column("help_request", column)
    op.drop_column("follow_up", "left_seconds")
    op.drop_column("invitation", "partner")
    for table_name in ("subscriber", "referral", "partner_contact", "leave"):
        op.drop_table(table_name)
