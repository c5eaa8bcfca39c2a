create access method trees type index handler bthandler;
create access method piles type table handler heap_tableam_handler;
comment on access method trees is 'like btree';
