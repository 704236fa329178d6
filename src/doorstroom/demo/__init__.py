"""The invented region: values, makers and stories."""
