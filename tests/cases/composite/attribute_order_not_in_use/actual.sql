create type pair as (c date, b text, a int);
