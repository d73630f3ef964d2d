"""What visitors send in: files kept under names of our own, and the work on them in the background."""
