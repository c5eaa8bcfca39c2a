-- s01 alter enum public.state
--     lock none; way back exact; hazards enum-rename-value
--     undo: alter type public.state rename value 'open' to 'OPEN';
--     undo: alter type public.state rename value 'closed' to 'CLOSED';
alter type public.state rename value 'OPEN' to 'open';
alter type public.state rename value 'CLOSED' to 'closed';
