"""The hand-made newspapers as their sites print them: a paper of the press in the form of each platform."""
