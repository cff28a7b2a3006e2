"""A dossier in its forms: page, data, plain text, table, calendar."""
