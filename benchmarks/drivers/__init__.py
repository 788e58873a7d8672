"""One file per way to run the workload; see `benchmarks.workload`."""
