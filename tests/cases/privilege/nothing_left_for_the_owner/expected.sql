revoke all on t from postgres;
