create table kind (id int primary key);
insert into kind values (1), (2);
create function touch() returns trigger language plpgsql as $$ begin new.n := coalesce(new.n, 'touched'); return new; end $$;
create publication told;
