create operator family app.tens using btree;
create operator class app.tens for type int using btree family app.tens as operator 1 <<<, operator 2 <<=, operator 3 ===, operator 4 >>=, operator 5 >>>, function 1 ordered(int, int);
create index i on t (n app.tens);
comment on operator class app.tens using btree is 'by tens';
comment on operator family app.tens using btree is 'all by tens';
