alter table "T""x" add constraint "c""k
" check ("a'b" > 0);
alter table "T""x" add constraint "foreign" foreign key ("select") references "P" ("I d");
alter table "T""x" add constraint "ü" unique ("a'b", "select");
