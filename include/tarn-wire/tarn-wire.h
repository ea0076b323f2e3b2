/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn-wire/tarn-wire-endpoint.h>
#include <tarn-wire/tarn-wire-error.h>
#include <tarn-wire/tarn-wire-response.h>
