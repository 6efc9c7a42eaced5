"""What is computed: one file a task."""
