create cast (pair as text) with inout as assignment;
