"""What is known, as records that become JSON: each interface serves the same ones."""
