"""Files that are refused by their name alone: nothing that may be kept as evidence is called so. Pure."""

# What else may be kept is told by its content, once it is fetched (tasks/evidence/kinds.py).
REFUSED_ENDINGS = frozenset(
    {
        *("exe", "bin", "com", "bat", "cmd", "msi", "scr", "dll", "jar", "apk", "vbs", "ps1", "sh", "js"),
        *("zip", "rar", "7z", "gz", "tar", "iso", "dmg"),
        *("html", "htm", "svg", "xml", "json", "txt", "csv", "md"),
        *("docm", "xlsm", "pptm", "mdb", "accdb", "psd", "ai", "tmp", "lnk"),
    }
)


def is_refused(file_name: str | None) -> bool:
    """Whether the ending already tells that it is not taken; without a name or ending nothing is told."""
    _, dot, ending = (file_name or "").rpartition(".")
    return bool(dot) and ending.strip().lower() in REFUSED_ENDINGS
