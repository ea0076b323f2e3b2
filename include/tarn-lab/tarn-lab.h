/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn-lab/tarn-lab-baseline.h>
#include <tarn-lab/tarn-lab-decision.h>
#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-experiment.h>
#include <tarn-lab/tarn-lab-measure.h>
#include <tarn-lab/tarn-lab-metric.h>
#include <tarn-lab/tarn-lab-outcome.h>
#include <tarn-lab/tarn-lab-policy.h>
#include <tarn-lab/tarn-lab-report.h>
#include <tarn-lab/tarn-lab-result.h>
#include <tarn-lab/tarn-lab-rule.h>
#include <tarn-lab/tarn-lab-scenario.h>
#include <tarn-lab/tarn-lab-trial.h>
#include <tarn-lab/tarn-lab-types.h>
