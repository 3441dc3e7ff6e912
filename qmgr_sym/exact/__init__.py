"""Zero tests and order decisions by exact arithmetic."""
