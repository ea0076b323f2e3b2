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

/*
 * Sets up the class of a client, whose parent class is GObject: it has the properties `engine` and `principal`, and
 * frees the common part.
 */
void tarn_client_class_init (GObjectClass *class);
