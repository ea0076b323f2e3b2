/* SPDX-License-Identifier: MIT */
#include "admission/change.h"
#include "admission/journal.h"

#include <string.h>

#include "kernel/calendar.h"
#include "kernel/quoting.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnJournalKind, tarn_journal_kind,
                    G_DEFINE_ENUM_VALUE (TARN_JOURNAL_CALL, "call"),
                    G_DEFINE_ENUM_VALUE (TARN_JOURNAL_CHANGE, "change"),
                    G_DEFINE_ENUM_VALUE (TARN_JOURNAL_OPTION, "option"),
                    G_DEFINE_ENUM_VALUE (TARN_JOURNAL_ACCESS, "access"),
                    G_DEFINE_ENUM_VALUE (TARN_JOURNAL_CLOCK, "clock"),
                    G_DEFINE_ENUM_VALUE (TARN_JOURNAL_CLIENT, "client"))
/* clang-format on */

enum
{
  TEXT_MAX = 10000, /* bytes of an argument; the services accept only shorter texts */
};

/*
 * One entry. Its text is written at once, except for the answer of a call, which comes later. A journal is
 * for tests, where a wrong journal costs more than the time to write the text.
 */
typedef struct
{
  TarnJournalKind kind;
  gint64 time_us;
  const char *operation; /* static */
  const char *answer;    /* static: ok or the name of an exception; NULL before the answer */
  char *text;
  char *answer_text;
  TarnCommand *command; /* NULL for a change, and in a bounded journal */
} Entry;

struct _TarnJournal
{
  GObject parent_instance;

  GArray *entries;   /* Entry; a ring in a bounded journal */
  guint max_entries; /* 0 if the journal has no bound */
  guint first;
  guint64 n_dropped;

  TarnClock *clock; /* of the engine that writes into the journal; NULL for none */
  guint64 n_kept_events_begun;
  guint64 n_kept_events_ended; /* this and end_us are set when the engine stops writing */
  gint64 end_us;
  gboolean had_clock; /* since the journal was made or cleared */
  gboolean is_incomplete;
};

G_DEFINE_FINAL_TYPE (TarnJournal, tarn_journal, G_TYPE_OBJECT)

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->text, g_free);
  g_clear_pointer (&entry->answer_text, g_free);
  g_clear_pointer (&entry->command, tarn_command_free);
}

static void
tarn_journal_finalize (GObject *object)
{
  g_array_unref (TARN_JOURNAL (object)->entries);
  G_OBJECT_CLASS (tarn_journal_parent_class)->finalize (object);
}

static void
tarn_journal_class_init (TarnJournalClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_journal_finalize;
}

static void
tarn_journal_init (TarnJournal *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
}

TarnJournal *
tarn_journal_new (void)
{
  return g_object_new (TARN_TYPE_JOURNAL, NULL);
}

TarnJournal *
tarn_journal_new_bounded (guint max_entries)
{
  g_return_val_if_fail (max_entries > 0, NULL);

  TarnJournal *self = tarn_journal_new ();
  self->max_entries = max_entries;
  return self;
}

/* --- Entries ---------------------------------------------------------------------------------- */

static Entry *
get_entry (TarnJournal *self, guint index)
{
  return &g_array_index (self->entries, Entry, (self->first + index) % self->entries->len);
}

/* A bounded journal keeps no commands, because it cannot be replayed. */
static TarnCommand *
keep_command (TarnJournal *self, const TarnCommand *command)
{
  if (self->max_entries > 0)
    return NULL;

  TarnCommand *kept = tarn_command_copy (command);
  kept->n_kept_events = self->clock->n_kept_events - self->n_kept_events_begun;
  return kept;
}

/* Takes @text. @command is NULL for an entry that follows from other entries. */
static guint64
add_entry (TarnJournal *self, TarnJournalKind kind, const char *operation,
           const TarnCommand *command, char *text)
{
  Entry entry = { kind,
                  self->clock->now_us,
                  operation,
                  NULL,
                  text,
                  NULL,
                  command != NULL ? keep_command (self, command) : NULL };

  if (self->max_entries == 0 || self->entries->len < self->max_entries)
    g_array_append_val (self->entries, entry);
  else
    {
      Entry *oldest = get_entry (self, 0);

      clear_entry (oldest);
      *oldest = entry;
      self->first = (self->first + 1) % self->entries->len;
      self->n_dropped++;
      self->is_incomplete = TRUE;
    }

  return self->n_dropped + self->entries->len - 1;
}

/* --- Texts ------------------------------------------------------------------------------------ */

/* Arguments are in quotes, so that the end of an argument is visible. */
static void
append_text (GString *text, const char *value)
{
  g_autofree char *shown = g_strndup (value, TEXT_MAX);

  tarn_append_quoted (text, shown);
}

/* Escapes the text but does not quote it, because nothing that follows could be taken for a part of it. */
static void
append_word (GString *text, const char *value)
{
  g_autofree char *escaped = value != NULL ? g_strescape (value, "\"") : NULL;

  if (escaped != NULL)
    g_string_append_printf (text, " %s", escaped);
}

static void
append_choices (GString *text, const char *const *choices, gint64 max)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (gint64 i = 0; i <= max && choices[i] != NULL; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "," : "", choices[i]);
  append_text (text, joined->str);
}

/* Writes nothing for a structure, because its members are written as members of the operation. */
static void
append_argument (GString *text, const TarnMember *member, gconstpointer input)
{
  TarnArgument argument = tarn_member_read (member, input);

  if (tarn_constraint_is_absent (&member->constraint, &argument)
      || member->constraint.kind == TARN_CONSTRAINT_STRUCTURE)
    return;

  g_string_append_printf (text, " %s=", member->name);
  if (member->constraint.kind == TARN_CONSTRAINT_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, argument.integer);
  else if (member->constraint.kind == TARN_CONSTRAINT_CHOICES)
    append_choices (text, argument.texts, member->constraint.max);
  else
    append_text (text, argument.text);
}

static char *
describe_call (const TarnService *service, const TarnOperation *operation,
               const TarnPrincipal *principal, gconstpointer input)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "call %s:%s by ", service->name, operation->name);
  tarn_append_name (text, principal->arn);
  for (guint i = 0; operation->members[i].name != NULL; i++)
    append_argument (text, &operation->members[i], input);
  if (operation->record_class != NULL)
    {
      gconstpointer record = tarn_operation_get_record (operation, input);
      g_autofree char *details = operation->record_class->describe (record);

      if (details != NULL)
        g_string_append_printf (text, " %s", details);
    }

  return g_string_free (text, FALSE);
}

TarnJournalCall
tarn_journal_add_call (TarnJournal *self, const TarnService *service,
                       const TarnOperation *operation, TarnPrincipal *principal,
                       gconstpointer input)
{
  TarnCommand command = {
    .kind = TARN_COMMAND_CALL,
    .service = service,
    .operation = (guint) (operation - service->operations),
    .principal = principal,
    .input = (gpointer) input,
  };

  return add_entry (self, TARN_JOURNAL_CALL, operation->name, &command,
                    describe_call (service, operation, principal, input));
}

void
tarn_journal_answer_call (TarnJournal *self, TarnJournalCall call, const char *exception,
                          const char *answer_text)
{
  /* The entry may be gone if the journal is bounded or was cleared during the call. */
  if (call < self->n_dropped || call >= self->n_dropped + self->entries->len)
    return;

  Entry *entry = get_entry (self, (guint) (call - self->n_dropped));
  entry->answer = exception != NULL ? exception : "ok";
  entry->answer_text = g_strdup (answer_text);
}

/* --- Lines of a file -------------------------------------------------------------------------- */

/* The text of the line is escaped already, as in the file. */
void
tarn_journal_add_line (TarnJournal *self, const TarnJournalLine *line)
{
  g_autofree char *answer_text
      = line->answer_text != NULL ? g_strcompress (line->answer_text) : NULL;
  Entry entry = { .kind = line->kind,
                  .time_us = line->time_us,
                  .operation = g_intern_string (line->operation),
                  .answer = g_intern_string (line->answer),
                  .text = g_strdup (line->text),
                  .answer_text = g_steal_pointer (&answer_text) };

  g_array_append_val (self->entries, entry);
  self->is_incomplete = TRUE;
}

/* --- Changes ---------------------------------------------------------------------------------- */

void
tarn_journal_add_change (TarnJournal *self, const TarnChange *change)
{
  g_autofree char *subject = change->service->dup_subject (change);
  g_autofree char *run_id = tarn_change_dup_run_id (change);
  const char *from = tarn_change_get_from_status (change);
  const char *to = tarn_change_get_to_status (change);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "change %s ", change->service->name);
  tarn_append_name (text, subject);
  if (run_id != NULL)
    g_string_append_printf (text, " run %s", run_id);
  g_string_append_printf (text, " %s", tarn_change_get_cause (change));
  if (to != NULL)
    g_string_append_printf (text, " %s>%s", from != NULL ? from : "", to);
  if (change->detail_type != NULL)
    g_string_append_printf (text, " [%s]", change->detail_type);
  append_word (text, change->error_message);

  add_entry (self, TARN_JOURNAL_CHANGE, NULL, NULL, g_string_free (text, FALSE));
}

/* --- Commands --------------------------------------------------------------------------------- */

void
tarn_journal_add_client (TarnJournal *self, const TarnService *service, TarnPrincipal *principal)
{
  TarnCommand command = { .kind = TARN_COMMAND_CLIENT, .service = service, .principal = principal };

  if (self == NULL)
    return;

  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "client %s ", service->name);
  tarn_append_name (text, principal->arn);
  add_entry (self, TARN_JOURNAL_CLIENT, NULL, &command, g_string_free (text, FALSE));
}

void
tarn_journal_add_option (TarnJournal *self, const char *name, gint64 value)
{
  TarnCommand command = { .kind = TARN_COMMAND_OPTION, .texts = { name }, .number = value };

  if (self != NULL)
    add_entry (self, TARN_JOURNAL_OPTION, NULL, &command,
               g_strdup_printf ("option %s=%" G_GINT64_FORMAT, name, value));
}

/* Adds an entry with @move and, after it, the texts of the command. */
static void
add_words (TarnJournal *self, TarnJournalKind kind, const TarnCommand *command, const char *move)
{
  GString *text = g_string_new (move);

  for (guint i = 0; i < G_N_ELEMENTS (command->texts); i++)
    append_word (text, command->texts[i]);
  add_entry (self, kind, NULL, command, g_string_free (text, FALSE));
}

void
tarn_journal_add_access (TarnJournal *self, gboolean is_grant, const char *principal,
                         const char *action, const char *resource)
{
  TarnCommand command = { .kind = is_grant ? TARN_COMMAND_GRANT : TARN_COMMAND_DENY,
                          .texts = { principal, action, resource } };

  if (self == NULL)
    return;

  GString *text = g_string_new (is_grant ? "access grant" : "access deny");
  for (guint i = 0; i < G_N_ELEMENTS (command.texts); i++)
    {
      g_string_append_c (text, ' ');
      tarn_append_name (text, command.texts[i]);
    }
  add_entry (self, TARN_JOURNAL_ACCESS, NULL, &command, g_string_free (text, FALSE));
}

void
tarn_journal_add_revocation (TarnJournal *self, guint id)
{
  TarnCommand command = { .kind = TARN_COMMAND_REVOKE, .number = id };

  if (self != NULL)
    add_entry (self, TARN_JOURNAL_ACCESS, NULL, &command, g_strdup_printf ("access revoke %u", id));
}

/* Keeps a copy of the plan as it is now, because the rules of the plan continue to count. */
void
tarn_journal_add_faults (TarnJournal *self, TarnFaultPlan *plan)
{
  TarnCommand command = { .kind = TARN_COMMAND_FAULTS,
                          .texts = { plan != NULL ? plan->text->str : "none" },
                          .faults = plan };

  if (self != NULL)
    add_words (self, TARN_JOURNAL_OPTION, &command, "faults");
}

void
tarn_journal_add_rules (TarnJournal *self, const char *rules)
{
  TarnCommand command = { .kind = TARN_COMMAND_RULES, .texts = { rules } };

  if (self != NULL)
    add_words (self, TARN_JOURNAL_OPTION, &command, "faults add");
}

void
tarn_journal_add_clock (TarnJournal *self, const char *move, gint64 to_us)
{
  TarnCommand command = { .kind = TARN_COMMAND_CLOCK, .texts = { move }, .number = to_us };
  GString *text = g_string_new ("clock ");

  g_string_append (text, move);
  if (to_us >= 0)
    {
      g_string_append (text, " to ");
      tarn_calendar_append_time (text, to_us);
    }
  add_entry (self, TARN_JOURNAL_CLOCK, NULL, &command, g_string_free (text, FALSE));
}

/* --- The engine that writes ------------------------------------------------------------------- */

void
tarn_journal_attach (TarnJournal *self, TarnClock *clock)
{
  if (self->clock != NULL)
    self->n_kept_events_ended = tarn_journal_get_end (self, &self->end_us);
  if (clock != NULL)
    {
      /* The journal lacks what happened while it was detached, or what another engine did. */
      if (self->had_clock || self->entries->len > 0)
        self->is_incomplete = TRUE;
      self->had_clock = TRUE;
      self->n_kept_events_begun = clock->n_kept_events;
    }
  self->clock = clock;
}

gboolean
tarn_journal_is_complete (TarnJournal *self)
{
  return !self->is_incomplete && self->max_entries == 0;
}

guint64
tarn_journal_get_end (TarnJournal *self, gint64 *out_time_us)
{
  if (self->clock == NULL)
    {
      *out_time_us = self->end_us;
      return self->n_kept_events_ended;
    }

  *out_time_us = self->clock->now_us;
  return self->clock->n_kept_events - self->n_kept_events_begun;
}

const TarnCommand *
tarn_journal_get_command (TarnJournal *self, guint index)
{
  return get_entry (self, index)->command;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
append_line (GString *text, const Entry *entry)
{
  tarn_calendar_append_time (text, entry->time_us);
  g_string_append_printf (text, " %s", entry->text);
  if (entry->kind != TARN_JOURNAL_CALL)
    return;

  g_string_append_printf (text, " -> %s", entry->answer != NULL ? entry->answer : "...");
  append_word (text, entry->answer_text);
}

TarnJournalLine
tarn_journal_get_line (TarnJournal *self, guint index)
{
  const Entry *entry = get_entry (self, index);

  return (TarnJournalLine){ entry->kind,      entry->time_us, entry->text,
                            entry->operation, entry->answer,  entry->answer_text };
}

guint
tarn_journal_get_length (TarnJournal *self)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), 0);

  return self->entries->len;
}

void
tarn_journal_clear (TarnJournal *self)
{
  g_return_if_fail (TARN_IS_JOURNAL (self));
  g_return_if_fail (self->clock == NULL || tarn_ownership_is_mine (&self->clock->ownership));

  self->n_dropped += self->entries->len;
  self->first = 0;
  g_array_set_size (self->entries, 0);

  /* From now on the journal has everything again. */
  self->is_incomplete = FALSE;
  self->had_clock = self->clock != NULL;
  self->n_kept_events_ended = 0;
  if (self->clock != NULL)
    self->n_kept_events_begun = self->clock->n_kept_events;
}

TarnJournalKind
tarn_journal_get_kind (TarnJournal *self, guint index)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), TARN_JOURNAL_CALL);
  g_return_val_if_fail (index < self->entries->len, TARN_JOURNAL_CALL);

  return get_entry (self, index)->kind;
}

gint64
tarn_journal_get_time (TarnJournal *self, guint index)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), 0);
  g_return_val_if_fail (index < self->entries->len, 0);

  return get_entry (self, index)->time_us;
}

char *
tarn_journal_dup_line (TarnJournal *self, guint index)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  GString *text = g_string_new (NULL);
  append_line (text, get_entry (self, index));
  return g_string_free (text, FALSE);
}

char *
tarn_journal_dup_text (TarnJournal *self)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), NULL);

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      append_line (text, get_entry (self, i));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

char *
tarn_journal_dup_sha256 (TarnJournal *self)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), NULL);

  g_autofree char *text = tarn_journal_dup_text (self);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
is_call (const Entry *entry, const char *operation, const char *answer)
{
  if (entry->kind != TARN_JOURNAL_CALL)
    return FALSE;
  if (operation != NULL && !g_str_equal (entry->operation, operation))
    return FALSE;

  return answer == NULL || (entry->answer != NULL && g_str_equal (entry->answer, answer));
}

GArray *
tarn_journal_list_calls (TarnJournal *self, const char *operation, const char *answer)
{
  GArray *calls = g_array_new (FALSE, FALSE, sizeof (TarnJournaledCall));

  for (guint i = 0; i < self->entries->len; i++)
    if (is_call (get_entry (self, i), operation, NULL))
      {
        TarnJournaledCall call
            = { get_entry (self, i)->time_us, is_call (get_entry (self, i), operation, answer) };

        g_array_append_val (calls, call);
      }

  return calls;
}

guint
tarn_journal_count_calls (TarnJournal *self, const char *operation, const char *answer)
{
  guint n_calls = 0;

  g_return_val_if_fail (TARN_IS_JOURNAL (self), 0);

  g_free (tarn_journal_list_call_times (self, operation, answer, &n_calls));
  return n_calls;
}

gint64 *
tarn_journal_list_call_times (TarnJournal *self, const char *operation, const char *answer,
                              guint *out_n_times)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (out_n_times != NULL, NULL);

  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->entries->len; i++)
    if (is_call (get_entry (self, i), operation, answer))
      g_array_append_val (times, get_entry (self, i)->time_us);

  *out_n_times = times->len;
  return (gint64 *) (gpointer) g_array_free (times, FALSE);
}

gint
tarn_journal_find (TarnJournal *self, const char *text, guint from)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), -1);
  g_return_val_if_fail (text != NULL, -1);

  for (guint i = from; i < self->entries->len; i++)
    {
      g_autofree char *line = tarn_journal_dup_line (self, i);

      if (strstr (line, text) != NULL)
        return (gint) i;
    }

  return -1;
}
