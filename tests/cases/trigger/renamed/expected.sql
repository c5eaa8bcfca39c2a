create trigger set_updated_at before update on t for each row execute function f();
