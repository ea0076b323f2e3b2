/* SPDX-License-Identifier: MIT */
/* What the clients of all services have in common: a service as one principal sees it. */
#pragma once

#include "admission/admission.h"
#include "admission/principal.h"

/* A client of a service begins with it. */
struct _TarnClient
{
  GObject parent_instance;

  GObject *owner; /* the engine, which keeps the room alive */
  TarnAdmission *admission;
  TarnPrincipal *principal;
  guint32 account; /* as the throttle counts them */
};

void tarn_client_init (TarnClient *client, TarnAdmission *admission, TarnPrincipal *principal);

/* For the class of a client, whose parent is GObject. */
void tarn_client_finalize (GObject *client);
