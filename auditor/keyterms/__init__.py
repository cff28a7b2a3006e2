"""The key terms of a contract, from the facts already gathered."""
