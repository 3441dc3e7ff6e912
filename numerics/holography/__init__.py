"""Fields, strings and networks in a curved bulk: arrays in, arrays out."""
