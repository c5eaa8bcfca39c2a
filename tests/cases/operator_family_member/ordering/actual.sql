alter operator family f using gist add operator 15 <->(point, point) for order by integer_ops, operator 1 >>(point, point);
