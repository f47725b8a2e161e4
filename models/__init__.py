"""What is true: tables, the verbs on them, the pure rules they keep, and the read side."""
