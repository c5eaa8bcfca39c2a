create policy "p ""x"" 'y'" on "T t" to "Odd Role" using ("A" = 'it''s' or "A" = E'\\x\n');
create policy "using" on "T t" for insert with check ("A" <> '{}');
