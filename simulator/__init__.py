"""Session simulator: multi-session therapy dialogues between two language models, each kept in its role."""

__version__ = "0.1.0"
