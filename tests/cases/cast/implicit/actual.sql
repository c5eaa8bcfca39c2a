create cast (pair as text) with function pair_as_text(pair) as assignment;
