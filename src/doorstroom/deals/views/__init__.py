"""The pages of deals, referrals, the agency desk, screening and the cockpit."""
