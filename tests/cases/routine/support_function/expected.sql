alter function f(int, int) support pg_catalog.generate_series_int4_support;
