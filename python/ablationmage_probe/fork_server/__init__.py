"""A process that imports a study's libraries once and forks for every run. It executes nothing of the user's itself."""
