create operator family f using gin;
