"""A local web page over the runs folder: `simulate view`. Reads only, listens on loopback only."""
