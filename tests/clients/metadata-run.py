#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the exact report of the orchestrator of metadata runs, and that its figures are consistent.

usage: metadata-run.py METADATA-RUN
"""
import os
import re
import subprocess
import sys

METADATA_RUN = sys.argv[1]

# The whole report comes from the simulation, so a change of it is a change of the service's behavior.
EXPECTED = """\
500 tables of 5 to 60 columns are assets of an Amazon DataZone domain and are to get
business descriptions, each by a metadata generation run. The account may start 10
runs per second, as the service has it, and generate 400 descriptions per calendar
month, where the service's own quota is 10,000. 2 of 100 runs FAIL at random, and 20
tables are so new that the service is still making up their names. All time is virtual.

what happened                          when (UTC)                     after   started   covered
the orchestrator begins                2000-01-20 09:00:00     0 d 00:00:00         0         0
it hears that the quota is used up     2000-01-20 09:00:45     0 d 00:00:45       448        92
50 % of the tables are covered         2000-01-20 09:01:08     0 d 00:01:08       448       250
the month turns, and it goes on        2000-02-01 00:00:00    11 d 15:00:00       448       393
90 % of the tables are covered         2000-02-01 00:00:45    11 d 15:00:45       557       450
100 % of the tables are covered        2000-02-01 00:01:43    11 d 15:01:43       557       500

No start is refused for want of quota. The run is started, and ends FAILED with
"business description generation has reached monthly quota". When the first did,
48 had been started in vain; no more were until the month turned.

calls of StartMetadataGenerationRun                                                         847
  that started a run                                                                        557
    for a table whose run before had FAILED                                                  57
  ThrottlingException: repeated after 200, 400, ... ms                                      276
  ConflictException: repeated when the table's other run had ended                           14
  ServiceQuotaExceededException: repeated when any run had ended                              0

runs that SUCCEEDED                                                                         500
runs that FAILED                                                                             57
  by the quota: repeated when the month had turned                                           48
  at random: repeated when all had been tried                                                 9
runs that were CANCELED                                                                       0

calls of the language model                                                               2,357
tokens read                                                                           2,584,626
tokens written                                                                        1,044,763
US cents, if a million tokens read cost 25 and a million written 125 (assumptions)          195

Three of the descriptions:
  cust_daily_0   cust_id -> Customer ID of Customer Daily 0, of type bigint.
  emp_ref_123    trx_dt  -> Transaction Date of Employee Reference 123, of type timestamp.
  trx_ref_499    msg_id  -> Message ID of Transaction Reference 499, of type bigint.

The same tables under other limits. None of runs at a time is documented; were there
one, starts above it would be refused with ServiceQuotaExceededException.

starts per descriptions   runs at throttled refused FAILED by  FAILED      until all
    second    per month    a time    starts  starts the quota  random    are covered
         1       10,000  no limit     1,533       0         0      10   0 d 00:12:45
        10       10,000  no limit       254       0         0      10   0 d 00:02:21
  no limit       10,000  no limit         0       0         0      10   0 d 00:02:00
         1          400  no limit     1,545       0         4      12  11 d 15:04:03
        10          400  no limit       276       0        48       9  11 d 15:01:43
  no limit          400  no limit         0       0        83      11  11 d 15:01:38
        10       10,000       100        38       1         0      10   0 d 00:04:28

The quota is what matters: the small one takes 11 d 14:59:22 longer, the lowest rate
0 d 00:10:24 longer. While the quota binds, a higher rate saves minutes of days, and makes
more runs FAIL: 4, 48, and 83.
"""

# The report must not depend on the environment.
SURROUNDINGS = [
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    {"LC_ALL": "ar_EG.UTF-8"},
    {"TZ": "Asia/Kathmandu"},
    {"TZ": "America/St_Johns"},
    {"MALLOC_PERTURB_": "0"},
    {"MALLOC_PERTURB_": "165"},
]

DAY = 86400
BURST = 10  # after an idle second, an account can make the calls of a second at once
RATE = 10
QUOTA = 400
ASSETS = 500

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}")
    if not is_good and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()))


def run(surroundings):
    return subprocess.run([METADATA_RUN], env={**os.environ, **surroundings}, capture_output=True,
                          text=True, encoding="utf-8", timeout=25)


def number(text):
    return -1 if text == "no limit" else int(text.replace(",", ""))


def seconds(text):
    days, hours, minutes, rest = map(int, re.fullmatch(r"(\d+) d (\d+):(\d+):(\d+)", text).groups())
    return days * DAY + hours * 3600 + minutes * 60 + rest


def read_moments(output):
    """Returns the moments by name: (time, seconds since the beginning, started runs, covered tables)."""
    found = re.findall(r"^(\S.*?) +(\d{4}-\d\d-\d\d [\d:]{8}) +(\d+ d [\d:]{8}) +(\d+) +(\d+)$",
                       output, re.MULTILINE)
    return {what: (when, seconds(after), int(started), int(covered))
            for what, when, after, started, covered in found}


def read_counts(output):
    """Returns the counts by the first words of their line."""
    found = re.findall(r"^ *(.*?)(?:[:,] .*?)? {2,}([\d,]+)$", output, re.MULTILINE)
    return {what: number(count) for what, count in found}


def read_rows(output):
    """Returns the last table by limits: throttled, refused, FAILED by quota, FAILED at random, seconds."""
    cell = r"([\d,]+|no limit)"
    found = re.findall(rf"^ *{cell} +{cell} +{cell} +{cell} +(\d+) +(\d+) +(\d+) +(\d+ d .*)$",
                       output, re.MULTILINE)
    return {tuple(map(number, row[:3])): (*map(number, row[3:7]), seconds(row[7])) for row in found}


def check_text():
    for surroundings in SURROUNDINGS:
        name = " ".join(f"{key}={value}" for key, value in surroundings.items()) or "as it is"
        done = run(surroundings)
        case(f"text/{name}", (done.returncode, done.stdout, done.stderr) == (0, EXPECTED, ""),
             done.stdout + done.stderr)
    case("text/width", all(len(line) <= 100 for line in EXPECTED.splitlines()))
    case("text/integers", not re.search(r"\d\.\d", EXPECTED))


def check_moments(moments, counts):
    used_up = moments["it hears that the quota is used up"]
    turned = moments["the month turns, and it goes on"]
    whole = moments["100 % of the tables are covered"]

    case("moments/coverage", [moments[f"{share} % of the tables are covered"][3] for share in
                              (50, 90, 100)] == [250, 450, ASSETS], moments)
    case("moments/waits-for-the-first", used_up[0] < "2000-01-31"
         and turned[0] == "2000-02-01 00:00:00", moments)
    case("moments/starts-nothing-meanwhile", used_up[2] == turned[2], moments)
    case("moments/quota", used_up[2] - counts["by the quota"] == QUOTA, moments)
    case("moments/covers-no-more-than-the-quota", turned[3] <= QUOTA, moments)
    # One second is added, because the times are rounded down to whole seconds.
    case("moments/rate-before", used_up[2] <= BURST + RATE * (used_up[1] + 1), moments)
    case("moments/rate-after", whole[2] - turned[2] <= BURST + RATE * (whole[1] - turned[1] + 1),
         moments)


def check_counts(moments, counts):
    runs = moments["100 % of the tables are covered"][2]
    retries = counts["for a table whose run before had FAILED"]

    case("counts/calls", counts["calls of StartMetadataGenerationRun"] == sum(
        counts[what] for what in ("that started a run", "ThrottlingException", "ConflictException",
                                  "ServiceQuotaExceededException")), counts)
    case("counts/coverage", counts["runs that SUCCEEDED"] == ASSETS, counts)
    case("counts/runs", counts["that started a run"] == runs == ASSETS + retries
         == counts["runs that SUCCEEDED"] + counts["runs that FAILED"], counts)
    case("counts/failures", counts["runs that FAILED"] == retries
         == counts["by the quota"] + counts["at random"] and counts["at random"] > 0, counts)
    case("counts/every-refusal-but-one", counts["ThrottlingException"] > 0
         and counts["ConflictException"] > 0, counts)
    nano_usd = counts["tokens read"] * 250 + counts["tokens written"] * 1250
    case("counts/price", counts["US cents"] == (nano_usd + 5000000) // 10000000, counts)


def check_rows(moments, counts, rows):
    whole = moments["100 % of the tables are covered"]
    by_quota = [rows[(rate, QUOTA, -1)] for rate in (1, RATE, -1)]
    by_rate = [rows[(rate, 10000, -1)] for rate in (1, RATE, -1)]

    case("rows/all", len(rows) == 7, rows)
    case("rows/as-above", rows[(RATE, QUOTA, -1)] == (
        counts["ThrottlingException"], counts["ServiceQuotaExceededException"],
        counts["by the quota"], counts["at random"], whole[1]), rows)
    case("rows/no-faster-than-the-rate", all(
        row[4] >= (ASSETS - rate) // rate for (rate, _, _), row in rows.items() if rate > 0), rows)
    case("rows/quota-takes-days", all(row[4] > 11 * DAY for row in by_quota)
         and all(row[4] < 3600 for row in by_rate), rows)
    case("rows/faster-is-sooner", all(
        row[0][4] > row[1][4] > row[2][4] for row in (by_rate, by_quota)), rows)
    case("rows/faster-fails-more", by_quota[0][2] < by_quota[1][2] < by_quota[2][2]
         and all(row[2] == 0 for row in by_rate), rows)
    case("rows/unlimited-is-not-throttled", by_rate[2][0] == by_quota[2][0] == 0, rows)
    case("rows/refused-where-runs-are-limited",
         all((row[1] > 0) == (key[2] > 0) for key, row in rows.items()), rows)


check_text()
text = run({}).stdout
all_moments, all_counts, all_rows = read_moments(text), read_counts(text), read_rows(text)
check_moments(all_moments, all_counts)
check_counts(all_moments, all_counts)
check_rows(all_moments, all_counts, all_rows)

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
