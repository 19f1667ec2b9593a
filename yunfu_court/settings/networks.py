"""Networks as a variable holds them. Standard library only."""

from ipaddress import ip_network


def networks(text: str) -> list[str]:
    """Networks separated by commas, a single address being one too. ValueError for what is none."""
    return [str(ip_network(each.strip())) for each in text.split(",") if each.strip()]
