alter role app_reader reset all;
alter role "Odd Role" reset all;
alter role all reset all;
alter role all set lock_timeout to '7s';
alter role all set idle_in_transaction_session_timeout to '1h';
