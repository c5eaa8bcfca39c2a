"""Names that libraries bring along, so that no model has to declare them, and those that send statements."""

from __future__ import annotations

import re

SENDS = frozenset(
    "execute executemany exec_driver_sql raw fetch fetchrow fetchval fetch_all fetch_one fetch_val read_sql read_sql_query"
    " read_sql_table mogrify iterate text SQL RawSQL scalar scalars stream".split()
)
STARTS = frozenset({"select", "query", "update", "insert", "delete", "get", "get_one", "aliased"})
CLASS_API = frozenset(
    "metadata registry query objects awaitable_attrs _meta DoesNotExist MultipleObjectsReturned c columns".split()
)
DJANGO_API = frozenset(
    "save delete refresh_from_db full_clean clean clean_fields validate_unique validate_constraints get_absolute_url _state"
    " serializable_value asave adelete arefresh_from_db get_deferred_fields from_db check unique_error_message natural_key"
    " prepare_database_save date_error_message get_constraints _default_manager _base_manager history set_password"
    " check_password set_unusable_password has_usable_password is_authenticated is_anonymous get_full_name get_short_name"
    " email_user has_perm has_perms has_module_perms get_username USERNAME_FIELD EMAIL_FIELD REQUIRED_FIELDS"
    " normalize_username get_session_auth_hash".split()
)
TABLE_API = frozenset(
    "c columns name schema key insert update delete select join outerjoin alias corresponding_column primary_key indexes"
    " constraints foreign_keys metadata create drop exists tablesample lateral fullname append_column info comment"
    " dialect_options foreign_key_constraints count compile columns_clause".split()
)
PYDANTIC_API = re.compile(
    r"^(?:model_\w+|dict|json|copy|parse_obj|parse_raw|from_orm|schema|schema_json|construct|validate)$"
)
ENUM_API = frozenset("name value names values choices labels __members__ mro _missing_ label".split())
DATABASE = re.compile(r"cur|conn|session|\bdb\b|engine|pool|transaction|\btx\b", re.IGNORECASE)
SUPABASE = re.compile(r"supabase|postgrest", re.IGNORECASE)
TABLE_METHODS = ("table", "from_")
