"""T4, T8, T9: pages, papers and weight of the product in a demo world."""

from __future__ import annotations

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from benchmarks import pages, papers, weight  # noqa: E402
from benchmarks.measures import hand_over, tell  # noqa: E402
from ketnoi.demo import world  # noqa: E402


def main() -> None:
    """Build the world once, measure."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    if world.is_empty():
        tell("building the demo world …")
        world.build(1)
    hand_over(papers.measure() + pages.measure() + weight.measure())


if __name__ == "__main__":
    main()
