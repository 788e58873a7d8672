"""One run, many processes: `--workers N` on this machine, `--scheduler ADDRESS` on a cluster. Dask distributed carries
the courses to the workers; what is recorded is never paid for again, whichever worker continues it.
"""

from simulator.cluster.parent import find_cluster, make_with_workers

__all__ = ["find_cluster", "make_with_workers"]
