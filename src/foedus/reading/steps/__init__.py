"""What can be marked in a text before anyone codes it. Each step is one module and one pure function, usable alone."""
