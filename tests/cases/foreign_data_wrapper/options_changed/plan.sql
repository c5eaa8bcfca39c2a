-- s01 alter foreign data wrapper far
--     lock none; way back exact; hazards alter-object
--     undo: alter foreign data wrapper far  options (drop c, set b 'two', add d '4');
alter foreign data wrapper far  options (drop d, set b '2', add c  E'it''s \\');
