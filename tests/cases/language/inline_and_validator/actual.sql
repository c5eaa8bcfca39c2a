create language mine handler handled; create language other handler handled;
