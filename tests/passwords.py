"""Passwords of tests protect nobody: hashed as the product's are, with as little work as Argon2 can do."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """A hundredth of the time and of the memory."""

    time_cost = 1
    memory_cost = 8  # KiB, the least for one lane
    parallelism = 1
