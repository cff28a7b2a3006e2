"""A report to a file: one exporter per form, all of them from the same frozen object."""
