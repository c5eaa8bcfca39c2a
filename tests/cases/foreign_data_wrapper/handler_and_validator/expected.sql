create foreign data wrapper far handler postgres_fdw_handler validator postgres_fdw_validator;
