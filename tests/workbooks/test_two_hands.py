import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import pytest

from ketnoi.workbooks import two_hands


def worked(number):
    return number * number, os.getpid()


def test_a_second_process_does_two_parts_of_three_and_all_come_in_order():
    done = list(two_hands.each(worked, range(7)))
    assert [square for square, _process in done] == [0, 1, 4, 9, 16, 25, 36]
    assert [process == os.getpid() for _square, process in done] == [True, False, False, True, False, False, True]


def test_few_parts_are_done_here():
    assert {process for _square, process in two_hands.each(worked, range(two_hands.MANY - 1))} == {os.getpid()}


def refused(number):
    if number == 2:
        raise ValueError("hai")
    return number


def test_what_the_second_process_refuses_is_refused_here():
    done = two_hands.each(refused, range(7))
    assert [next(done), next(done)] == [0, 1]
    with pytest.raises(ValueError, match="hai"):
        next(done)


def killed(number):
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_second_process_that_is_killed_is_not_waited_for():
    with pytest.raises(BrokenProcessPool):
        list(two_hands.each(killed, range(7)))


LONG_WORK = """
import os, time
import django
django.setup()
from ketnoi.workbooks import two_hands
def work(number):
    if number == 1:
        print(os.getpid(), flush=True)
        time.sleep(600)
list(two_hands.each(work, range(7)))
"""


def test_a_second_process_ends_with_the_first():
    with subprocess.Popen([sys.executable, "-c", LONG_WORK], stdout=subprocess.PIPE) as first:
        assert int(first.stdout.readline()) != first.pid
        first.kill()
        first.communicate(timeout=20)  # the second one holds the pipe open for as long as it is there


@pytest.mark.django_db
def test_nothing_is_copied_out_of_a_transaction():
    assert {process for _square, process in two_hands.each(worked, range(7))} == {os.getpid()}
