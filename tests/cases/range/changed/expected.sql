create type slot as range (subtype = timetz, multirange_type_name = slots);
