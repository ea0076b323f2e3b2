/* SPDX-License-Identifier: MIT */
/* A policy that a test makes of functions, by public headers only. */
#pragma once

#include <string.h>
#include <tarn-lab/tarn-lab.h>

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR

#define OWN_TYPE_POLICY (own_policy_get_type ())
G_DECLARE_FINAL_TYPE (OwnPolicy, own_policy, OWN, POLICY, GObject)

typedef gboolean (*OwnDecide) (OwnPolicy *self, const TarnLabLake *lake, TarnLabAnswers *answers,
                               GError **error);

struct _OwnPolicy
{
  GObject parent_instance;

  OwnDecide decide;
  const char *name;
  const char *text;
  guint version;
  TarnLabWakes wakes;
  TarnLabPolicy *(*create) (TarnLabPolicy *self, const TarnLabLake *lake); /* NULL for a copy */
  guint n_asked;
  GArray *waiting; /* guint; views */
};

static void own_policy_policy_init (TarnLabPolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OwnPolicy, own_policy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_LAB_TYPE_POLICY, own_policy_policy_init))

static char *
own_dup_name (TarnLabPolicy *policy)
{
  return g_strdup (OWN_POLICY (policy)->name);
}

static guint
own_get_version (TarnLabPolicy *policy)
{
  return OWN_POLICY (policy)->version;
}

static char *
own_dup_text (TarnLabPolicy *policy)
{
  return g_strdup (OWN_POLICY (policy)->text);
}

static TarnLabWakes
own_get_wakes (TarnLabPolicy *policy)
{
  return OWN_POLICY (policy)->wakes;
}

static TarnLabPolicy *
own_copy (TarnLabPolicy *policy)
{
  const OwnPolicy *self = OWN_POLICY (policy);
  OwnPolicy *copy = g_object_new (OWN_TYPE_POLICY, NULL);

  copy->decide = self->decide;
  copy->name = self->name;
  copy->text = self->text;
  copy->version = self->version;
  copy->wakes = self->wakes;
  copy->create = self->create;
  copy->n_asked = self->n_asked;
  g_array_append_vals (copy->waiting, self->waiting->data, self->waiting->len);
  return TARN_LAB_POLICY (copy);
}

static TarnLabPolicy *
own_create (TarnLabPolicy *policy, const TarnLabLake *lake)
{
  const OwnPolicy *self = OWN_POLICY (policy);

  return self->create != NULL ? self->create (policy, lake) : own_copy (policy);
}

static gboolean
own_decide (TarnLabPolicy *policy, const TarnLabLake *lake, TarnLabAnswers *answers, GError **error)
{
  OwnPolicy *self = OWN_POLICY (policy);
  gboolean is_good = self->decide (self, lake, answers, error);

  self->n_asked++;
  return is_good;
}

static void
own_policy_init (OwnPolicy *self)
{
  self->name = "own";
  self->text = "";
  self->version = 1;
  self->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
own_policy_finalize (GObject *object)
{
  g_array_unref (OWN_POLICY (object)->waiting);
  G_OBJECT_CLASS (own_policy_parent_class)->finalize (object);
}

static void
own_policy_class_init (OwnPolicyClass *class)
{
  G_OBJECT_CLASS (class)->finalize = own_policy_finalize;
}

static void
own_policy_policy_init (TarnLabPolicyInterface *iface)
{
  iface->dup_name = own_dup_name;
  iface->get_version = own_get_version;
  iface->dup_text = own_dup_text;
  iface->get_wakes = own_get_wakes;
  iface->create = own_create;
  iface->copy = own_copy;
  iface->decide = own_decide;
}

static inline OwnPolicy *
own_new (OwnDecide decide)
{
  OwnPolicy *self = g_object_new (OWN_TYPE_POLICY, NULL);

  self->decide = decide;
  return self;
}
