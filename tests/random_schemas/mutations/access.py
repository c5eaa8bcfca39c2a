"""Policies, privileges, owners, comments."""

from __future__ import annotations

from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import columns, on_tables, relations, routines, types

# whoever has it is none of the roles that it could be given to
_UNGIVEN = "owner = 'postgres'::regrole"
_POLICY = on_tables("pg_policy", "polname", "polrelid", "true")


@mutation
def policy_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rp"))
    if found is None:
        return None
    named = Found(found.schema, found.name, "policy_by_hand")
    return named, f"create policy policy_by_hand on {found.sql} for update to {hand.role()} using (true) with check (false)"


@mutation
def policy_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(_POLICY)
    return None if found is None else (found, f"drop policy {found.part_sql} on {found.sql}")


@mutation
def policy_opened(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(on_tables("pg_policy", "polname", "polrelid", "o.polqual is not null"))
    return None if found is None else (found, f"alter policy {found.part_sql} on {found.sql} to public using (1 = 1)")


@mutation
def policy_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(_POLICY)
    return None if found is None else (found, f"alter policy {found.part_sql} on {found.sql} rename to renamed_by_hand")


@mutation
def table_granted(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rpvm", f"c.relacl is null and {_UNGIVEN.replace('owner', 'c.relowner')}"))
    return None if found is None else (found, f"grant select, delete on {found.sql} to {hand.role()}")


@mutation
def table_revoked(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rpvm", "c.relacl is not null"))
    if found is None:
        return None
    return found, f'revoke all on {found.sql} from public, app_reader, app_writer, "Odd Role"'


@mutation
def column_granted(hand: Hand) -> tuple[Found, str] | None:
    ungiven = _UNGIVEN.replace("owner", "c.relowner")
    found = hand.find(columns(f"c.relkind in ('r', 'p') and a.attacl is null and {ungiven}"))
    return None if found is None else (found, f"grant select ({found.part_sql}) on {found.sql} to {hand.role()}")


@mutation
def routine_granted(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines(f"p.prokind = 'f' and p.proacl is null and {_UNGIVEN.replace('owner', 'p.proowner')}"))
    change = hand.chance.one(
        (f"grant execute on function {{}} to {hand.role()}", "revoke execute on function {} from public")
    )
    if found is None:
        return None
    return Found(found.schema, found.name), change.replace("{}", f"{found.sql}({found.part})")


@mutation
def schema_granted(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find("select '', n.nspname, '', '' from pg_namespace n where {user}")
    return None if found is None else (found, f'grant create, usage on schema "{found.name}" to public')


@mutation
def sequence_granted(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("S", f"c.relacl is null and {_UNGIVEN.replace('owner', 'c.relowner')}"))
    return None if found is None else (found, f"grant usage, select on sequence {found.sql} to {hand.role()}")


@mutation
def type_granted(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("e", "t.typacl is null"))
    return None if found is None else (found, f"revoke usage on type {found.sql} from public")


@mutation
def table_owner_changed(hand: Hand) -> tuple[Found, str] | None:
    # the former right to pass something on would be dumped as the owner's, and says nothing then
    plain = " and coalesce(c.relacl::text, '') !~ '[a-zA-Z][*]'"
    found = hand.find(relations("rpvm", _UNGIVEN.replace("owner", "c.relowner") + plain))
    return None if found is None else (found, f"alter table {found.sql} owner to {hand.role()}")


@mutation
def routine_owner_changed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines(f"p.prokind = 'f' and {_UNGIVEN.replace('owner', 'p.proowner')}"))
    if found is None:
        return None
    return Found(found.schema, found.name), f"alter function {found.sql}({found.part}) owner to {hand.role()}"


@mutation
def schema_owner_changed(hand: Hand) -> tuple[Found, str]:
    return Found("", "app"), f"alter schema app owner to {hand.role()}"


@mutation
def table_commented(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rp"))
    return None if found is None else (found, f"comment on table {found.sql} is 'by hand'")


@mutation
def column_commented(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(columns("c.relkind in ('r', 'p', 'v')"))
    return None if found is None else (found, f"comment on column {found.sql}.{found.part_sql} is 'by hand'")


@mutation
def comments_removed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("rp", "obj_description(c.oid, 'pg_class') is not null"))
    return None if found is None else (found, f"comment on table {found.sql} is null")
