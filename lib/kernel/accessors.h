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
