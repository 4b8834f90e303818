from tests.orgs.fixtures import agencies, province
from tests.places.fixtures import maps, maps_of_module

__all__ = ["agencies", "maps", "maps_of_module", "province"]
