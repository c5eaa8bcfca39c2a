create schema one;
create schema two;
