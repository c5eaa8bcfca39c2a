create table t (id integer primary key, "Group" int, name text);
create view if not exists main.[v] ("a", `b`) AS
    SELECT [t].id, "u"."Name" /* the name */ FROM main.t LEFT OUTER JOIN "T" U ON U.ID = T.[Group] -- itself
    JOIN t w ON w.id = t.id
    WHERE u.name NOTNULL AND t.name = 'It''s';
insert into t values (1, 1, 'x');
