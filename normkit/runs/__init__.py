"""Take a bundle through a job, commit shard by shard, and continue where a killed run stopped."""
