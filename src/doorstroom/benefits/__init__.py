"""Reports for a benefit, and the last employer who may keep the job."""
