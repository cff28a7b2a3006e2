"""Rules and facts to findings: one outcome for every rule and subject."""
