"""The review before a signature: the verdict, the contract given back with notes, and the papers that go with it."""
