/* SPDX-License-Identifier: MIT */
/*
 * A policy decides when which views are refreshed. A trial asks it at the end of an instant at which something has
 * happened that wakes it, after everything of the instant has happened. The policy looks at the data lake, writes its
 * answers down, and returns; then the trial acts on the answers, in their order. Requests that wait are kept by the
 * policy, because the trial only starts runs that get their slot at once.
 *
 * A policy is asked again within the same instant only if something has woken it since: a start was refused, or a run
 * has ended, for example by its own stop. These rounds have numbers, and one more than %TARN_LAB_ROUNDS_MAX of them at
 * one instant is an error.
 *
 * The policies of the library have this interface too. tarn_lab_policy_parse() makes them, and
 * tarn_lab_scenario_set_policy() gives any policy to a scenario.
 *
 * A policy that does what it may not do ends its trial with %TARN_LAB_ERROR_POLICY. The message names the policy, and
 * the view if it is about one. Views are numbers: their places in the scenario. Times are microseconds since 1970, and
 * durations are microseconds.
 */
#pragma once

#include <tarn-lab/tarn-lab-decision.h>

G_BEGIN_DECLS

/**
 * TARN_LAB_ROUNDS_MAX:
 *
 * The greatest number of rounds in which a policy is asked at one instant.
 *
 * Since: 1.0
 */
#define TARN_LAB_ROUNDS_MAX 100

/**
 * TarnLabWakes:
 * @TARN_LAB_WAKES_NONE: nothing else
 * @TARN_LAB_WAKES_COMMITS: each commit
 * @TARN_LAB_WAKES_ENDS: each end of a run
 *
 * These wake a policy on its wish. The start of the trial, the times and slots that the policy asks for, and refusals
 * always wake it. What does not wake a policy takes no time.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_WAKES_NONE = 0,
  TARN_LAB_WAKES_COMMITS = 1 << 0,
  TARN_LAB_WAKES_ENDS = 1 << 1,
} TarnLabWakes;

#define TARN_LAB_TYPE_WAKES (tarn_lab_wakes_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_lab_wakes_get_type (void) G_GNUC_CONST;

/* --- The policy --------------------------------------------------------------------------------- */

#define TARN_LAB_TYPE_POLICY (tarn_lab_policy_get_type ())

/**
 * TarnLabPolicy:
 *
 * A policy, with its settings. The object that a program makes never decides by itself if it has `create` or `copy`:
 * each trial makes an object of its own from it, which has the state of that trial. So any number of trials may use a
 * policy, also in several threads.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_INTERFACE (TarnLabPolicy, tarn_lab_policy, TARN_LAB, POLICY, GObject)

/**
 * TarnLabPolicyInterface:
 * @dup_name: returns the name
 * @get_version: returns the version
 * @dup_text: writes the settings
 * @get_wakes: says what wakes the policy
 * @create: makes the object that decides in a trial
 * @copy: makes the object that decides in a fork
 * @decide: looks at the data lake, and answers
 *
 * The virtual functions of a policy. All but @decide may be left out.
 *
 * Since: 1.0
 */
struct _TarnLabPolicyInterface
{
  /*< private >*/
  GTypeInterface parent_iface;

  /*< public >*/

  /**
   * TarnLabPolicyInterface::dup_name:
   * @self: a policy
   *
   * Returns the name, as in results and messages. Without this function it is the name of the type.
   *
   * Returns: (transfer full): at most 100 letters, digits, `_`, `-` and points
   *
   * Since: 1.0
   */
  char *(*dup_name) (TarnLabPolicy *self);

  /**
   * TarnLabPolicyInterface::get_version:
   * @self: a policy
   *
   * Returns the version, which grows when the same settings decide otherwise. Without this function it is 1.
   *
   * Returns: a number from 1
   *
   * Since: 1.0
   */
  guint (*get_version) (TarnLabPolicy *self);

  /**
   * TarnLabPolicyInterface::dup_text:
   * @self: a policy
   *
   * Writes the settings, in one way. Policies with the same name, version and text decide alike.
   *
   * Returns: (transfer full): a line of at most 1000 bytes; without this function it is empty
   *
   * Since: 1.0
   */
  char *(*dup_text) (TarnLabPolicy *self);

  /**
   * TarnLabPolicyInterface::get_wakes:
   * @self: a policy
   *
   * Says what wakes the policy besides what always does. Without this function it is %TARN_LAB_WAKES_NONE. The policy
   * is asked for this once in a trial.
   *
   * Returns: what wakes the policy
   *
   * Since: 1.0
   */
  TarnLabWakes (*get_wakes) (TarnLabPolicy *self);

  /**
   * TarnLabPolicyInterface::create:
   * @self: a policy
   * @data_lake: the data lake of the trial, which has not begun
   *
   * Makes the object that decides in a trial, with the settings of @self. Without this function it is a copy, and
   * without @copy it is @self, which then should be in one trial only.
   *
   * Returns: (transfer full): a policy
   *
   * Since: 1.0
   */
  TarnLabPolicy *(*create) (TarnLabPolicy *self, const TarnLabLake *data_lake);

  /**
   * TarnLabPolicyInterface::copy:
   * @self: a policy
   *
   * Makes the object that decides in a fork of the trial, with the settings and the state of @self. The two may be in
   * different threads from then on. A policy that keeps nothing of a trial can return a reference to itself. Without
   * this function, trials with the policy cannot be forked.
   *
   * Returns: (transfer full): a policy
   *
   * Since: 1.0
   */
  TarnLabPolicy *(*copy) (TarnLabPolicy *self);

  /**
   * TarnLabPolicyInterface::decide:
   * @self: a policy
   * @data_lake: the data lake as it is now
   * @answers: where the policy writes its answers down
   * @error: return location for a #GError
   *
   * Decides what happens now. The decision must depend on @data_lake and on the state of @self alone. If the policy fails,
   * the trial ends with its error.
   *
   * Returns: whether it succeeded
   *
   * Since: 1.0
   */
  gboolean (*decide) (TarnLabPolicy *self, const TarnLabLake *data_lake, TarnLabAnswers *answers,
                      GError **error);

  /*< private >*/
  gpointer padding[6];
};

/**
 * tarn_lab_policy_dup_name:
 * @self: a policy
 *
 * Returns: (transfer full): the name, as in results and messages
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_policy_dup_name (TarnLabPolicy *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_policy_get_version:
 * @self: a policy
 *
 * Returns: a number that grows when the same settings decide otherwise
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_policy_get_version (TarnLabPolicy *self);

/**
 * tarn_lab_policy_dup_text:
 * @self: a policy
 *
 * Returns the settings, written in one way. Those of a policy of the library are the keys of its group, parted by `; `.
 *
 * Returns: (transfer full): the settings
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_lab_policy_dup_text (TarnLabPolicy *self) G_GNUC_WARN_UNUSED_RESULT;

/* --- Policies by word --------------------------------------------------------------------------- */

/**
 * tarn_lab_policy_parse:
 * @text: the name of a preset, keys of a group `[policy]` parted by `;`, or the path of a module
 * @error: return location for a #GError
 *
 * Makes the policy that a text names, such as `hourly`, `trigger = interval 15 min; order = edf` or `./mine.so`. A text
 * is a path if it has no `=`, and has a slash or ends as modules do on this system. A module is loaded with
 * tarn_lab_policy_load().
 *
 * Errors, besides those of tarn_lab_policy_load():
 *
 * - %TARN_LAB_ERROR_POLICY: there is no such preset; the message lists what is allowed
 * - %TARN_LAB_ERROR_SCENARIO: a key or its value is wrong, or has axes; the message says what is allowed
 *
 * Returns: (transfer full): a policy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabPolicy *tarn_lab_policy_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_lab_policy_load:
 * @path: (type filename): a module
 * @error: return location for a #GError
 *
 * Loads a policy from a module: a shared library with the entry %TARN_LAB_POLICY_MODULE. The module stays loaded as
 * long as the process.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_LAB_ERROR_FILE: the file cannot be read
 * - %TARN_LAB_ERROR_POLICY: the file cannot be loaded as a module, has no entry, was made for another version, or gave no
 *   policy
 *
 * Returns: (transfer full): a policy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabPolicy *tarn_lab_policy_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TARN_LAB_POLICY_ABI:
 *
 * The version of what a module and the library agree on. A module that was made for another version is not used.
 *
 * Since: 1.0
 */
#define TARN_LAB_POLICY_ABI 1

/**
 * TARN_LAB_POLICY_MODULE:
 * @create: an expression that gives a new policy
 *
 * Defines the entry of a module, the function `guint tarn_lab_policy_module (TarnLabPolicy **out_policy)`. It returns
 * the version for which the module was made, and sets @out_policy to a new policy if it is not %NULL. The library calls
 * it with %NULL first.
 *
 * Since: 1.0
 */
#define TARN_LAB_POLICY_MODULE(create)                                                             \
  _TARN_EXTERN guint tarn_lab_policy_module (TarnLabPolicy **out_policy);                          \
  guint tarn_lab_policy_module (TarnLabPolicy **out_policy)                                        \
  {                                                                                                \
    if (out_policy != NULL)                                                                        \
      *out_policy = TARN_LAB_POLICY (create);                                                      \
    return TARN_LAB_POLICY_ABI;                                                                    \
  }

G_END_DECLS
