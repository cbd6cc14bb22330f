"""Fall Line lets you watch a real network go down its cost, one step at a time."""

import os

# One BLAS thread each: many small products share the cores better than one big one,
# and the variables are only read when NumPy is first imported.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
