/* SPDX-License-Identifier: MIT */
/*
 * These macros define public functions that are the same for every opaque struct. Each use is one line that
 * names the function.
 */
#pragma once

#include <glib-object.h>

/* Defines a function that only returns one member. @Self is the struct type of the function's argument. */
#define TARN_GETTER(Type, function, Self, member)                                                  \
  Type function (Self *self)                                                                       \
  {                                                                                                \
    g_return_val_if_fail (self != NULL, 0);                                                        \
                                                                                                   \
    return self->member;                                                                           \
  }

/* Defines a function that sets one member. Every value of the member's type is valid. */
#define TARN_SETTER(function, Self, Type, member)                                                  \
  void function (Self *self, Type value)                                                           \
  {                                                                                                \
    g_return_if_fail (self != NULL);                                                               \
                                                                                                   \
    self->member = value;                                                                          \
  }

/*
 * Defines a function that sets one member to a value from 0 to @max. Any other value is a programmer error.
 */
#define TARN_CAPPED_SETTER(function, Self, member, max)                                            \
  void function (Self *self, gint64 value)                                                         \
  {                                                                                                \
    g_return_if_fail (self != NULL);                                                               \
    g_return_if_fail (value >= 0 && value <= max);                                                 \
                                                                                                   \
    self->member = value;                                                                          \
  }

/*
 * Defines the function that finds the value of an enumeration by its text. The values that have a text are
 * counted from 1.
 */
#define TARN_FROM_STRING(TypeName, type_name)                                                      \
  gboolean type_name##_from_string (const char *text, TypeName *out_value)                         \
  {                                                                                                \
    const char *known;                                                                             \
                                                                                                   \
    g_return_val_if_fail (text != NULL, FALSE);                                                    \
                                                                                                   \
    for (guint value = 1; (known = type_name##_to_string ((TypeName) value)) != NULL; value++)     \
      if (g_str_equal (known, text))                                                               \
        {                                                                                          \
          if (out_value != NULL)                                                                   \
            *out_value = (TypeName) value;                                                         \
          return TRUE;                                                                             \
        }                                                                                          \
                                                                                                   \
    return FALSE;                                                                                  \
  }

/*
 * Defines a boxed type that is copied byte by byte. Only GLib copies and frees it; users have no functions
 * for that.
 */
#define TARN_PLAIN_TYPE(TypeName, type_name)                                                       \
  static TypeName *type_name##_copy (const TypeName *self)                                         \
  {                                                                                                \
    return g_memdup2 (self, sizeof *self);                                                         \
  }                                                                                                \
                                                                                                   \
  G_DEFINE_BOXED_TYPE (TypeName, type_name, type_name##_copy, g_free)

/* Defines a boxed type that is copied byte by byte, with public functions that copy and free it. */
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

/*
 * Defines a boxed type that counts its references in a member ref_count. Only one thread at a time may use
 * it.
 */
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
