"""An issue asked of the site: what to ask for, how much of it, and when to give up."""
