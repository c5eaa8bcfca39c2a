create type "Odd ""type" as (a int);
