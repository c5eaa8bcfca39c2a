create access method trees type index handler handled; comment on access method trees is 'new';
