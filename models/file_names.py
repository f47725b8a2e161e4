"""What a file's name alone tells: that it is refused, and the name under which it is handed out. Pure."""

# What else may be kept is told by its content, once it is there (tasks/evidence/kinds.py). A program may begin with the
# bytes of a document, and Windows goes by the name: what it runs, installs, mounts or renders is refused by that.
# Source: what Outlook blocks (support.microsoft.com, "Blocked attachments in Outlook"), and what came since.
REFUSED_ENDINGS = frozenset(
    {
        *("exe", "bin", "com", "bat", "cmd", "msi", "scr", "dll", "jar", "apk", "vbs", "ps1", "sh", "js", "app"),
        *("appcontent-ms", "appinstaller", "application", "appref-ms", "appx", "appxbundle", "msix", "msixbundle"),
        *("cpl", "ocx", "sys", "drv", "gadget", "hta", "pif", "lnk", "url", "scf", "desktop", "webloc", "website"),
        *("inf", "ins", "isp", "its", "job", "mcf", "msc", "msp", "mst", "msu", "prf", "reg", "settingcontent-ms"),
        *("jse", "mjs", "vb", "vbe", "vbp", "vbscript", "ws", "wsb", "wsc", "wsf", "wsh", "sct", "shb", "shs", "xnk"),
        *("ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1", "psdm1", "psm1", "cdxml", "pssc", "msh", "msh1", "msh2"),
        *("mshxml", "msh1xml", "msh2xml", "bas", "bgi", "csh", "ksh", "bash", "command", "py", "pyc", "pyo", "pyw"),
        *("pyz", "pyzw", "pl", "rb", "lua", "tcl", "ahk", "au3", "class", "jnlp", "php", "php3", "phar", "phtml"),
        *("asp", "aspx", "asa", "ashx", "cer", "crt", "der", "cfm", "cgi", "jsp", "htc", "html", "htm", "shtml"),
        *("xhtml", "xht", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "xslt", "xbap", "swf", "chm", "hlp", "hpj"),
        *("library-ms", "search-ms", "searchconnector-ms", "theme", "themepack", "rdp", "zip", "rar", "7z", "gz"),
        *("tgz", "bz2", "xz", "zst", "tar", "cab", "ace", "arj", "lzh", "z", "deb", "rpm", "iso", "img", "dmg"),
        *("udf", "vhd", "vhdx", "wim", "pkg", "mpkg", "diagcab", "diagcfg", "diagpkg", "json", "txt", "csv", "md"),
        *("eml", "msg", "psd", "ai", "tmp", "docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "xla", "xll", "pptm"),
        *("potm", "ppsm", "ppam", "sldm", "printerexport", "slk", "iqy", "oqy", "dqy", "rqy", "wll", "wbk", "one"),
        *("onepkg", "pub", "osd", "ops", "pcd", "plg", "prg", "mdb", "accdb", "ade", "adp", "accde", "accdr"),
        *("accda", "fxp", "grp", "maf", "mag", "mam", "maq", "mar", "mas", "mat", "mau", "mav", "maw", "mda", "mde"),
        *("mdt", "mdw", "mdz", "mad", "crx", "xpi", "vsix", "vsw"),
    }
)
# Other endings under which people know a kind, by the ending that we store it with.
_ALSO = {
    ".jpg": (".jpeg", ".jpe", ".jfif"),
    ".heic": (".heif",),
    ".mp4": (".m4v", ".3gp"),
    ".mov": (".qt",),
    ".m4a": (".mp4",),
}


def is_refused(file_name: str | None) -> bool:
    """Whether the ending already tells that it is not taken; without a name or ending nothing is told.

    Dots and spaces after it tell nothing: Windows drops them.
    """
    _, dot, ending = (file_name or "").rstrip(". \t\u00a0").rpartition(".")
    return bool(dot) and ending.strip().lower() in REFUSED_ENDINGS


def handed_out(file_name: str, ending: str) -> str:
    """The name for who takes it away: one that ends as the kind that was found does; ending: of that kind, ".pdf"."""
    known = (ending, *_ALSO.get(ending, ()))
    return file_name if file_name.lower().endswith(known) else f"{file_name}{ending}"
