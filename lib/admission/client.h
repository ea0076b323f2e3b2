/* SPDX-License-Identifier: MIT */
/* The common part of the clients of all services. A client calls one service for one principal. */
#pragma once

#include "admission/admission.h"
#include "admission/principal.h"

/* The struct of each service's client begins with this struct. */
struct _TarnClient
{
  GObject parent_instance;

  GObject *owner; /* the engine, which keeps the room alive */
  TarnAdmission *admission;
  TarnPrincipal *principal;
  guint32 account; /* the number that the throttle gave to the account */
};

void tarn_client_init (TarnClient *client, TarnAdmission *admission, TarnPrincipal *principal);

/* The finalize function for the class of a client. The parent class must be GObject. */
void tarn_client_finalize (GObject *client);
