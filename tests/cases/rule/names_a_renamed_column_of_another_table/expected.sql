create table public.teams (id bigint primary key, points int);
create table public.log (team bigint, points int);
insert into public.teams values (1, 10);
create rule changed as on update to public.teams where new.points <> old.points
  do also insert into public.log values (old.id, new.points);
create rule taken_back as on delete to public.log
  do instead update public.teams set points = points - old.points where teams.id = old.team and teams.points > old.points;
