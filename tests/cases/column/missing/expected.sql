alter table t add column note text, add column n int not null default 5, add column at timestamptz default now();
