create access method trees type index handler bthandler; comment on access method trees is 'old';
