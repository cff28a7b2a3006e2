"""The four exit codes, as schedulers read them."""

CLEAN = 0
"""Nothing failed at or above the asked severity, and everything was read."""
FINDINGS = 1
"""A finding at or above it, or something undetermined or not read."""
CANNOT_RUN = 2
"""Bad usage, configuration or rule."""
CANNOT_WRITE = 3
"""The result could not be written; nothing half-written is left."""
