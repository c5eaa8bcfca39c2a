create cast (pair as varchar) with function as_words(pair) as assignment;
