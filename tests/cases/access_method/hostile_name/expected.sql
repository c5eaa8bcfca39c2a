create access method "Me ""th od" type index handler bthandler; create operator family f using "Me ""th od";
