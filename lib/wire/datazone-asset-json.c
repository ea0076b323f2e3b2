/* SPDX-License-Identifier: MIT */
/*
 * Reads the input and writes the output of DataZone's operations on assets. The columns of an asset are in a form,
 * whose content is JSON in a text.
 */
#include <string.h>
#include <tarn/tarn-domain.h>

#include "wire/datazone-json.h"
#include "wire/json-writer.h"
#include "wire/kept.h"
#include "wire/query.h"

#define SERVICE_PREFIX "amazon.datazone."

typedef struct
{
  const char *name;
  const char *type_identifier;
  const char *owning_project_identifier;
  const char *external_identifier;
  const char *type_revision;
  const char *description;
  const char **glossary_terms;
  const json_t *forms;
  const json_t *prediction_configuration;
  const json_t *name_generation;
  gboolean generates_names;
} AssetInput;

typedef struct
{
  const char *name;
  const char *type_identifier;
  const char *type_revision;
  const char *content;
} Form;

typedef struct
{
  const char *name;
  const char *data_type;
} Column;

static void
clear_input (AssetInput *input)
{
  g_free (input->glossary_terms);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AssetInput, clear_input)

#define MEMBER(Type, name, type, field)                                                            \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (Type, field)                                          \
  }

/* Of a revision, the service has no typeIdentifier, owningProjectIdentifier and externalIdentifier. */
#define REVISION_MEMBERS                                                                           \
  MEMBER (AssetInput, "name", TEXT, name),                                                         \
      MEMBER (AssetInput, "typeRevision", TEXT, type_revision),                                    \
      MEMBER (AssetInput, "description", TEXT, description),                                       \
      MEMBER (AssetInput, "glossaryTerms", TEXTS, glossary_terms),                                 \
      MEMBER (AssetInput, "formsInput", OBJECTS, forms),                                           \
      MEMBER (AssetInput, "predictionConfiguration", OBJECT, prediction_configuration),            \
  {                                                                                                \
    NULL                                                                                           \
  }

static const TarnWireMember create_members[]
    = { MEMBER (AssetInput, "typeIdentifier", TEXT, type_identifier),
        MEMBER (AssetInput, "owningProjectIdentifier", TEXT, owning_project_identifier),
        MEMBER (AssetInput, "externalIdentifier", TEXT, external_identifier), REVISION_MEMBERS };
static const TarnWireMember revision_members[] = { REVISION_MEMBERS };
static const TarnWireMember configuration_members[]
    = { MEMBER (AssetInput, "businessNameGeneration", OBJECT, name_generation), { NULL } };
static const TarnWireMember generation_members[]
    = { MEMBER (AssetInput, "enabled", BOOLEAN, generates_names), { NULL } };
static const TarnWireMember form_members[]
    = { MEMBER (Form, "formName", TEXT, name),
        MEMBER (Form, "typeIdentifier", TEXT, type_identifier),
        MEMBER (Form, "typeRevision", TEXT, type_revision),
        MEMBER (Form, "content", TEXT, content),
        { NULL } };
static const TarnWireMember column_members[] = { MEMBER (Column, "columnName", TEXT, name),
                                                 MEMBER (Column, "dataType", TEXT, data_type),
                                                 { NULL } };

/* --- Forms of a request ----------------------------------------------------------------------- */

static gboolean
refuse_form (GError **error, gsize index, const char *member, const char *requirement)
{
  g_autofree char *path = g_strdup_printf ("formsInput[%" G_GSIZE_FORMAT "].%s", index, member);

  return tarn_wire_datazone_refuse (error, path, requirement);
}

static gboolean
add_columns (TarnAssetInput *asset, const json_t *columns, gsize form, GError **error)
{
  gsize i;
  json_t *item;

  json_array_foreach ((json_t *) columns, i, item)
  {
    Column column = { NULL, NULL };

    if (!json_is_object (item))
      return refuse_form (error, form, "content", "Member must have objects in columns");
    if (!tarn_wire_json_read (item, "columns", column_members, &column, error))
      return FALSE;
    tarn_asset_input_add_column (asset, column.name, column.data_type);
  }
  return TRUE;
}

/* The first form with a list of columns gives the asset its columns. */
static gboolean
read_content (TarnAssetInput *asset, const Form *form, gsize index, gboolean *has_columns,
              GError **error)
{
  if (form->content == NULL)
    return TRUE;

  g_autoptr (json_t) content
      = tarn_wire_json_parse ((const guint8 *) form->content, strlen (form->content), NULL);
  if (content == NULL)
    return refuse_form (error, index, "content", "Member must be a JSON object");

  const json_t *columns = json_object_get (content, "columns");
  if (*has_columns || !json_is_array (columns))
    return TRUE;
  *has_columns = TRUE;
  return add_columns (asset, columns, index, error);
}

static void
set_text (json_t *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (object, name, json_string (text));
}

static gboolean
add_forms (TarnAssetInput *asset, const json_t *forms, json_t *forms_output, GError **error)
{
  gboolean has_columns = FALSE;
  gsize i;
  json_t *item;

  json_array_foreach ((json_t *) forms, i, item)
  {
    Form form = { NULL };

    if (!tarn_wire_json_read (item, "formsInput", form_members, &form, error))
      return FALSE;
    if (form.name == NULL)
      return refuse_form (error, i, "formName", "Member must not be null");
    if (!read_content (asset, &form, i, &has_columns, error))
      return FALSE;

    json_t *output = json_object ();
    set_text (output, "formName", form.name);
    set_text (output, "typeName", form.type_identifier);
    set_text (output, "typeRevision", form.type_revision);
    set_text (output, "content", form.content);
    json_array_append_new (forms_output, output);
  }
  return TRUE;
}

/* --- Requests --------------------------------------------------------------------------------- */

static json_t *
list_texts (const char *const *texts)
{
  json_t *list = json_array ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_append_new (list, json_string (texts[i]));
  return list;
}

static gboolean
set_forms (TarnAssetInput *asset, const AssetInput *input, json_t *kept, GError **error)
{
  g_autoptr (json_t) forms = json_array ();

  if (!add_forms (asset, input->forms, forms, error))
    return FALSE;
  if (json_array_size (forms) > 0)
    json_object_set (kept, "formsOutput", forms);
  return TRUE;
}

/* Members that the library does not have are kept as they will be in the output. */
static TarnAssetInput *
make_asset (const AssetInput *input, GError **error)
{
  g_autoptr (TarnAssetInput) asset = tarn_asset_input_new (input->name, input->type_identifier);
  g_autoptr (json_t) kept = json_object ();

  set_text (kept, "typeRevision", input->type_revision);
  set_text (kept, "externalIdentifier", input->external_identifier);
  set_text (kept, "description", input->description);
  if (input->glossary_terms != NULL)
    json_object_set_new (kept, "glossaryTerms", list_texts (input->glossary_terms));
  if (!set_forms (asset, input, kept, error))
    return NULL;

  g_autofree char *annotation = tarn_wire_kept_to_annotation (kept);
  tarn_asset_input_set_annotation (asset, annotation);
  tarn_asset_input_set_business_name_generation (asset, input->generates_names);
  return g_steal_pointer (&asset);
}

static gboolean
read_input (const TarnWireCall *call, const TarnWireMember *members, AssetInput *input,
            GError **error)
{
  return tarn_wire_json_read (call->input, NULL, members, input, error)
         && tarn_wire_json_read (input->prediction_configuration, "predictionConfiguration",
                                 configuration_members, input, error)
         && tarn_wire_json_read (input->name_generation,
                                 "predictionConfiguration.businessNameGeneration",
                                 generation_members, input, error);
}

/* --- Forms of an answer ----------------------------------------------------------------------- */

typedef struct
{
  const char *asset_type; /* after the prefix of the service; NULL for any other type */
  const char *name;
  const char *type;
} SchemaForm;

/* The form in which the service has the columns of an asset. */
static const SchemaForm schema_forms[] = {
  { "GlueTableAssetType", "GlueTableForm", SERVICE_PREFIX "GlueTableFormType" },
  { "GlueViewAssetType", "GlueViewForm", SERVICE_PREFIX "GlueViewFormType" },
  { "RedshiftTableAssetType", "RedshiftTableForm", SERVICE_PREFIX "RedshiftTableFormType" },
  { "RedshiftViewAssetType", "RedshiftViewForm", SERVICE_PREFIX "RedshiftViewFormType" },
  { NULL, "RelationalTableForm", SERVICE_PREFIX "RelationalTableFormType" },
};

static const SchemaForm *
find_schema_form (const char *asset_type)
{
  const SchemaForm *form = schema_forms;

  if (g_str_has_prefix (asset_type, SERVICE_PREFIX))
    asset_type += strlen (SERVICE_PREFIX);
  while (form->asset_type != NULL && strcmp (form->asset_type, asset_type) != 0)
    form++;
  return form;
}

static void
write_form (GString *json, const char *name, const char *type, GString *content)
{
  tarn_wire_json_open (json, NULL, '{');
  tarn_wire_json_add_text (json, "formName", name);
  tarn_wire_json_add_text (json, "typeName", type);
  tarn_wire_json_add_text (json, "typeRevision", "1");
  tarn_wire_json_add_text (json, "content", content->str);
  tarn_wire_json_close (json, '}');
}

/* Writes the form of an asset whose columns came from a function of the library, not from a request. */
static void
write_schema (GString *json, const TarnAsset *asset)
{
  const SchemaForm *form = find_schema_form (tarn_asset_get_type_identifier (asset));
  g_autoptr (GString) content = g_string_new (NULL);

  tarn_wire_json_open (content, NULL, '{');
  tarn_wire_json_add_text (content, "tableName", tarn_asset_get_name (asset));
  tarn_wire_json_open (content, "columns", '[');
  for (guint i = 0; i < tarn_asset_get_n_columns (asset); i++)
    {
      tarn_wire_json_open (content, NULL, '{');
      tarn_wire_json_add_text (content, "columnName", tarn_asset_get_column_name (asset, i));
      tarn_wire_json_add_text (content, "dataType", tarn_asset_get_column_data_type (asset, i));
      tarn_wire_json_close (content, '}');
    }
  tarn_wire_json_close (content, ']');
  tarn_wire_json_close (content, '}');
  write_form (json, form->name, form->type, content);
}

/* --- Accepted texts --------------------------------------------------------------------------- */

typedef struct
{
  TarnMetadataType type;
  const char *column_member; /* in the path of a column */
  const char *form_member;   /* in both forms */
} AcceptedKind;

/* The forms in which the service has what people write about an asset, and about its columns. */
static const AcceptedKind accepted_kinds[] = {
  { TARN_METADATA_TYPE_BUSINESS_NAMES, "columnName", "name" },
  { TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS, "columnDescription", "description" },
  { TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS, "columnGlossaryTerms", "glossaryTerms" },
};

/* The texts of a type, in the order of their fields, and the next one. */
typedef struct
{
  const TarnSuggestion *texts;
  guint n_texts;
  guint next;
} Accepted;

static void
open_accepted (const TarnAsset *asset, Accepted accepted[G_N_ELEMENTS (accepted_kinds)])
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted_kinds); i++)
    {
      accepted[i].texts
          = tarn_asset_get_accepted (asset, accepted_kinds[i].type, &accepted[i].n_texts);
      accepted[i].next = 0;
    }
}

/* Returns the text of the field if it is the next one, or NULL. */
static const char *
take_text (Accepted *accepted, const char *field_path)
{
  if (accepted->next == accepted->n_texts
      || strcmp (accepted->texts[accepted->next].field_path, field_path) != 0)
    return NULL;
  return accepted->texts[accepted->next++].text;
}

static void
write_summary (GString *json, Accepted accepted[G_N_ELEMENTS (accepted_kinds)])
{
  g_autoptr (GString) content = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (accepted_kinds); i++)
    tarn_wire_json_add_text (content,
                             accepted_kinds[i].type == TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS
                                 ? "summary"
                                 : accepted_kinds[i].form_member,
                             take_text (&accepted[i], "summary"));
  if (content->len == 1)
    return;

  tarn_wire_json_close (content, '}');
  write_form (json, "AssetCommonDetailsForm", SERVICE_PREFIX "AssetCommonDetailsFormType", content);
}

static void
write_column (GString *content, const TarnAsset *asset, guint column,
              Accepted accepted[G_N_ELEMENTS (accepted_kinds)])
{
  gboolean is_open = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (accepted_kinds); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("columns[%u].%s", column, accepted_kinds[i].column_member);
      const char *text = take_text (&accepted[i], path);

      if (text == NULL)
        continue;
      if (!is_open)
        {
          tarn_wire_json_open (content, NULL, '{');
          tarn_wire_json_add_text (content, "columnIdentifier",
                                   tarn_asset_get_column_name (asset, column));
        }
      is_open = TRUE;
      tarn_wire_json_add_text (content, accepted_kinds[i].form_member, text);
    }
  if (is_open)
    tarn_wire_json_close (content, '}');
}

static void
write_accepted (GString *json, const TarnAsset *asset)
{
  Accepted accepted[G_N_ELEMENTS (accepted_kinds)];
  g_autoptr (GString) content = g_string_new ("{\"columnsBusinessMetadata\":[");
  gsize n_bytes = content->len;

  open_accepted (asset, accepted);
  write_summary (json, accepted);
  for (guint i = 0; i < tarn_asset_get_n_columns (asset); i++)
    write_column (content, asset, i, accepted);
  if (content->len == n_bytes)
    return;

  tarn_wire_json_close (content, ']');
  tarn_wire_json_close (content, '}');
  write_form (json, "ColumnBusinessMetadataForm", SERVICE_PREFIX "ColumnBusinessMetadataFormType",
              content);
}

static void
write_forms (GString *json, const TarnAsset *asset, const json_t *kept)
{
  const json_t *forms = json_object_get (kept, "formsOutput");
  gsize i;
  json_t *form;

  tarn_wire_json_open (json, "formsOutput", '[');
  json_array_foreach ((json_t *) forms, i, form)
  {
    static const char *const none[] = { NULL };

    tarn_wire_json_open (json, NULL, '{');
    tarn_wire_kept_write (form, NULL, none, json);
    tarn_wire_json_close (json, '}');
  }
  if (json_array_size (forms) == 0 && tarn_asset_get_n_columns (asset) > 0)
    write_schema (json, asset);
  write_accepted (json, asset);
  tarn_wire_json_close (json, ']');
}

/* --- Suggestions ------------------------------------------------------------------------------ */

static guint
write_suggestions_of (GString *content, const TarnAsset *asset, TarnMetadataType type)
{
  guint n_suggestions;
  const TarnSuggestion *suggestions = tarn_asset_get_suggestions (asset, type, &n_suggestions);

  for (guint i = 0; i < n_suggestions; i++)
    {
      tarn_wire_json_open (content, NULL, '{');
      tarn_wire_json_add_text (content, "fieldPath", suggestions[i].field_path);
      tarn_wire_json_add_text (content, "suggestion", suggestions[i].text);
      tarn_wire_json_close (content, '}');
    }
  return n_suggestions;
}

static void
write_suggestions (GString *json, const TarnAsset *asset)
{
  g_autoptr (GString) content = g_string_new (NULL);
  guint n_suggestions = 0;

  tarn_wire_json_open (content, NULL, '{');
  tarn_wire_json_open (content, "fieldSuggestions", '[');
  for (TarnMetadataType type = TARN_METADATA_TYPE_NONE + 1;
       tarn_metadata_type_to_string (type) != NULL; type++)
    n_suggestions += write_suggestions_of (content, asset, type);
  tarn_wire_json_close (content, ']');
  tarn_wire_json_close (content, '}');
  if (n_suggestions == 0)
    return;

  tarn_wire_json_open (json, "readOnlyFormsOutput", '[');
  write_form (json, "SuggestionForm", SERVICE_PREFIX "SuggestionFormType", content);
  tarn_wire_json_close (json, ']');
}

/* --- The operations --------------------------------------------------------------------------- */

static void
write_asset (const TarnWireCall *call, const TarnAsset *asset)
{
  static const char *const written[] = { "typeRevision", "formsOutput", NULL };
  g_autoptr (json_t) kept = tarn_wire_kept_parse (tarn_asset_get_annotation (asset));
  const char *type_revision = tarn_wire_kept_get_text (kept, "typeRevision");
  GString *json = call->output;

  tarn_wire_json_open (json, NULL, '{');
  tarn_wire_json_add_text (json, "domainId", call->labels[0]);
  tarn_wire_json_add_text (json, "id", tarn_asset_get_id (asset));
  tarn_wire_json_add_text (json, "revision", tarn_asset_get_revision (asset));
  tarn_wire_json_add_text (json, "name", tarn_asset_get_name (asset));
  tarn_wire_json_add_text (json, "owningProjectId", tarn_asset_get_owning_project_id (asset));
  tarn_wire_json_add_text (json, "typeIdentifier", tarn_asset_get_type_identifier (asset));
  tarn_wire_json_add_text (json, "typeRevision", type_revision != NULL ? type_revision : "1");
  tarn_wire_kept_write (kept, NULL, written, json);
  write_forms (json, asset, kept);
  write_suggestions (json, asset);
  tarn_wire_json_close (json, '}');
}

/* The revision was created by this call, so it is found. */
static void
write_revision (const TarnWireCall *call, const char *id, const char *revision)
{
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_look_up_asset (call->key->datazone, call->labels[0], id, revision,
                                            NULL);

  write_asset (call, asset);
}

gboolean
tarn_wire_datazone_create_asset (TarnWireCall *call, GError **error)
{
  g_auto (AssetInput) input = { 0 };

  if (!read_input (call, create_members, &input, error))
    return FALSE;

  g_autoptr (TarnAssetInput) asset = make_asset (&input, error);
  if (asset == NULL)
    return FALSE;

  g_autofree char *id
      = tarn_datazone_client_create_asset (call->key->datazone, call->labels[0],
                                           input.owning_project_identifier, asset, error);
  if (id == NULL)
    return FALSE;

  write_revision (call, id, "1");
  return TRUE;
}

gboolean
tarn_wire_datazone_create_revision (TarnWireCall *call, GError **error)
{
  g_auto (AssetInput) input = { 0 };

  if (!read_input (call, revision_members, &input, error))
    return FALSE;

  /* A revision keeps what only CreateAsset can set. */
  g_autoptr (TarnAsset) before
      = tarn_datazone_client_look_up_asset (call->key->datazone, call->labels[0], call->labels[1],
                                            NULL, NULL);
  g_autoptr (json_t) kept
      = tarn_wire_kept_parse (before != NULL ? tarn_asset_get_annotation (before) : NULL);
  input.external_identifier = tarn_wire_kept_get_text (kept, "externalIdentifier");

  g_autoptr (TarnAssetInput) asset = make_asset (&input, error);
  if (asset == NULL)
    return FALSE;

  g_autofree char *revision
      = tarn_datazone_client_create_asset_revision (call->key->datazone, call->labels[0],
                                                    call->labels[1], asset, error);
  if (revision == NULL)
    return FALSE;

  write_revision (call, call->labels[1], revision);
  return TRUE;
}

gboolean
tarn_wire_datazone_get_asset (TarnWireCall *call, GError **error)
{
  g_autofree char *revision = NULL;

  if (!tarn_wire_query_read (call->request.query, "revision", &revision, error))
    return FALSE;

  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (call->key->datazone, call->labels[0], call->labels[1],
                                        revision, error);
  if (asset == NULL)
    return FALSE;

  write_asset (call, asset);
  return TRUE;
}
