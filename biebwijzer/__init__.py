"""Biebwijzer: the workspace in which a public library sees whom it reaches and what it promised."""
