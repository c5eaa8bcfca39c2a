drop trigger tells on p;
