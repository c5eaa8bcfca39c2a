alter view v alter a set default 5;
alter view v alter txt set default 'new; -- "x"';
alter view "V ""2""" alter "I d; set default 3" set default 9;
