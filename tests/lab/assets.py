# SPDX-License-Identifier: MIT
"""The assets of random scenarios: makes them, follows what the log says of them, and computes their figures again.

recompute.py uses this. What runs take, generate and cost follows from the columns of the assets, what the service
refuses from its limits, and what a policy may start from its rules.
"""

from types import SimpleNamespace as Facts

MILLION = 1_000_000
MINUTE_US = 60 * MILLION
PERCENTS = (50, 90, 95, 99)
TYPES = {"descriptions": "BUSINESS_DESCRIPTIONS", "names": "BUSINESS_NAMES",
         "glossary": "BUSINESS_GLOSSARY_ASSOCIATIONS"}
QUOTAS = {"BUSINESS_DESCRIPTIONS": "descriptions-per-month-max", "BUSINESS_NAMES": "names-per-month-max",
          "BUSINESS_GLOSSARY_ASSOCIATIONS": "glossary-associations-per-month-max"}
OPTIONS = {  # with their defaults
    "start-rate-per-second": 10, "active-runs-max": -1, "types-max": 2, "descriptions-per-month-max": 10000,
    "names-per-month-max": 50000, "glossary-associations-per-month-max": -1, "names-failure-ppm": 0,
    "cost-base-ms": 5000, "cost-columns-per-call": 10, "cost-first-token-ms": 800, "cost-input-tokens-per-call": 400,
    "cost-input-tokens-per-column": 100, "cost-output-tokens-per-column": 60, "cost-output-tokens-per-summary": 120,
    "cost-tokens-per-second": 65, "cost-duration-spread-permille": 1000, "cost-price-input-nano-usd": 0,
    "cost-price-output-nano-usd": 0,
}


# --- Random scenarios ----------------------------------------------------------------------------------------------

def make_options(choice):
    options = dict(OPTIONS)
    options["start-rate-per-second"] = choice.of(-1, 1, 2, 10)
    options["active-runs-max"] = choice.of(-1, -1, 1, 3, 20)
    options["types-max"] = choice.of(1, 2, 3)
    options["descriptions-per-month-max"] = choice.of(-1, 10000, choice.between(0, 60))
    options["names-per-month-max"] = choice.of(-1, choice.between(0, 60))
    options["names-failure-ppm"] = choice.of(0, 0, 300_000)
    options["cost-base-ms"] = choice.of(1, 5000, 60000)
    options["cost-columns-per-call"] = choice.of(1, 10, 33)
    options["cost-duration-spread-permille"] = choice.of(1000, 1000, 1400)
    options["cost-price-input-nano-usd"] = choice.of(0, 0, 250)
    options["cost-price-output-nano-usd"] = choice.of(0, 0, 1250)
    return options


def make_policy(choice, name):
    policy = Facts(name=name, order=choice.of("fifo", "random", "fewest_columns", "most_columns"))
    trigger = choice.of("at_arrival", "at_arrival", f"batch {choice.between(1, 20)}",
                        f"batch {choice.between(1, 50)}, max-wait {choice.between(1, 60)} min",
                        f"nightly at {choice.below(8):02}:{choice.below(60):02}")
    policy.trigger = trigger.split()[0]
    policy.at_most = choice.of(None, None, choice.between(1, 5))
    policy.rate = None if policy.at_most or choice.chance(50) else (choice.between(1, 30), choice.between(1, 40))
    admit = "queue" + (f", at-most {policy.at_most}" if policy.at_most else "")
    if policy.rate:
        admit = f"rate {policy.rate[0]}, per {policy.rate[1]} min"
    return policy, f"[policy {name}]\ntrigger = {trigger}\norder = {policy.order}\nadmit = {admit}\n"


def make_group(choice, name, policies):
    group = Facts(name=name, count=choice.between(1, 80), policy=choice.of(*policies))
    types = [kind for kind in TYPES if choice.chance(50)] or ["names"]
    group.types = {TYPES[kind] for kind in types}
    arrival = choice.of("at-start", f"every {choice.between(10, 900)} s", f"poisson every {choice.between(10, 900)} s")
    columns = choice.of(f"{choice.between(1, 90)}", f"{choice.between(1, 90)} exponential", "empirical 3 5; 20 3; 200 1")
    return group, (f"[assets {name}]\ncount = {group.count}\ncolumns = {columns}\ntypes = {'; '.join(types)}\n"
                   f"arrival = {arrival}\npolicy = {group.policy.name}\n")


def make_assets(choice):
    """Returns groups, in other keys than [cost], the lines of [cost], and the facts; nothing for most scenarios."""
    if choice.chance(60):
        return "", "", Facts(groups=[], options={})
    options = make_options(choice)
    policies, policy_texts = zip(*(make_policy(choice, f"catalog{i}") for i in range(choice.between(1, 2))))
    groups, texts = zip(*(make_group(choice, f"g{i}", policies) for i in range(choice.between(1, 3))))
    return ("\n".join([*texts, *policy_texts]),
            "".join(f"datazone.{key} = {value}\n" for key, value in options.items() if value != OPTIONS[key]),
            Facts(groups=groups, options=options))


# --- The log -------------------------------------------------------------------------------------------------------

class Bucket:
    """The calls of one second that an account may make; each is a million."""

    def __init__(self, rate):
        self.rate, self.level, self.since = rate, rate * MILLION, 0

    def take(self, now_us):
        if self.rate < 0:
            return True
        self.level = min(self.rate * MILLION, self.level + self.rate * (now_us - self.since))
        self.since = now_us
        if self.level < MILLION:
            return False
        self.level -= MILLION
        return True


class Follower:
    """Follows the lines about assets. What they say must be what follows from the scenario."""

    def __init__(self, trial, facts):
        self.trial, self.groups, self.options = trial, {group.name: group for group in facts.groups}, facts.options
        self.assets, self.refusals, self.n_active = {}, [], 0
        self.bucket = Bucket(self.options["start-rate-per-second"])
        self.used = dict.fromkeys(QUOTAS, 0)
        self.starts = []  # of all policies

    def expect(self, row, what, value, expected):
        if value != expected:
            self.trial.problems.append(
                f"asset {row['assets']} {row['asset']} at {row['time_us']}: {what} is {value}, not {expected}")

    def get(self, row):
        return self.assets[row["assets"], row["asset"]]

    def arrival(self, row):
        group = self.groups[row["assets"]]
        self.expect(row, "types", set(row["types"].split()), group.types)
        self.assets[row["assets"], row["asset"]] = Facts(
            group=group, number=len(self.assets), arrival=self.trial.now_us, columns=int(row["columns"]),
            lacks=set(group.types), covered=None, requests=[], runs=[], run=None, phase=self.trial.phase)

    def request(self, row):
        asset = self.get(row)
        self.expect(row, "a request that waits", bool(asset.run or waiting_of(asset) or not asset.lacks), False)
        if asset.group.policy.trigger == "at_arrival":
            self.expect(row, "the time of the request", self.trial.now_us,
                        asset.runs[-1].end if asset.runs else asset.arrival)
        asset.requests.append(Facts(time=self.trial.now_us, phase=self.trial.phase, start=None))

    def refusal(self, row):
        self.refusals.append(Facts(group=self.get(row).group, kind=row["refusal"], phase=self.trial.phase))
        is_admitted = self.bucket.take(self.trial.now_us)
        self.expect(row, "the refusal", row["refusal"], "over-limit" if is_admitted else "throttled")
        if is_admitted:
            self.expect(row, "the number of active runs", self.n_active, self.options["active-runs-max"])

    def start(self, row):
        asset, types = self.get(row), set(row["types"].split())
        self.expect(row, "whether the rate admits the start", self.bucket.take(self.trial.now_us), True)
        self.check_order(row, asset)
        self.check_admission(row, asset.group.policy)
        wanted = [kind for kind in TYPES.values() if kind in asset.lacks][:self.options["types-max"]]
        self.expect(row, "types", types, set(wanted))
        request = waiting_of(asset)
        self.expect(row, "the time of the request", int(row["request_us"]), request.time)
        request.start = self.trial.now_us
        asset.run = Facts(request=request, start=self.trial.now_us, end=None, types=types, over_quota=set(),
                          phase=self.trial.phase)
        self.n_active += 1

    def check_order(self, row, asset):
        """No other request of the policy that could start is before it."""
        policy, key = asset.group.policy, {
            "fifo": lambda a: 0, "fewest_columns": lambda a: a.columns, "most_columns": lambda a: -a.columns,
        }.get(asset.group.policy.order)
        if key is None:
            return
        before = [other for other in self.assets.values() if other.group.policy is policy and waiting_of(other)
                  and (key(other), waiting_of(other).time, self.place(other)) < (
                      key(asset), waiting_of(asset).time, self.place(asset))
                  and not self.is_held(other)]
        self.expect(row, "the number of requests that are before it", len(before), 0)

    def place(self, asset):
        return next((list(self.groups).index(group), int(number))
                    for (group, number), other in self.assets.items() if other is asset)

    def is_held(self, asset):
        """Whether a quota that it needs is used up, which a failure has told, or may have just told."""
        types = [kind for kind in TYPES.values() if kind in asset.lacks][:self.options["types-max"]]
        return any(self.used[kind] >= self.options[QUOTAS[kind]] >= 0 for kind in types)

    def check_admission(self, row, policy):
        now_us, since = self.trial.now_us, self.trial.lake.start_us
        if policy.at_most:
            n_active = sum(bool(asset.run) for asset in self.assets.values() if asset.group.policy is policy)
            self.expect(row, "whether at-most admits it", n_active < policy.at_most, True)
        if policy.rate:
            period = policy.rate[1] * MINUTE_US
            begin = since + (now_us - since) // period * period
            n_started = sum(time >= begin for of, time in self.starts if of is policy)
            self.expect(row, "whether the rate of the policy admits it", n_started < policy.rate[0], True)
        self.starts.append((policy, now_us))

    def run(self, row):
        asset = self.get(row)
        if row["cause"] == "begin":
            for kind in asset.run.types:
                quota = self.options[QUOTAS[kind]]
                if 0 <= quota <= self.used[kind]:
                    asset.run.over_quota.add(kind)
                else:
                    self.used[kind] += 1
        if row["cause"] in ("succeed", "fail", "succeed-partially"):
            self.end(row, asset, asset.run)

    def plan(self, columns):
        """Returns the time of a type in milliseconds, its calls and its tokens."""
        o = self.options
        calls = 1 - -columns // o["cost-columns-per-call"]
        output = o["cost-output-tokens-per-summary"] + columns * o["cost-output-tokens-per-column"]
        generation = calls * o["cost-first-token-ms"] - -output * 1000 // o["cost-tokens-per-second"]
        return o["cost-base-ms"] + generation, (
            calls, calls * o["cost-input-tokens-per-call"] + columns * o["cost-input-tokens-per-column"], output)

    def end(self, row, asset, run):
        asset.run = None
        asset.runs.append(run)
        self.n_active -= 1
        run.end, run.status, run.is_counted = self.trial.now_us, row["status"], self.trial.phase != "warm-up"
        run.failed = set(row["failed_types"].split()) - run.over_quota
        run.use = tuple(int(row[name]) for name in ("model_calls", "input_tokens", "output_tokens"))
        done = run.types - run.failed - run.over_quota
        self.expect(row, "the types over quota", set(row["over_quota_types"].split()), run.over_quota)
        self.expect(row, "the status", run.status, "SUCCEEDED" if done == run.types else
                    "PARTIALLY_SUCCEEDED" if done else "FAILED")
        asset.lacks -= done
        self.expect(row, "what it lacks", set(row["types"].split()), asset.lacks)
        run.covers = not asset.lacks
        if run.covers:
            asset.covered, asset.covered_phase = run.end, self.trial.phase
        self.expect(row, "a failure", bool(run.failed - {"BUSINESS_NAMES"}), False)
        duration_ms, use = self.plan(asset.columns)
        if not run.failed:
            self.expect(row, "the use", run.use, tuple(len(done) * part for part in use))
        if self.options["cost-duration-spread-permille"] == 1000 and not run.failed:
            expected_ms = duration_ms if done else self.options["cost-base-ms"]
            self.expect(row, "the duration", run.end - run.start, expected_ms * 1000)


def waiting_of(asset):
    return asset.requests[-1] if asset.requests and asset.requests[-1].start is None else None


# --- Figures -------------------------------------------------------------------------------------------------------

def over_time(trial, spans):
    low, high = trial.lake.begin_us, trial.lake.end_us
    return sum(max(0, min(end if end is not None else high, high) - max(begin, low)) for begin, end in spans)


def covered_after(trial, assets, total, percent):
    times = sorted(max(0, asset.covered - trial.lake.begin_us) for asset in assets if asset.covered is not None
                   and asset.covered_phase != "after")
    needed = -(-total * percent // 100)
    return times[needed - 1] if len(times) >= needed else None


def compute(trial, follower, groups, tools):
    assets = [asset for asset in follower.assets.values() if asset.group in groups]
    requests = [request for asset in assets for request in asset.requests]
    started = [run for asset in assets for run in asset.runs + ([asset.run] if asset.run else [])]
    ended = [run for run in started if run.end is not None and run.is_counted]
    there = [asset for asset in assets if asset.phase != "after"]
    covered = [asset for asset in there if asset.covered is not None and asset.covered_phase != "after"]
    coverings = [asset.covered - asset.arrival for asset in assets
                 if asset.covered is not None and asset.covered_phase != "warm-up"]
    refusals = [refusal.kind for refusal in follower.refusals if refusal.group in groups and refusal.phase != "warm-up"]
    total = sum(group.count for group in groups)
    calls, tokens_in, tokens_out = (sum(run.use[i] for run in ended) for i in range(3))
    prices = [follower.options[f"cost-price-{kind}-nano-usd"] for kind in ("input", "output")]
    figures = {
        "assets-arrived": len(there), "assets-covered": len(covered),
        "coverage-mean": tools.nearest(MILLION * over_time(trial, ((asset.covered, None) for asset in covered)),
                                       over_time(trial, ((asset.arrival, None) for asset in there))),
        "coverage-end": tools.nearest(MILLION * len(covered), len(there)),
        "metadata-requests": sum(request.phase != "warm-up" for request in requests),
        "metadata-requests-open": sum(request.start is None for request in requests),
        "starts-throttled": refusals.count("throttled"), "starts-over-limit": refusals.count("over-limit"),
        "metadata-runs-started": sum(run.phase != "warm-up" for run in started),
        "metadata-runs-succeeded": sum(run.status == "SUCCEEDED" for run in ended),
        "metadata-runs-succeeded-partially": sum(run.status == "PARTIALLY_SUCCEEDED" for run in ended),
        "metadata-runs-failed": sum(run.status == "FAILED" for run in ended),
        "metadata-runs-canceled": 0,
        "metadata-runs-open": sum(asset.run is not None for asset in assets),
        "types-over-quota": sum(len(run.over_quota) for run in ended),
        "types-failed": sum(len(run.failed) for run in ended),
        "model-calls": calls, "input-tokens": tokens_in, "output-tokens": tokens_out,
        "metadata-cost": tokens_in * prices[0] + tokens_out * prices[1] if any(prices) else None,
    }
    for percent in (50, 90, 99, 100):
        figures[f"covered-{percent}-after"] = covered_after(trial, covered, total, percent)
    times = {"covering": coverings, "metadata-wait": [run.start - run.request.time for run in ended],
             "metadata-duration": [run.end - run.start for run in ended]}
    for name, values in times.items():
        figures[f"{name}-mean"] = tools.nearest(sum(values), len(values))
        figures[f"{name}-max"] = max(values, default=None)
        spread = tools.Times()
        spread.constant = [(value, 1) for value in values]
        for percent in PERCENTS if name != "metadata-duration" else ():
            figures[f"{name}-p{percent}"] = spread.percentile(percent, 7)
    return {name: value for name, value in figures.items() if value is not None}


def compute_all(trial, follower, tools):
    """Returns the figures of all assets and of each group; @tools has functions of recompute.py."""
    groups = list(follower.groups.values())
    figures = {("all-assets", "all"): compute(trial, follower, groups, tools)} if groups else {}
    for group in groups:
        figures["assets", group.name] = compute(trial, follower, [group], tools)
    return figures
