create function checks(text[], oid) returns boolean language sql as 'select true';
create foreign data wrapper far validator checks;
