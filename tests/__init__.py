"""Everything Fall Line promises, said as sentences that a machine can check."""
