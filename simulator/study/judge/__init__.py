"""Sessions rated by a model, blind, with controls that show whether it can be believed."""
