"""Training workshop of Second Look: prepare, train, export, calibrate, evaluate."""
