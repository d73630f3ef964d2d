"""What is known, in plain words for people, whichever interface shows them."""
