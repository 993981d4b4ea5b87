"""An issue from the records of a walk: assembled, accounted for, written, read back."""
