"""What keeps everybody, this program included, from changing what ledger and audit once said?

Who owns the database can still take the triggers away; then the seals tell (bot.services.seals).
"""

from sqlalchemy import Connection, Table, event

REFUSAL = "the ledger is append-only"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""


def protect_audit(records: Table) -> None:
    """What was decided stays as it was told."""
    protect_entries(records)


def protect_entries(entries: Table) -> None:
    """Nothing of an entry ever changes."""
    _refuse(entries, "update", "UPDATE")
    _refuse(entries, "delete", "DELETE")
    _refuse_truncation(entries)


def protect_transactions(transactions: Table) -> None:
    """A transaction gets its seal once; nothing else of it ever changes."""
    _on_postgresql(transactions, "after_create", _FUNCTION)
    _on_postgresql(transactions, "after_drop", "DROP FUNCTION refuse_change()")
    sealing = ("seal_number", "seal")
    said = [column.name for column in transactions.columns if column.name not in sealing]
    _refuse(transactions, "update", f"UPDATE OF {', '.join(said)}")
    _refuse(
        transactions, "seal", f"UPDATE OF {', '.join(sealing)}", when="OLD.seal_number IS NOT NULL"
    )
    _refuse(transactions, "delete", "DELETE")
    _refuse_truncation(transactions)


def _refuse(table: Table, name: str, change: str, *, when: str | None = None) -> None:
    begin = f"CREATE TRIGGER {table.name}_{name} BEFORE {change} ON {table.name} FOR EACH ROW"
    condition = f" WHEN ({when})" if when else ""
    _on_postgresql(table, "after_create", f"{begin}{condition} EXECUTE FUNCTION refuse_change()")
    _on_sqlite(table, f"{begin}{condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def _refuse_truncation(table: Table) -> None:
    _on_postgresql(
        table,
        "after_create",
        f"CREATE TRIGGER {table.name}_truncate BEFORE TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    )


def _on_postgresql(table: Table, moment: str, statement: str) -> None:
    _listen(table, moment, "postgresql", statement)


def _on_sqlite(table: Table, statement: str) -> None:
    _listen(table, "after_create", "sqlite", statement)


def _listen(table: Table, moment: str, dialect: str, statement: str) -> None:
    def execute(_table: Table, connection: Connection, **_options: object) -> None:
        if connection.dialect.name == dialect:
            connection.exec_driver_sql(statement)

    event.listen(table, moment, execute)
