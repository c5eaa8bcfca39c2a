create trusted language mine handler handled;
