create trigger updated before update on t for each row execute function f();
