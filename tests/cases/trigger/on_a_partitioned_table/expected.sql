create trigger tr after insert on t for each row execute function f();
create trigger own after insert on t_1 for each row execute function f();
