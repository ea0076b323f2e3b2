/* SPDX-License-Identifier: MIT */
#include "admission/change-filter.h"

#include "admission/service.h"

/* The causes of one service, as bits. */
typedef struct
{
  const TarnService *service;
  guint64 causes;
} ServiceCauses;

struct _TarnChangeFilter
{
  guint kinds; /* as bits; 0: all but commits */
  guint n_services;
  ServiceCauses services[TARN_SERVICES_MAX];
  GTree *names;           /* a set of TarnNames; NULL: everything passes */
  gboolean has_open_name; /* a name has no first part */
};

#define KIND_BIT(kind) (1u << (kind))

static const guint default_kinds
    = KIND_BIT (TARN_CHANGE_KIND_RUN) | KIND_BIT (TARN_CHANGE_KIND_INVOCATION_FAILURE)
      | KIND_BIT (TARN_CHANGE_KIND_REDELIVERY) | KIND_BIT (TARN_CHANGE_KIND_LATE_EVENT);

G_DEFINE_BOXED_TYPE (TarnChangeFilter, tarn_change_filter, tarn_change_filter_copy,
                     tarn_change_filter_free)

TarnChangeFilter *
tarn_change_filter_new (void)
{
  return g_new0 (TarnChangeFilter, 1);
}

static void
insert_name (TarnChangeFilter *self, TarnName *name)
{
  if (self->names == NULL)
    self->names = g_tree_new_full (tarn_name_compare, NULL, (GDestroyNotify) tarn_name_unref, NULL);
  self->has_open_name |= name->parts[0] == NULL;
  g_tree_insert (self->names, name, NULL);
}

static gboolean
copy_name (gpointer name, gpointer value G_GNUC_UNUSED, gpointer copy)
{
  insert_name (copy, tarn_name_ref (name));
  return FALSE;
}

TarnChangeFilter *
tarn_change_filter_copy (const TarnChangeFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnChangeFilter *copy = g_memdup2 (self, sizeof *self);

  copy->names = NULL;
  if (self->names != NULL)
    g_tree_foreach (self->names, copy_name, copy);
  return copy;
}

void
tarn_change_filter_free (TarnChangeFilter *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->names, g_tree_unref);
  g_free (self);
}

/* --- What passes ------------------------------------------------------------------------------ */

void
tarn_change_filter_add_kind (TarnChangeFilter *self, TarnChangeKind kind)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) kind <= TARN_CHANGE_KIND_COMMIT);

  self->kinds |= KIND_BIT (kind);
}

void
tarn_change_filter_add_cause (TarnChangeFilter *self, const TarnService *service, guint cause)
{
  guint place = 0;

  while (place < self->n_services && self->services[place].service != service)
    place++;
  if (place == self->n_services)
    self->services[self->n_services++] = (ServiceCauses){ service, 0 };
  self->services[place].causes |= G_GUINT64_CONSTANT (1) << cause;
}

void
tarn_change_filter_add_name (TarnChangeFilter *self, const char *const *parts)
{
  insert_name (self, tarn_name_new (parts, TARN_NAME_PARTS));
}

/* --- Passing ---------------------------------------------------------------------------------- */

gboolean
tarn_change_filter_passes_kind (const TarnChangeFilter *self, TarnChangeKind kind)
{
  return ((self->kinds != 0 ? self->kinds : default_kinds) & KIND_BIT (kind)) != 0;
}

guint64
tarn_change_filter_get_causes (const TarnChangeFilter *self)
{
  guint64 causes = self->n_services == 0 ? G_MAXUINT64 : 0;

  for (guint i = 0; i < self->n_services; i++)
    causes |= self->services[i].causes;
  return tarn_change_filter_passes_kind (self, TARN_CHANGE_KIND_RUN) ? causes : 0;
}

/* Commits and invocation failures are no changes of a run. The first number of a service is no cause. */
static gboolean
passes_cause (const TarnChangeFilter *self, const TarnChange *change)
{
  if (self->n_services == 0 || change->cause == 0)
    return TRUE;

  for (guint i = 0; i < self->n_services; i++)
    if (self->services[i].service == change->service)
      return (self->services[i].causes >> change->cause & 1) != 0;
  return FALSE;
}

static gboolean
passes_name (const TarnChangeFilter *self, const TarnChange *change)
{
  if (self->names == NULL)
    return TRUE;

  const TarnName *name = tarn_change_peek_name (change);
  if (name == NULL)
    return FALSE;
  if (g_tree_lookup_extended (self->names, name, NULL, NULL))
    return TRUE;
  if (!self->has_open_name)
    return FALSE;

  const char *const parts[TARN_NAME_PARTS] = { NULL, name->parts[1], name->parts[2] };
  TarnName open;
  tarn_name_init_key (&open, parts, TARN_NAME_PARTS);
  return g_tree_lookup_extended (self->names, &open, NULL, NULL);
}

gboolean
tarn_change_filter_passes (const TarnChangeFilter *self, const TarnChange *change)
{
  return tarn_change_filter_passes_kind (self, (TarnChangeKind) change->kind)
         && passes_cause (self, change) && passes_name (self, change);
}
