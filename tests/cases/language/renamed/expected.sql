create language mine handler handled validator checked;
