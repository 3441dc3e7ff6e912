"""What claims of Vanchurin's paper share: letters, fields, models and domains."""
