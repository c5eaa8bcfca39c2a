create cast (pair as text) with function pair_in_words(pair) as assignment;
