"""Which addresses a link may lead to: those everybody can reach, never this machine or the network around it. Pure."""

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Special by the IANA registries, and open by the library, which knows them in part or not yet: protocols' own
# (as 192.0.0.8 and .192), the name servers of AS112, multicast and 6to4 relays, documentation. No site is there.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            *("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24"),
            *("2620:4f:8000::/48", "3fff::/20"),
        ),
    )
)
# Ways to write an IPv4 address inside an IPv6 one; a gateway would lead them to it.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet (RFC 6890), also where it stands inside an IPv6 one.

    False for private, loopback, link-local, shared (100.64/10), unique local, reserved, multicast and no address.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(one) for one in _all_of(found))


def _is_open(one: _Address) -> bool:
    inside = isinstance(one, ipaddress.IPv6Address) and one.is_site_local  # fec0::/10, private before RFC 3879
    special = any(one in network for network in _SPECIAL)
    return one.is_global and not (inside or special or one.is_multicast or one.is_reserved)


def _all_of(address: _Address) -> tuple[_Address, ...]:
    """The address, or the IPv4 ones hidden in it."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _TRANSLATED:
        return (ipaddress.IPv4Address(address.packed[-4:]),)
    if address.sixtofour:
        return (address, address.sixtofour)
    return (address, *address.teredo) if address.teredo else (address,)


def is_on_site(host: str, website: str | None) -> bool:
    """Whether a host is the office's own site or lies under it."""
    own = (website or "").lower().rstrip(".")
    plain = host.lower().rstrip(".").removeprefix("www.")
    return bool(own) and (plain == own or plain.endswith(f".{own}"))
