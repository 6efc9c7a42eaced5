"""What executes a task: functions of this process, or an engine that people already run."""
