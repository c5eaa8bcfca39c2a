create cast (pair as other) with function to_other(pair) as assignment;
create cast (other as pair) with function to_pair(other);
create cast (pair as int8) with inout;
