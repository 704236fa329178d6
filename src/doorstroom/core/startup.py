"""What stops a server or a worker: a database role for which the second line of defence does not hold."""

import sys

from django.db import connection

from .policies import personal_tables


def wrong_role() -> str:
    """Return in one sentence why this database role must not serve people; "" when it may, and on SQLite."""
    if connection.vendor != "postgresql":
        return ""
    tables = [model._meta.db_table for model in personal_tables()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = session_user")
        name, superuser, bypasses = cursor.fetchone()
        cursor.execute(
            "SELECT relname, pg_has_role(session_user, relowner, 'MEMBER'), relrowsecurity AND relforcerowsecurity"
            " AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'doorstroom')"
            " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) ORDER BY relname",
            [tables],
        )
        found = cursor.fetchall()
    if superuser:
        return f"The database role {name} is a superuser, so no row would be fenced."
    if bypasses:
        return f"The database role {name} may bypass row-level security."
    if len(found) < len(tables):
        return "Not every table is there yet: run `manage.py migrate` as the owner first."
    if any(owns for _, owns, _ in found):
        return f"The database role {name} owns the tables, so it could take the fence away."
    bare = [table for table, _, fenced in found if not fenced]
    if bare:
        return f"These tables hold people and have no policy: {', '.join(bare)}. Run `manage.py secure_database`."
    return ""


def refuse_wrong_role() -> None:
    """Leave with exit code 1 when the database role is wrong (docs/how-to/run-in-production.md)."""
    reason = wrong_role()
    connection.close()  # whoever forks now opens connections of its own
    if reason:
        sys.exit(f"Doorstroom does not start. {reason} See docs/how-to/run-in-production.md.")
