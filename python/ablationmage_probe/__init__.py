"""What a run's Python processes tell the study about themselves. Standard library only, Python 3.8 and later."""
