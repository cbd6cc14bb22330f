"""The mathematics, tested against finite differences and known answers."""
