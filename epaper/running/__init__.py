"""Running a spider, what came of it, and what a run leaves behind."""
