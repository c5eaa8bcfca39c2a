-- What somebody did to the database that the models of sqlmodel_project/ had made.
alter table hero add score numeric(6,2) not null default 0, add payload jsonb;
alter table hero alter age type bigint;
alter table team alter name type text, alter name drop not null;
create table medal (id serial primary key, hero_id int not null references hero on delete cascade, "from" date, won_at timestamptz not null default now());
create table team_medal (team_id int references team, medal_id int references medal, primary key (team_id, medal_id));
