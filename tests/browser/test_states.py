"""What can go wrong is said in words, and there is always a way on."""

import re
import signal
import sys

import psutil
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.cable import cable
from tests.browser.ink import hear_words, said_on
from tests.browser.lab import Lab
from tests.browser.line import overheard
from tests.browser.visit import Visit, until, visiting
from tests.serving import Server

LOST = r"WebSocket|net::ERR"
LOADED = "() => performance.timeOrigin"


def test_a_run_that_blows_up_says_why_and_goes_back(lab: Lab) -> None:
    lab.blow_up()
    said = lab.page.get_by_role("alert").filter(has_text="blew up")
    expect(said).to_contain_text("η = 100 is too large")
    blown = re.search(r"at step ([\d\u202f]+)", said.inner_text())
    assert blown is not None
    reached = int(blown[1].replace("\u202f", ""))
    assert reached > 100
    lab.press("Back 20 steps")
    lab.wait_for_state("Paused")
    lab.wait_for_step(lambda step: step == reached - 20)


def test_a_run_that_blew_up_can_be_reset(lab: Lab) -> None:
    lab.blow_up()
    lab.press("Reset to step 0")
    lab.wait_for_state("Paused")
    lab.wait_for_step(lambda step: step == 0)


def test_a_network_that_stopped_learning_is_named(visit: Visit) -> None:
    lab = Lab.open(visit, "/lab#initialisation=zeros&activation=ReLU&rate=2")
    lab.pace("Max")
    lab.press("Play")
    expect(lab.page.get_by_text("Silent death")).to_be_visible()
    expect(lab.page.get_by_text("settled at 0.1")).to_be_visible()


def test_a_pulled_cable_is_said_and_mended(browser: Browser, server: Server) -> None:
    with cable(server.port) as line, visiting(browser, line.url) as visit:
        visit.expect_complaint(LOST)
        lab = Lab.open(visit)
        lab.train()
        reached = lab.step()
        line.pull()
        lab.wait_for_state("Reconnecting")
        assert lab.pad.is_visible()
        line.put_back()
        lab.wait_for_state("Paused")
        assert lab.step() == reached


def test_a_silent_line_is_noticed(lab: Lab) -> None:
    lab.visit.expect_complaint(LOST)
    lab.press("Play")
    lab.wait_for_state("Training")
    lab.visit.context.set_offline(True)
    lab.wait_for_state("Reconnecting")
    lab.visit.context.set_offline(False)
    lab.wait_for_state("Training")


@pytest.mark.skipif(sys.platform == "win32", reason="kills as only POSIX can")
def test_a_killed_worker_is_replaced_while_people_watch(
    visit: Visit, server: Server
) -> None:
    lab, line = overheard(visit)
    loaded = lab.page.evaluate(LOADED)
    lab.pace("64")
    lab.press("Play")
    reached = lab.wait_for_step(lambda step: step > 2000)
    for worker in psutil.Process(server.process.pid).children(recursive=True):
        if "spawn_main" in " ".join(worker.cmdline()):
            worker.send_signal(signal.SIGKILL)
    said = lab.page.get_by_text("stopped and was replaced")
    expect(said).to_be_visible()
    lab.wait_for_step(lambda step: step > reached + 500)
    lab.wait_for_state("Training")
    expect(said).to_be_hidden()
    assert lab.page.evaluate(LOADED) == loaded
    assert len(line.sockets) == 1


def test_a_reload_keeps_the_run(lab: Lab) -> None:
    lab.train()
    reached = lab.step()
    lab.reload()
    lab.wait_for_step(lambda step: step == reached)


def test_a_second_tab_has_a_run_of_its_own(lab: Lab) -> None:
    lab.train()
    other = Lab.open(lab.visit)
    assert other.step() == 0
    other.press("Step")
    other.wait_for_step(lambda step: step == 1)
    assert lab.step() >= 100


def test_an_empty_chart_tells_what_to_do(visit: Visit) -> None:
    lab = Lab.open(hear_words(visit))
    chart = lab.image("Cost over time")
    drawn = "Press play to start training"
    until(lab.page, lambda: said_on(chart), lambda words: drawn in words)
    until(
        lab.page,
        lambda: lab.finding("Cost over time"),
        lambda words: "No step" in words,
    )
    lab.press("Step")
    until(lab.page, lambda: said_on(chart), lambda words: "mini-batch" in words)
    assert drawn not in said_on(chart)
