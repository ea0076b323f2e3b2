/* SPDX-License-Identifier: MIT */
/* Public functions that are the same for every opaque struct, each on a line that names it. */
#pragma once

#include <glib-object.h>

/* Tells one member and does nothing else. @Self is the struct as the function takes it. */
#define TARN_GETTER(Type, function, Self, member)                                                  \
  Type function (Self *self)                                                                       \
  {                                                                                                \
    g_return_val_if_fail (self != NULL, 0);                                                        \
                                                                                                   \
    return self->member;                                                                           \
  }

/* Sets one member, which may have any value of its type. */
#define TARN_SETTER(function, Self, Type, member)                                                  \
  void function (Self *self, Type value)                                                           \
  {                                                                                                \
    g_return_if_fail (self != NULL);                                                               \
                                                                                                   \
    self->member = value;                                                                          \
  }

/* The same where only 0 to @max are values, and anything else is the caller's mistake. */
#define TARN_CAPPED_SETTER(function, Self, member, max)                                            \
  void function (Self *self, gint64 value)                                                         \
  {                                                                                                \
    g_return_if_fail (self != NULL);                                                               \
    g_return_if_fail (value >= 0 && value <= max);                                                 \
                                                                                                   \
    self->member = value;                                                                          \
  }

/* A boxed type that is copied byte by byte, by nobody but GLib. */
#define TARN_PLAIN_TYPE(TypeName, type_name)                                                       \
  static TypeName *type_name##_copy (const TypeName *self)                                         \
  {                                                                                                \
    return g_memdup2 (self, sizeof *self);                                                         \
  }                                                                                                \
                                                                                                   \
  G_DEFINE_BOXED_TYPE (TypeName, type_name, type_name##_copy, g_free)

/* The same where the user copies and frees it too. */
#define TARN_PLAIN_PUBLIC_TYPE(TypeName, type_name)                                                \
  G_DEFINE_BOXED_TYPE (TypeName, type_name, type_name##_copy, type_name##_free)                    \
                                                                                                   \
  TypeName *type_name##_copy (const TypeName *self)                                                \
  {                                                                                                \
    g_return_val_if_fail (self != NULL, NULL);                                                     \
                                                                                                   \
    return g_memdup2 (self, sizeof *self);                                                         \
  }                                                                                                \
                                                                                                   \
  void type_name##_free (TypeName *self) { g_free (self); }

/* A boxed type that counts its references in a member ref_count, and is used by one thread at a time. */
#define TARN_COUNTED_TYPE(TypeName, type_name, free_func)                                          \
  G_DEFINE_BOXED_TYPE (TypeName, type_name, type_name##_ref, type_name##_unref)                    \
                                                                                                   \
  TypeName *type_name##_ref (TypeName *self)                                                       \
  {                                                                                                \
    g_return_val_if_fail (self != NULL, NULL);                                                     \
                                                                                                   \
    self->ref_count++;                                                                             \
    return self;                                                                                   \
  }                                                                                                \
                                                                                                   \
  void type_name##_unref (TypeName *self)                                                          \
  {                                                                                                \
    g_return_if_fail (self != NULL);                                                               \
                                                                                                   \
    if (--self->ref_count == 0)                                                                    \
      free_func (self);                                                                            \
  }
