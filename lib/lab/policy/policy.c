/* SPDX-License-Identifier: MIT */
#include "lab/policy/policy.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>

enum
{
  NAME_MAX_LENGTH = 100,
  TEXT_MAX_LENGTH = 1000,
};

/* clang-format off */
G_DEFINE_INTERFACE (TarnLabPolicy, tarn_lab_policy, G_TYPE_OBJECT)

G_DEFINE_FLAGS_TYPE (TarnLabWakes, tarn_lab_wakes,
                     G_DEFINE_ENUM_VALUE (TARN_LAB_WAKES_NONE, "none"),
                     G_DEFINE_ENUM_VALUE (TARN_LAB_WAKES_COMMITS, "commits"),
                     G_DEFINE_ENUM_VALUE (TARN_LAB_WAKES_ENDS, "ends"))
/* clang-format on */

static char *
dup_type_name (TarnLabPolicy *self)
{
  return g_strdelimit (g_strdup (G_OBJECT_TYPE_NAME (self)), "+:", '.');
}

static guint
get_first_version (TarnLabPolicy *self G_GNUC_UNUSED)
{
  return 1;
}

static char *
dup_no_text (TarnLabPolicy *self G_GNUC_UNUSED)
{
  return g_strdup ("");
}

static TarnLabWakes
get_no_wakes (TarnLabPolicy *self G_GNUC_UNUSED)
{
  return TARN_LAB_WAKES_NONE;
}

static TarnLabPolicy *
create_copy (TarnLabPolicy *self, const TarnLabLake *lake G_GNUC_UNUSED)
{
  const TarnLabPolicyInterface *iface = TARN_LAB_POLICY_GET_IFACE (self);

  return iface->copy != NULL ? iface->copy (self) : g_object_ref (self);
}

static void
tarn_lab_policy_default_init (TarnLabPolicyInterface *iface)
{
  iface->dup_name = dup_type_name;
  iface->get_version = get_first_version;
  iface->dup_text = dup_no_text;
  iface->get_wakes = get_no_wakes;
  iface->create = create_copy;
}

/* --- What a policy says of itself --------------------------------------------------------------- */

char *
tarn_lab_policy_dup_name (TarnLabPolicy *self)
{
  g_return_val_if_fail (TARN_LAB_IS_POLICY (self), NULL);

  return TARN_LAB_POLICY_GET_IFACE (self)->dup_name (self);
}

guint
tarn_lab_policy_get_version (TarnLabPolicy *self)
{
  g_return_val_if_fail (TARN_LAB_IS_POLICY (self), 0);

  return TARN_LAB_POLICY_GET_IFACE (self)->get_version (self);
}

char *
tarn_lab_policy_dup_text (TarnLabPolicy *self)
{
  g_return_val_if_fail (TARN_LAB_IS_POLICY (self), NULL);

  return TARN_LAB_POLICY_GET_IFACE (self)->dup_text (self);
}

void
tarn_lab_policy_append_title (TarnLabPolicy *self, GString *text)
{
  g_autofree char *name = tarn_lab_policy_dup_name (self);
  g_autofree char *settings = tarn_lab_policy_dup_text (self);

  g_string_append_printf (text, "%s@%u", name, tarn_lab_policy_get_version (self));
  if (*settings != '\0')
    g_string_append_printf (text, " (%s)", settings);
}

static gboolean
fail (TarnLabPolicy *self, const char *what, GError **error)
{
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY, "policy %s: %s",
               G_OBJECT_TYPE_NAME (self), what);
  return FALSE;
}

static gboolean
is_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  return length > 0 && length <= NAME_MAX_LENGTH
         && strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-.") == length;
}

static gboolean
is_line (const char *text)
{
  gsize length = text != NULL ? strlen (text) : TEXT_MAX_LENGTH + 1;

  if (length > TEXT_MAX_LENGTH || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return FALSE;
  return TRUE;
}

gboolean
tarn_lab_policy_check (TarnLabPolicy *self, GError **error)
{
  const TarnLabPolicyInterface *iface = TARN_LAB_POLICY_GET_IFACE (self);
  g_autofree char *name = iface->dup_name (self);
  g_autofree char *text = iface->dup_text (self);
  const guint all = TARN_LAB_WAKES_COMMITS | TARN_LAB_WAKES_ENDS;

  if (iface->decide == NULL)
    return fail (self, "it cannot decide", error);
  if (!is_name (name))
    return fail (self,
                 "it has a bad name; allowed: at most 100 letters, digits, '_', '-' and points",
                 error);
  if (!is_line (text))
    return fail (self, "its settings are no line of text of at most 1000 bytes", error);
  if ((iface->get_wakes (self) & ~all) != 0)
    return fail (self, "it wants to be woken by what there is not", error);
  return TRUE;
}
