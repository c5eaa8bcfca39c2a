create operator family app.f using gin;
