create language mine handler handled inline in_line; create language other handler handled validator checked;
