"""Where shards run. An engine maps a job over shards and yields the outcomes in order."""
