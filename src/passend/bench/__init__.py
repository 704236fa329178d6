"""Workloads, rivals and measurements: how the engine's figures are made, for anyone to make again."""
