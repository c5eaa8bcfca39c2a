-- s01 alter sequence public.s
--     lock SHARE ROW EXCLUSIVE on public.s; way back exact; hazards alter-sequence
--     undo: alter sequence public.s as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;
alter sequence public.s as bigint increment by 10 minvalue 5 maxvalue 500 start with 20 cache 3 cycle;
