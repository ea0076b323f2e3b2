#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the examples for clusters: cluster.py SOURCE-ROOT TARN.

The requests to AWS Batch are what the model of the service takes, as botocore has it. The scripts run as their cluster would
run them, with a folder in place of S3 and the variables of an array job. tests/prove slurm runs a real Slurm.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT, TARN = (os.path.abspath(path) for path in sys.argv[1:])
CLUSTER = os.path.join(ROOT, "examples", "cluster")
LAKE = os.path.join(ROOT, "examples", "experiments", "order.lake")
N_SHARDS = 4
# In place of the AWS CLI: cp copies, and s3://bucket is a folder.
AWS = """#!/bin/sh
[ "$1 $2 $3" = 's3 cp --only-show-errors' ] || exit 2
cp -- "$(echo "$4" | sed "s|^s3:/|$BUCKETS|")" "$(echo "$5" | sed "s|^s3:/|$BUCKETS|")"
"""

n_cases = 0
n_failed = 0


def case(name, is_good, detail=""):
    global n_cases, n_failed
    n_cases += 1
    n_failed += not is_good
    print(f"{'ok' if is_good else 'not ok'} {n_cases} {name}", flush=True)
    if not is_good and detail != "":
        print("\n".join("# " + line for line in str(detail).splitlines()))


def skip(name, why):
    global n_cases
    n_cases += 1
    print(f"ok {n_cases} {name} # SKIP {why}")


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def check_requests():
    requests = {"RegisterJobDefinition": "batch-job-definition.json", "SubmitJob": "batch-submit-job.json"}
    definition, submission = (json.loads(read(CLUSTER, name)) for name in requests.values())
    case("batch/is-an-array", submission["arrayProperties"]["size"] > 1)
    case("batch/job-of-the-definition", submission["jobDefinition"] == definition["jobDefinitionName"])
    used = {word.removeprefix("Ref::") for word in definition["containerProperties"]["command"] if word.startswith("Ref::")}
    case("batch/parameters", used == set(definition["parameters"]) == set(submission["parameters"]))
    try:
        import botocore.session
        import botocore.validate
    except ImportError:
        skip("batch/model", "needs botocore")
        return
    model = botocore.session.get_session().get_service_model("batch")
    for operation, name in requests.items():
        shape = model.operation_model(operation).input_shape
        request = json.loads(read(CLUSTER, name))
        report = botocore.validate.ParamValidator().validate(request, shape)
        case(f"batch/model/{operation}", not report.has_errors(), report.generate_report())
        # The validator does not look at enumerations.
        wrong = list(wrong_values(request, shape))
        case(f"batch/values/{operation}", wrong == [], wrong)
        request["frob"] = 1
        case(f"batch/model-refuses/{operation}", botocore.validate.ParamValidator().validate(request, shape).has_errors())


def wrong_values(value, shape):
    if shape.type_name == "structure":
        for name, member in value.items():
            yield from wrong_values(member, shape.members[name])
    elif shape.type_name == "list":
        for member in value:
            yield from wrong_values(member, shape.member)
    elif shape.type_name == "map":
        for member in value.values():
            yield from wrong_values(member, shape.value)
    elif shape.type_name == "string" and getattr(shape, "enum", None) and value not in shape.enum:
        yield shape.name, value


def run(*command, cwd, **environment):
    path = os.pathsep.join([os.path.join(cwd, "bin"), os.path.dirname(TARN), os.environ["PATH"]])
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False,
                          env={**os.environ, "PATH": path, **environment})


def check_batch(folder, lake, expected):
    """Each job of the array, of which one has the part of an attempt before it, and then the merge."""
    buckets = os.path.join(folder, "buckets")
    prefix = os.path.join(buckets, "bucket", "order")
    os.makedirs(prefix)
    shutil.copy(lake, os.path.join(prefix, "order.lake"))
    with open(os.path.join(folder, "bin", "aws"), "w", encoding="utf-8") as file:
        file.write(AWS)
    os.chmod(file.name, 0o755)
    failed = []
    for index in range(N_SHARDS):
        here = os.path.join(folder, f"container-{index}")
        os.makedirs(here)
        os.symlink(os.path.join(folder, "bin"), os.path.join(here, "bin"))
        environment = {"BUCKETS": buckets, "AWS_BATCH_JOB_ARRAY_INDEX": str(index), "AWS_BATCH_JOB_ARRAY_SIZE": str(N_SHARDS)}
        if index == 1:
            begun = os.path.join(folder, "begun.outcome")
            run(TARN, "run", lake, "--output", begun, cwd=folder, **environment)
            shutil.copy(begun, os.path.join(prefix, "shard-1.outcome.part"))
        done = run(os.path.join(CLUSTER, "batch-shard"), "order.lake", "s3://bucket/order", cwd=here, **environment)
        failed += [done] if done.returncode != 0 else []
    case("batch/jobs", failed == [], failed)
    done = run(TARN, "merge", *(os.path.join(prefix, f"shard-{index}.outcome") for index in range(N_SHARDS)),
               "--output", os.path.join(folder, "batch.outcome"), cwd=folder)
    case("batch/merge", done.returncode == 0 and read(folder, "batch.outcome") == expected, done)


def check_slurm(folder, lake, expected):
    outcome = os.path.join(folder, "slurm.outcome")
    environment = {"TARN_LAKE": lake, "TARN_OUTCOME": outcome, "TARN_SHARDS": str(N_SHARDS), "SLURM_CPUS_PER_TASK": "1",
                   "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": str(N_SHARDS),
                   "SLURM_ARRAY_TASK_COUNT": str(N_SHARDS)}
    early = run("sh", os.path.join(CLUSTER, "merge.sbatch"), cwd=folder, **environment)
    case("slurm/merge-before-the-tasks", early.returncode == 1 and not os.path.exists(outcome), early)
    failed = []
    for task in range(1, N_SHARDS + 1):
        done = run("sh", os.path.join(CLUSTER, "array.sbatch"), cwd=folder, **environment, SLURM_ARRAY_TASK_ID=str(task))
        failed += [done] if done.returncode != 0 else []
    case("slurm/tasks", failed == [], failed)
    done = run("sh", os.path.join(CLUSTER, "merge.sbatch"), cwd=folder, **environment)
    case("slurm/merge", done.returncode == 0 and "variants" in done.stdout and read(outcome) == expected, done)
    done = run(os.path.join(CLUSTER, "submit"), "4", cwd=folder)
    case("slurm/usage", (done.returncode, done.stderr) == (2, "usage: submit SHARDS FILE.lake OUTCOME\n"), done)


def check_shells():
    for name in ("array.sbatch", "merge.sbatch", "submit", "batch-shard"):
        done = run("sh", "-n", os.path.join(CLUSTER, name), cwd=ROOT)
        case(f"shell/{name}", (done.returncode, done.stderr) == (0, ""), done)
        if shutil.which("shellcheck") is None:
            skip(f"shellcheck/{name}", "needs shellcheck")
        else:
            done = run("shellcheck", os.path.join(CLUSTER, name), cwd=ROOT)
            case(f"shellcheck/{name}", done.returncode == 0, done.stdout)


with tempfile.TemporaryDirectory() as scratch:
    os.makedirs(os.path.join(scratch, "bin"))
    shorter = os.path.join(scratch, "order.lake")
    with open(shorter, "w", encoding="utf-8") as text:
        text.write(read(LAKE).decode().replace("horizon = 7 d", "horizon = 2 h"))
    run(TARN, "run", shorter, "--output", "alone.outcome", "--threads", "1", cwd=scratch)
    whole = read(scratch, "alone.outcome")
    check_requests()
    check_batch(scratch, shorter, whole)
    check_slurm(scratch, shorter, whole)
    check_shells()

print(f"1..{n_cases}")
sys.exit(n_failed > 0)
