create table account (id int primary key, heading text, city text not null default '', since date, owner text);
create table visit (id int primary key, account int references account, label text, city text);
insert into account values (1, 'a', 'x', '2024-01-01', 'me'), (2, 'b', 'y', null, 'you');
insert into visit values (1, 1, 'first', 'z'), (2, 2, 'second', null);
create view joined as select a.heading as of_account, v.label, v.city, a.id from account a join visit v on v.account = a.id where a.heading <> v.label;
create view beside as with w as (select heading as label from account) select label from w limit 10;
create view within as
    select q.title, (select count(*) from visit v where v.label = q.title) as label
    from (select x.heading as title, x.id from account x) q order by q.title;
create view both_of as select heading as label from account union select label from visit;
create view counted as select count(*) as label, heading as name_of from account group by heading;
create materialized view kept as select a.heading as title, v.label from account a, visit v where a.id = v.account;
alter table visit enable row level security;
create policy own on visit using (
    label <> '' and exists (select from account where account.id = visit.account and account.heading = visit.label)
);
