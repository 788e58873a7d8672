"""Transcripts made elsewhere: the old text format, odd labels, JSONL, chat messages, ShareGPT. They become a run.

What is read is hostile: bounded in size, never evaluated, never a path; what had to be guessed is reported in `notices`.
"""
