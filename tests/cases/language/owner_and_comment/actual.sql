create language mine handler handled; comment on language mine is 'old';
