create table t (a int default 5, b mood_text, c timestamptz default now());
