create foreign table r (id int, constraint positive check (id > 0)) server away;
create trigger seen before insert on r for each row execute function noted();
