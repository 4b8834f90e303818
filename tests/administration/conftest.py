from tests.administration.worlds import world
from tests.orgs.fixtures import agencies

__all__ = ["agencies", "world"]
