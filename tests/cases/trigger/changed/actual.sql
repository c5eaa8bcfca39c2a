create trigger t1 before insert on t for each row execute function f();
