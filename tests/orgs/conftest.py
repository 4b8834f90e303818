from tests.places.fixtures import maps, maps_of_module

__all__ = ["maps", "maps_of_module"]
