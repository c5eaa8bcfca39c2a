create operator family "Cl ""s"""."Fa ""m"" using x" using btree;
create operator class "Cl ""s"""."C ""l"" using hash" for type int using btree family "Cl ""s"""."Fa ""m"" using x" as operator 1 <<<, operator 2 <<=, operator 3 ===, operator 4 >>=, operator 5 >>>, function 1 ordered(int, int);
create index i on t (n "Cl ""s"""."C ""l"" using hash");
comment on operator class "Cl ""s"""."C ""l"" using hash" using btree is 'x';
