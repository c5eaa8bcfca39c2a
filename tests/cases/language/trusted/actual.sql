create language mine handler handled;
