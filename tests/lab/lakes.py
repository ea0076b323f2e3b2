# SPDX-License-Identifier: MIT
"""Makes random scenarios: the text of the .lake file, and the same as a Python object.

A number gives the same scenario on every machine, because random.Random keeps its sequence for each method that is
used here: random() and nothing that is made from it by the library.
"""

import random
from types import SimpleNamespace as Facts

import assets

SECOND = 1_000_000
START_US = 1793491200 * SECOND  # 2026-11-01T00:00:00Z
COSTS = {  # the options of the cost model with their defaults
    "startup-ms": 30000, "serial-ms": 10000, "dpu-min": 2, "dpu-max": 10, "ramp-ms": 15000,
    "bytes-per-second-per-dpu": 40_000_000, "bytes-per-dpu": 2147483648, "amplification-permille": 5000,
    "merge-permille": 0, "count-writes": 0, "skip-unchanged": 1, "unchanged-ms": 2000,
    "billing-granularity-ms": 1000, "billing-minimum-ms": 60000, "price-micro-usd-per-dpu-hour": 440000,
}
THRESHOLD_PERCENT = 20
SOURCES_MAX = 10


class Choice:
    def __init__(self, number):
        self.random = random.Random(number).random

    def below(self, limit):
        return int(self.random() * limit)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def of(self, *items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent


def make_costs(choice):
    costs = dict(COSTS)
    if choice.chance(50):
        return costs
    costs["startup-ms"] = choice.of(0, 1, 7001, 30000)
    costs["serial-ms"] = choice.of(0, 999, 10000)
    costs["dpu-min"] = choice.between(1, 4)
    costs["dpu-max"] = choice.between(1, 20)
    costs["ramp-ms"] = choice.of(1000, 4321, 15000)
    costs["bytes-per-second-per-dpu"] = choice.of(9_999_999, 40_000_000)
    costs["bytes-per-dpu"] = choice.of(300_000_001, 2147483648)
    costs["amplification-permille"] = choice.of(0, 1000, 3333, 5000)
    costs["merge-permille"] = choice.of(0, 500, 1777)
    costs["count-writes"] = choice.below(2)
    costs["skip-unchanged"] = choice.below(2)
    costs["unchanged-ms"] = choice.of(0, 2000, 61234)
    costs["billing-granularity-ms"] = choice.of(1, 777, 1000, 60000)
    costs["billing-minimum-ms"] = choice.of(0, 60000, 600000)
    costs["price-micro-usd-per-dpu-hour"] = choice.of(0, 1, 440000, 999_999_999)
    return costs


def make_table(choice, index):
    size = choice.between(1, 60) * 1_000_000_000
    amount = f"{choice.between(1, 900)} MB" + choice.of("", "", " exponential", " lognormal 2.0")
    operation = choice.of("", "", ", append", ", overwrite", ", delete")
    if "delete" in operation:  # there must be enough to delete
        amount = f"{choice.between(1, 9)} MB"
    commits = choice.of(
        "none", f"every {choice.between(1, 90)} min, {amount}{operation}",
        f"every {choice.between(60, 6000)} s, offset {choice.between(0, 3000)} s, {amount}{operation}",
        f"poisson every {choice.between(1, 60)} min, {amount}{operation}",
        f"poisson every {choice.between(20, 600)} s, {amount}{operation}")
    text = f"[table db.t{index}]\nsize = {size} B\ncommits = {commits}\n"
    return Facts(name=f"db.t{index}", size=size), text


def make_slo(choice):
    kind = choice.of(None, "age", "lag", "lag")
    seconds = choice.of(1, choice.between(60, 1200), choice.between(600, 7200))
    return (kind, seconds * SECOND) if kind else (None, 0)


def make_duration(choice):
    """Returns the key of a view, and the time in which its runs are RUNNING if that is not drawn."""
    seconds = choice.between(1, 1500)
    if choice.chance(70):
        return None, None
    if choice.chance(50):
        return f"{seconds} s", seconds * SECOND
    return f"{seconds} s {choice.of('exponential', 'lognormal 1.5')}", None


def make_view(choice, name, tables, views, policies):
    sources = [source for source in tables + views if choice.chance(45)][:SOURCES_MAX] or [choice.of(*tables)]
    view = Facts(name=name, sources=[source.name for source in sources],
                 size=choice.between(0, 9) * 700_000_000, weight=choice.between(1, 5), group=None,
                 incremental=choice.chance(85), policy=choice.of(*policies))
    view.slo, view.slo_us = make_slo(choice)
    view.duration, view.duration_us = make_duration(choice)
    lines = [f"sources = {'; '.join(view.sources)}", f"size = {view.size} B", f"weight = {view.weight}"]
    if view.slo:
        lines.append(f"slo = {view.slo} {view.slo_us // SECOND} s")
    if view.duration:
        lines.append(f"duration = {view.duration}")
    if choice.chance(30):
        lines.append(f"failures = {choice.of(1, 20, 60, 100)} %")
    if not view.incremental:
        lines.append("incremental = no")
    if view.policy.name:
        lines.append(f"policy = {view.policy.name}")
    if view.policy.is_service:
        lines.append(f"refresh-seconds = {choice.between(3600, 9000)}")
    return view, lines


def unfold(choice, view, lines, count):
    """A template makes views that are all the same, and are a group."""
    text = f"[view {view.name}_%d]\ncount = {count}\n" + "\n".join(lines) + "\n"
    group = f"{view.name}_"
    if choice.chance(30):
        group = "some"
        text += f"group = {group}\n"
    views = []
    for number in range(1, count + 1):
        copy = Facts(**vars(view))
        copy.name, copy.group = f"{view.name}_{number}", group
        views.append(copy)
    return views, text


def make_views(choice, tables, policies):
    views, texts = [], []
    for index in range(choice.between(1, 6)):
        view, lines = make_view(choice, f"db.v{index}", tables, views, policies)
        if choice.chance(25):
            made, text = unfold(choice, view, lines, choice.between(2, 4))
        else:
            if choice.chance(30):
                view.group = choice.of("some", "other")
                lines.append(f"group = {view.group}")
            made, text = [view], f"[view {view.name}]\n" + "\n".join(lines) + "\n"
        views += made
        texts.append(text)
    return views, texts


def make_policy(choice, name):
    is_service = choice.chance(15)
    trigger = "service" if is_service else (
        f"interval {choice.between(1, 90)} min"
        + choice.of("", ", spread", f", phase {choice.between(1, 50)} s") + choice.of("", ", skip", ", queue"))
    mode = choice.of("auto", "auto", "auto, threshold 1 %", "full", "incremental_fallback", "incremental_strict")
    threshold = 1 if "threshold" in mode else THRESHOLD_PERCENT
    text = f"[policy{' ' + name if name else ''}]\ntrigger = {trigger}\n"
    # The service chooses for itself.
    if is_service:
        mode, threshold = "auto", THRESHOLD_PERCENT
    else:
        text += f"mode = {mode}\n"
    return Facts(name=name, is_service=is_service, mode=mode.split(",")[0], threshold=threshold), text


def make_lake(number):
    """Returns the text of a scenario, and its facts."""
    choice = Choice(number)
    costs = make_costs(choice)
    tables, table_texts = zip(*(make_table(choice, i) for i in range(choice.between(1, 4))))
    policies, policy_texts = zip(*(make_policy(choice, name) for name in ["", "other"][:choice.between(1, 2)]))
    views, view_texts = make_views(choice, list(tables), policies)
    warm_up = choice.of(0, choice.between(1, 7200))
    horizon = choice.between(1800, 8 * 3600)
    slots = choice.of(None, 1, 1, 2, 3)
    drains = choice.chance(50)
    # Their choices are their own, so that the rest of a scenario stays as it is.
    asset_text, asset_costs, of_assets = assets.make_assets(Choice(number + 1_000_000))
    text = "\n".join([
        f"[lake]\nstart = 2026-11-01\nwarm-up = {warm_up} s\nhorizon = {horizon} s\n"
        f"slots = {slots or 'none'}\nseed = {number}\nat-end = {'drain' if drains else 'cut'}\n",
        *table_texts, *view_texts,
        "[cost]\n" + "".join(f"glue.cost-{key} = {value}\n" for key, value in costs.items()) + asset_costs, *policy_texts,
        asset_text])
    begin_us = START_US + warm_up * SECOND
    return text, Facts(begin_us=begin_us, end_us=begin_us + horizon * SECOND, slots=slots, drains=drains,
                       tables=tables, views=views, costs=costs, start_us=START_US, assets=of_assets)
