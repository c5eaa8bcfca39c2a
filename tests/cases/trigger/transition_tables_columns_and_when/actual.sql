create or replace trigger c after update of id, a on t for each row execute function f('x', 'it is');
