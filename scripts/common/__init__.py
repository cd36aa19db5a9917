"""What the developer scripts share: the command around a run, its report, and what it ran on."""
