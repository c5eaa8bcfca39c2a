create function a() returns int language plpgsql as $$ begin return b(); end $$;
create function b() returns int language plpgsql as $$ begin return a(); end $$;
create table t (x int default a());
