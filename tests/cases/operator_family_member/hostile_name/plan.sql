-- s01 create operator family member Fa "m.F o using btree.operator 1 (integer, "Fa ""m"."Ty (,) pe")
--     lock none; way back exact; hazards alter-object
--     undo: alter operator family "Fa ""m"."F o" using btree drop operator 1 (integer, "Fa ""m"."Ty (,) pe");
alter operator family "Fa ""m"."F o" using btree add operator 1 "Fa ""m".<<<(integer,"Fa ""m"."Ty (,) pe");
