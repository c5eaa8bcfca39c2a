create language mine handler handled_too;
