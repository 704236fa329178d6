"""What a person can ask of the office: everything known, who may know it, and for how long."""
