"""House style: advice on how the words read, which stops nothing unless it is asked to."""
