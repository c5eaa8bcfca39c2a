-- s01 move sequence public.invoice_number to schema app
--     lock ACCESS EXCLUSIVE on public.invoice_number; way back exact; hazards set-schema
--     undo: alter sequence app.invoice_number set schema public;
alter sequence public.invoice_number set schema app;
