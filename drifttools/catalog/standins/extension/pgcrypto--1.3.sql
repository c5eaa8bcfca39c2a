-- A stand-in of drifttools for scratch databases: the functions of pgcrypto 1.3 without its library.
\echo Use "CREATE EXTENSION pgcrypto" to load this file. \quit

CREATE FUNCTION digest(text, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    data pg_catalog.bytea := pg_catalog.convert_to($1, pg_catalog.getdatabaseencoding());
BEGIN
    CASE pg_catalog.lower($2)
        WHEN 'md5' THEN RETURN pg_catalog.decode(pg_catalog.md5(data), 'hex');
        WHEN 'sha224' THEN RETURN pg_catalog.sha224(data);
        WHEN 'sha256' THEN RETURN pg_catalog.sha256(data);
        WHEN 'sha384' THEN RETURN pg_catalog.sha384(data);
        WHEN 'sha512' THEN RETURN pg_catalog.sha512(data);
        ELSE RAISE EXCEPTION 'stand-in: digest % is not available on a scratch database of drifttools', $2
            USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
    END CASE;
END
$$;

CREATE FUNCTION digest(bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    data pg_catalog.bytea := $1;
BEGIN
    CASE pg_catalog.lower($2)
        WHEN 'md5' THEN RETURN pg_catalog.decode(pg_catalog.md5(data), 'hex');
        WHEN 'sha224' THEN RETURN pg_catalog.sha224(data);
        WHEN 'sha256' THEN RETURN pg_catalog.sha256(data);
        WHEN 'sha384' THEN RETURN pg_catalog.sha384(data);
        WHEN 'sha512' THEN RETURN pg_catalog.sha512(data);
        ELSE RAISE EXCEPTION 'stand-in: digest % is not available on a scratch database of drifttools', $2
            USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
    END CASE;
END
$$;

CREATE FUNCTION hmac(text, text, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: hmac is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION hmac(bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: hmac is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION crypt(text, text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: crypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION gen_salt(text) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: gen_salt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION gen_salt(text, int4) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: gen_salt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION encrypt(bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: encrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION decrypt(bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: decrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION encrypt_iv(bytea, bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: encrypt_iv is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION decrypt_iv(bytea, bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: decrypt_iv is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION gen_random_bytes(int4) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
DECLARE
    random_bytes pg_catalog.bytea := '';
BEGIN
    IF $1 < 1 OR $1 > 1024 THEN
        RAISE EXCEPTION 'Length not in range' USING ERRCODE = 'external_routine_invocation_exception';
    END IF;
    WHILE pg_catalog.octet_length(random_bytes) < $1 LOOP
        random_bytes := random_bytes OPERATOR(pg_catalog.||)
            pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()));
    END LOOP;
    RETURN pg_catalog.substr(random_bytes, 1, $1);
END
$$;

CREATE FUNCTION gen_random_uuid() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$
SELECT pg_catalog.gen_random_uuid()
$$;

CREATE FUNCTION pgp_sym_encrypt(text, text) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_encrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_encrypt_bytea(bytea, text) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_encrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_encrypt(text, text, text) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_encrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_encrypt_bytea(bytea, text, text) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_encrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_decrypt(bytea, text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_decrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_decrypt_bytea(bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_decrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_decrypt(bytea, text, text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_decrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_sym_decrypt_bytea(bytea, text, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_sym_decrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_encrypt(text, bytea) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_encrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_encrypt_bytea(bytea, bytea) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_encrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_encrypt(text, bytea, text) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_encrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_encrypt_bytea(bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_encrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_decrypt(bytea, bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_decrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_decrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_decrypt(bytea, bytea, text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_decrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_decrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_decrypt(bytea, bytea, text, text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_decrypt is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text, text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_pub_decrypt_bytea is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_key_id(bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_key_id is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION armor(bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: armor is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION armor(bytea, text[], text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: armor is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION dearmor(text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: dearmor is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;

CREATE FUNCTION pgp_armor_headers(text, key OUT text, value OUT text) RETURNS SETOF record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RAISE EXCEPTION 'stand-in: pgp_armor_headers is not available on a scratch database of drifttools'
        USING ERRCODE = 'feature_not_supported', HINT = 'Set scratch = DSN of a server that has pgcrypto.';
END
$$;
