"""In processes of their own: whoever runs other threads, as tests at once do, is not copied."""

import json
import subprocess
import sys

import pytest

from ketnoi.workbooks import two_hands

BEGIN = """
import json, os, signal, time
import django
django.setup()
from ketnoi.workbooks import two_hands
first = os.getpid()
def who():
    return "first" if os.getpid() == first else "second"
"""
PARTED = """
def work(number):
    return number * number, who()
print(json.dumps(list(two_hands.each(work, range(7)))))
"""
FEW = """
print(json.dumps(list(two_hands.each(lambda number: (number, who()), range(two_hands.MANY - 1)))))
"""
REFUSED = """
def work(number):
    if number == 2:
        raise ValueError("hai")
    return number
done = two_hands.each(work, range(7))
told = [next(done), next(done)]
try:
    next(done)
except ValueError as error:
    told.append(str(error))
print(json.dumps(told))
"""
KILLED = """
def work(number):
    if number == 1 and who() == "second":
        os.kill(os.getpid(), signal.SIGKILL)
    return number, who()
print(json.dumps(list(two_hands.each(work, range(7)))))
"""
LONG = """
def work(number):
    if number == 1:
        print(who(), flush=True)
        time.sleep(600)
list(two_hands.each(work, range(7)))
"""


def told(script):
    done = subprocess.run([sys.executable, "-c", BEGIN + script], stdout=subprocess.PIPE, check=True, timeout=60)
    return json.loads(done.stdout)


def test_a_second_process_does_two_parts_of_three_and_all_come_in_order():
    done = told(PARTED)
    assert [square for square, _who in done] == [0, 1, 4, 9, 16, 25, 36]
    assert [who for _square, who in done] == ["first", "second", "second", "first", "second", "second", "first"]


def test_few_parts_are_done_by_the_first():
    assert told(FEW) == [[number, "first"] for number in range(two_hands.MANY - 1)]


def test_what_the_second_process_refuses_is_refused_here():
    assert told(REFUSED) == [0, 1, "hai"]


def test_what_a_second_process_that_is_killed_has_not_done_is_done_by_the_first():
    assert told(KILLED) == [[number, "first"] for number in range(7)]


def test_a_second_process_ends_with_the_first():
    with subprocess.Popen([sys.executable, "-c", BEGIN + LONG], stdout=subprocess.PIPE) as first:
        assert first.stdout.readline() == b"second\n"
        first.kill()
        first.communicate(timeout=20)  # the second one holds the pipe open for as long as it is there


@pytest.mark.django_db
def test_nothing_is_copied_out_of_a_transaction():
    assert list(two_hands.each(lambda number: number, range(7))) == list(range(7))
