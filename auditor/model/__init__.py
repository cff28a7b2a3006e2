"""The frozen types in the middle; every room knows them and they know nothing of ours."""
