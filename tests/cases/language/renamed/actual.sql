create language other handler handled validator checked;
