-- A stand-in of drifttools for scratch databases: the functions of pgcrypto 1.4 without its library.
\echo Use "ALTER EXTENSION pgcrypto UPDATE TO '1.4'" to load this file. \quit

CREATE FUNCTION fips_mode() RETURNS bool
LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
AS $$
SELECT false
$$;
