alter event trigger a enable always;
alter event trigger b disable;
