alter type number rename to counter;
