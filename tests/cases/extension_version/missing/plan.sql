-- s01 create extension hstore
--     lock none; way back exact; hazards create-extension
--     undo: drop extension hstore;
create extension hstore schema public;

-- s02 create extension uuid-ossp
--     lock none; way back exact; hazards create-extension
--     undo: drop extension "uuid-ossp";
create extension "uuid-ossp" schema public;
