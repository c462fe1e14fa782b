"""Where a call stands among the frames that led to it."""


def is_below(frame, outer):
    """Whether `outer` is the frame itself or one that led to it."""
    while frame is not None:
        if frame is outer:
            return True
        frame = frame.f_back
    return False
