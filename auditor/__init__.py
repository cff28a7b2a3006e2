"""A compliance auditor for contracts that exist and for the records kept about clients."""

__version__ = "0.1.0"
