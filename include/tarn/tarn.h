/* SPDX-License-Identifier: MIT */
/* All of the library. */
#pragma once

#include <tarn/tarn-access.h>
#include <tarn/tarn-catalog.h>
#include <tarn/tarn-change.h>
#include <tarn/tarn-clock.h>
#include <tarn/tarn-cost-model.h>
#include <tarn/tarn-cost.h>
#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-domain.h>
#include <tarn/tarn-engine.h>
#include <tarn/tarn-error.h>
#include <tarn/tarn-fault-plan.h>
#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-harness.h>
#include <tarn/tarn-invoke.h>
#include <tarn/tarn-journal.h>
#include <tarn/tarn-metadata-change.h>
#include <tarn/tarn-metadata-cost.h>
#include <tarn/tarn-metadata-run.h>
#include <tarn/tarn-principal.h>
#include <tarn/tarn-refresh-change.h>
#include <tarn/tarn-refresh-run.h>
#include <tarn/tarn-service.h>
#include <tarn/tarn-snapshot.h>
#include <tarn/tarn-table.h>
#include <tarn/tarn-types.h>
#include <tarn/tarn-version-macros.h>
