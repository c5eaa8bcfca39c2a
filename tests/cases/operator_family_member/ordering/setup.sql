create operator family f using gist;
