/* SPDX-License-Identifier: MIT */
#include "lab/policy/no-views.h"

typedef struct
{
  GObject parent_instance;
  char *name;
  char *text;
} TarnLabNoViews;

typedef GObjectClass TarnLabNoViewsClass;

static void tarn_lab_no_views_policy_init (TarnLabPolicyInterface *iface);
static GType tarn_lab_no_views_get_type (void) G_GNUC_CONST;

G_DEFINE_TYPE_WITH_CODE (TarnLabNoViews, tarn_lab_no_views, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_LAB_TYPE_POLICY,
                                                tarn_lab_no_views_policy_init))

TarnLabPolicy *
tarn_lab_no_views_new (const char *name, const char *text)
{
  TarnLabNoViews *self = g_object_new (tarn_lab_no_views_get_type (), NULL);

  self->name = g_strdup (name);
  self->text = g_strdup (text);
  return (TarnLabPolicy *) self;
}

static void
tarn_lab_no_views_finalize (GObject *object)
{
  TarnLabNoViews *self = (TarnLabNoViews *) object;

  g_free (self->name);
  g_free (self->text);
  G_OBJECT_CLASS (tarn_lab_no_views_parent_class)->finalize (object);
}

static char *
dup_name (TarnLabPolicy *self)
{
  return g_strdup (((TarnLabNoViews *) self)->name);
}

static char *
dup_text (TarnLabPolicy *self)
{
  return g_strdup (((TarnLabNoViews *) self)->text);
}

/* It has no state. */
static TarnLabPolicy *
copy (TarnLabPolicy *self)
{
  return g_object_ref (self);
}

static gboolean
decide (TarnLabPolicy *self G_GNUC_UNUSED, const TarnLabLake *lake G_GNUC_UNUSED,
        TarnLabAnswers *answers G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static void
tarn_lab_no_views_init (TarnLabNoViews *self G_GNUC_UNUSED)
{
}

static void
tarn_lab_no_views_class_init (GObjectClass *class)
{
  class->finalize = tarn_lab_no_views_finalize;
}

static void
tarn_lab_no_views_policy_init (TarnLabPolicyInterface *iface)
{
  iface->dup_name = dup_name;
  iface->dup_text = dup_text;
  iface->copy = copy;
  iface->decide = decide;
}
