"""What keeps everybody, this program included, from changing what ledger and audit once said?

Who owns the database can still take the triggers away; then the seals tell (bot.services.seals).
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, event

REFUSAL = "the ledger is append-only"
AUDIT_REFUSAL = "the audit is append-only"

_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$
"""


@dataclass(frozen=True)
class _Guard:
    """What a trigger says, and PostgreSQL's function for it."""

    refusal: str
    function: str

    def make(self, table: Table) -> None:
        create = _FUNCTION.format(name=self.function, refusal=self.refusal)
        _on_postgresql(table, "after_create", create)
        _on_postgresql(table, "after_drop", f"DROP FUNCTION {self.function}()")


_LEDGER = _Guard(REFUSAL, "refuse_change")
_AUDIT = _Guard(AUDIT_REFUSAL, "refuse_audit_change")


def protect_audit(records: Table) -> None:
    """What was decided stays as it was told."""
    _AUDIT.make(records)
    _refuse_all(records, _AUDIT)


def protect_entries(entries: Table) -> None:
    """Nothing of an entry ever changes."""
    _refuse_all(entries, _LEDGER)


def protect_transactions(transactions: Table) -> None:
    """A transaction gets its seal once; nothing else of it ever changes."""
    _LEDGER.make(transactions)
    sealing = ("seal_number", "seal")
    said = [column.name for column in transactions.columns if column.name not in sealing]
    _refuse(transactions, _LEDGER, "update", f"UPDATE OF {', '.join(said)}")
    _refuse(
        transactions,
        _LEDGER,
        "seal",
        f"UPDATE OF {', '.join(sealing)}",
        when="OLD.seal_number IS NOT NULL",
    )
    _refuse(transactions, _LEDGER, "delete", "DELETE")
    _refuse_truncation(transactions, _LEDGER)


def _refuse_all(table: Table, guard: _Guard) -> None:
    _refuse(table, guard, "update", "UPDATE")
    _refuse(table, guard, "delete", "DELETE")
    _refuse_truncation(table, guard)


def _refuse(
    table: Table, guard: _Guard, name: str, change: str, *, when: str | None = None
) -> None:
    begin = f"CREATE TRIGGER {table.name}_{name} BEFORE {change} ON {table.name} FOR EACH ROW"
    condition = f" WHEN ({when})" if when else ""
    _on_postgresql(table, "after_create", f"{begin}{condition} EXECUTE FUNCTION {guard.function}()")
    _on_sqlite(table, f"{begin}{condition} BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END")


def _refuse_truncation(table: Table, guard: _Guard) -> None:
    _on_postgresql(
        table,
        "after_create",
        f"CREATE TRIGGER {table.name}_truncate BEFORE TRUNCATE ON {table.name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {guard.function}()",
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
