"""A run's sessions in the formats of other tools, each with a dataset card, each labelled as synthetic."""
