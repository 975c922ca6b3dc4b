"""Kinds of drawing that fill component frames, one module each."""
