"""The *Office* pages: what coordinators and administrators keep in order, one noun a file."""
