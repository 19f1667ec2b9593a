"""The outbox: everything the portal says to people leaves from here, each message once."""
