"""What claims of Hashimoto's slides share: letters, the bulk, the networks and the data."""
