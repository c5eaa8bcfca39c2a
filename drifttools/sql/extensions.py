"""Which extension brings a type, function or operator class along, where nothing but its name is known."""

from __future__ import annotations

from collections.abc import Mapping

PROVIDERS: Mapping[str, str] = {
    "citext": "citext",
    "hstore": "hstore",
    "ltree": "ltree",
    "unaccent": "unaccent",
    "crypt": "pgcrypto",
    "digest": "pgcrypto",
    "gen_random_bytes": "pgcrypto",
    "gen_salt": "pgcrypto",
    "gin_trgm_ops": "pg_trgm",
    "gist_trgm_ops": "pg_trgm",
    "similarity": "pg_trgm",
    "word_similarity": "pg_trgm",
    "geography": "postgis",
    "geometry": "postgis",
    "st_distance": "postgis",
    "st_intersects": "postgis",
    "st_makepoint": "postgis",
    "uuid_generate_v1": "uuid-ossp",
    "uuid_generate_v4": "uuid-ossp",
    "vector": "vector",
    "vector_cosine_ops": "vector",
    "vector_l2_ops": "vector",
}
"""Name in lower case to extension."""
