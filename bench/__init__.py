"""What Biebwijzer costs, as ratios within one run. Nothing here fails on a time: a shared machine is too noisy."""
