create type "Ty ""pe (x)";
create function "In ""(a)"(cstring) returns "Ty ""pe (x)" language internal immutable strict as 'textin';
create function "Out '"("Ty ""pe (x)") returns cstring language internal immutable strict as 'textout';
create type "Ty ""pe (x)" (input = "In ""(a)", output = "Out '", like = text, default = 'it''s "so"', delimiter = '''');
comment on type "Ty ""pe (x)" is 'x';
create table t (x "Ty ""pe (x)"[]);
