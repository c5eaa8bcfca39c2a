create table "T t" ("A" int);
create function "F"() returns trigger language plpgsql as $$ begin return new; end $$;
