alter operator family "Fa ""m"."F o" using btree add operator 1 "Fa ""m".<<<(int, "Fa ""m"."Ty (,) pe");
