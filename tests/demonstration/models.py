from ketnoi.access.models import ProtectedRecord


class Leaf(ProtectedRecord):
    pass
