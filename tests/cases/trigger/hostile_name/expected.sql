create trigger "tr ""x"" 'y'" before update of "A" on "T t" for each row when (new."A" > 0) execute function "F"('a''b', E'c\\d');
create trigger "new" before insert on "T t" for each row execute function "F"();
