"""The connection that says who is acting, for row-level security.

The settings live with the connection, not with one transaction, so that reads in autocommit and streamed answers pass
the same wall. They are told anew whenever the actor changes or a rollback may have undone them, and cleared before the
connection goes back to the pool. A pooler that shares one connection between transactions must not stand in between.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from common import actor

_TELL = (
    "SELECT set_config('upr.user', %s, false), set_config('upr.workspaces', %s, false),"
    " set_config('upr.key', %s, false), set_config('upr.server', %s, false)"
)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, which tells PostgreSQL who is acting before it hands out a cursor."""

    # What the connection was told last; None: not known.
    _told: actor.Actor | None = actor.NOBODY

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self._told = actor.NOBODY
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        self._tell(actor.current())
        return super().create_cursor(name)

    def _tell(self, who: actor.Actor) -> None:
        # In a failed transaction nothing can be told, and nothing but a rollback can be asked.
        if who == self._told or self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        self._told = None
        self.connection.execute(_TELL, who.settings())
        self._told = who

    def _rollback(self) -> None:
        self._told = None
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._told = None
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None

    def _close(self) -> None:
        if self.connection is not None and self.pool:
            self._forget()
        super()._close()  # type: ignore[misc]

    def _forget(self) -> None:
        """Hand back a connection that knows nobody; one that cannot forget is closed for good."""
        try:
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                self._told = None
                self.connection.rollback()
            # Told inside a transaction, it would be rolled back by the pool.
            self.connection.autocommit = True
            self._tell(actor.NOBODY)
        except psycopg.Error:
            self.connection.close()
