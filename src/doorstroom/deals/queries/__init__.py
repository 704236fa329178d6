"""What may be asked about deals, referrals and their figures."""
