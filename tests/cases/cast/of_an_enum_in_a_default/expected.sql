create cast (mood as int) with function mood_number(mood) as assignment;
create table t (id int, n int default mood_number('happy'), check (n = mood_number('sad') or n > 0));
