alter table "T" add column "a""b" int default 1, add column "select" text not null default '', add column "ü
x" int, add column "Ω" serial, add column "a23456789012345678901234567890123456789012345678901234567890123" int;
