create cast (pair as other) with function to_other(pair);
create cast (other as pair) with function to_pair(other) as implicit;
create cast (int8 as pair) with inout;
