create access method trees type index handler bthandler;
create operator class ints default for type int using trees as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=,
    operator 5 >, function 1 btint4cmp(int, int);
