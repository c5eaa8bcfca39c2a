revoke insert, delete on t from postgres;
