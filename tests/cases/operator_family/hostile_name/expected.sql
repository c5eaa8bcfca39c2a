create operator family "F ""a using btree" using btree; comment on operator family "F ""a using btree" using btree is ''''; alter operator family "F ""a using btree" using btree owner to "Odd Role";
