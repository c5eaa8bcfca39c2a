create table t (id integer primary key, "Name" text);
create table log (what text);
create trigger if not exists main."g" BEFORE INSERT ON main.T FOR EACH ROW WHEN NEW.name == 'It'
BEGIN
    -- keep it
    INSERT INTO LOG VALUES (NEW.[Name]);
    UPDATE T SET `name` = 'a' WHERE ID = 1;
END;
create trigger h after update of name on T for each row begin select raise(ABORT, 'Not so') where exists (select 1 from main.log); end;
insert into t values (1, 'x');
