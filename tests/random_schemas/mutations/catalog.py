"""Queries by which mutations find what they can change. Their columns are those of `Found`."""

from __future__ import annotations


def relations(kinds: str, where: str = "true", more: str = "''") -> str:
    """Relations of these relkinds."""
    return (
        f"select n.nspname, c.relname, '', {more} from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where {{user}} and c.relkind::text = any(array{list(kinds)!r}) and ({where})"
    )


def columns(where: str, more: str = "''") -> str:
    """Columns of relations."""
    return (
        f"select n.nspname, c.relname, a.attname, {more} from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " join pg_namespace n on n.oid = c.relnamespace"
        f" where {{user}} and a.attnum > 0 and not a.attisdropped and ({where})"
    )


def constraints(where: str, more: str = "''") -> str:
    """Constraints of tables that are their own, not a parent's."""
    return (
        f"select n.nspname, c.relname, k.conname, {more} from pg_constraint k join pg_class c on c.oid = k.conrelid"
        " join pg_namespace n on n.oid = c.relnamespace"
        f" where {{user}} and k.conparentid = 0 and k.coninhcount = 0 and ({where})"
    )


def indexes(where: str, more: str = "''") -> str:
    """Indexes of tables and materialized views that back no constraint and hang on no other index."""
    return (
        f"select n.nspname, c.relname, x.relname, {more} from pg_index i join pg_class x on x.oid = i.indexrelid"
        " join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace"
        " where {user} and not x.relispartition and not exists (select from pg_constraint k where k.conindid = x.oid)"
        f" and ({where})"
    )


def routines(where: str, more: str = "''") -> str:
    """Routines but for the constructors of ranges, with the types of their arguments in `part`."""
    return (
        f"select n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), {more} from pg_proc p"
        f" join pg_namespace n on n.oid = p.pronamespace where {{user}} and p.proname !~ 'span_' and ({where})"
    )


def types(typtype: str, where: str = "true", more: str = "''") -> str:
    """Types of a sort."""
    return (
        f"select n.nspname, t.typname, '', {more} from pg_type t join pg_namespace n on n.oid = t.typnamespace"
        f" left join pg_class tc on tc.oid = t.typrelid where {{user}} and t.typtype = '{typtype}'"
        f" and (tc.oid is null or tc.relkind = 'c') and ({where})"
    )


def on_tables(catalog: str, name: str, table: str, where: str, more: str = "''") -> str:
    """Triggers, policies and rules."""
    return (
        f"select n.nspname, c.relname, o.{name}, {more} from {catalog} o join pg_class c on c.oid = o.{table}"
        f" join pg_namespace n on n.oid = c.relnamespace where {{user}} and ({where})"
    )
