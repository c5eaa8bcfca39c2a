-- s01 alter user mapping away.app_reader
--     lock none; way back none; hazards alter-object
alter user mapping for app_reader server away options (drop password);
