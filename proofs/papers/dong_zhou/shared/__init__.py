"""What claims of Dong and Zhou share: letters, networks, circuits and states."""
