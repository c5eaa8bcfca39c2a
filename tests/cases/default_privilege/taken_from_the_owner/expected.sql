alter default privileges revoke delete, truncate on tables from postgres;
