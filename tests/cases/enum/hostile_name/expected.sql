create type "Mood ""x"" 'y'" as enum ('a');
create type "select" as enum ('a"b', E'c\nd');
create type "ééééééééééééééééééééééééééééééé" as enum ('ü');
create table t (a "Mood ""x"" 'y'", b "select"[] default array['a"b'::"select"]);
