"""The run on disk: journal, folders, lock, index; and what is made from it: resume, replay, regenerate, import, export."""
