/* SPDX-License-Identifier: MIT */
/*
 * Tests the operations that set up domains, users, projects and the glossary: which calls fail and in which
 * order the service checks them, and what a set-up allows. The tests of assets are in asset.c.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"

/* @second and @third are the arguments of the operation after the domain. */
typedef gboolean (*SetUpFunc) (TarnDataZoneClient *client, const char *domain, const char *second,
                               const char *third, GError **error);

static gboolean
take_id (char *id)
{
  gboolean is_done = id != NULL;

  g_free (id);
  return is_done;
}

static gboolean
create_domain (TarnDataZoneClient *client, const char *domain G_GNUC_UNUSED, const char *name,
               const char *third G_GNUC_UNUSED, GError **error)
{
  return take_id (tarn_datazone_client_create_domain (client, name, TARN_DOMAIN_VERSION_1, error));
}

static gboolean
create_user (TarnDataZoneClient *client, const char *domain, const char *arn,
             const char *third G_GNUC_UNUSED, GError **error)
{
  g_autofree char *account = g_strndup (arn + strlen ("arn:aws:iam::"), strlen (ACCOUNT));
  g_autoptr (TarnPrincipal) user = principal_new (account, arn);

  return take_id (tarn_datazone_client_create_user_profile (client, domain, user, error));
}

static gboolean
create_project (TarnDataZoneClient *client, const char *domain, const char *name,
                const char *third G_GNUC_UNUSED, GError **error)
{
  return take_id (tarn_datazone_client_create_project (client, domain, name, error));
}

static gboolean
create_member (TarnDataZoneClient *client, const char *domain, const char *project,
               const char *user, GError **error)
{
  return tarn_datazone_client_create_project_membership (client, domain, project, user, error);
}

static gboolean
create_term (TarnDataZoneClient *client, const char *domain, const char *name,
             const char *third G_GNUC_UNUSED, GError **error)
{
  return tarn_datazone_client_create_glossary_term (client, domain, name, error);
}

static gboolean
set_names (TarnDataZoneClient *client, const char *domain, const char *project,
           const char *third G_GNUC_UNUSED, GError **error)
{
  return tarn_datazone_client_set_business_name_generation (client, domain, project, TRUE, error);
}

typedef struct
{
  const char *name;
  SetUpFunc set_up;
  const char *domain; /* NULL for the domain of the fixture */
  const char *second;
  const char *third;
  const char *exception; /* NULL if the call succeeds */
  const char *message;
} SetUpRow;

#define DOMAIN_MISMATCH VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN)
#define NO_DOMAIN_ID VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL)
#define UNKNOWN NOT_FOUND, NO_DOMAIN ("dzd_a")
#define NO_NAME VALIDATION, VIOLATION ("name", NOT_NULL)
#define PROJECT_MISMATCH VALIDATION, VIOLATION ("projectIdentifier", MATCH_ID)
#define NO_PROJECT_ID VALIDATION, VIOLATION ("projectIdentifier", NOT_NULL)
#define USER_MISMATCH VALIDATION, VIOLATION ("member.userIdentifier", MATCH_ID)
#define NO_USER_ID VALIDATION, VIOLATION ("member.userIdentifier", NOT_NULL)
#define NO_USER(id) NOT_FOUND, "User " id " doesn't exist in domain <domain>"
#define IS_USER(arn) CONFLICT, arn " is a user of domain <domain> already"
#define IS_MEMBER(id) CONFLICT, "User " id " is a member of project <project> already"
#define FOREIGN_ROOT "arn:aws:iam::" FOREIGN ":root"

/* clang-format off */
static const SetUpRow set_up_rows[] = {
  { "domain/same-name-again", create_domain, NULL, "domain", NULL, NULL, NULL },

  { "user/new", create_user, NULL, STEWARD, NULL, NULL, NULL },
  { "user/of-another-account", create_user, NULL, FOREIGN_ROOT, NULL, NULL, NULL },
  { "user/of-another-domain", create_user, "<other>", STEWARD "2", NULL, NULL, NULL },
  { "user/no-domain", create_user, ABSENT, STEWARD, NULL, NO_DOMAIN_ID },
  { "user/domain-not-of-the-form", create_user, "a", STEWARD, NULL, DOMAIN_MISMATCH },
  { "user/unknown-domain", create_user, "dzd_a", STEWARD, NULL, UNKNOWN },
  { "user/domain-of-another-account", create_user, "<foreign>", STEWARD, NULL,
    DENIED, NO_ACCESS (ROOT, "CreateUserProfile") },
  { "user/again", create_user, NULL, STEWARD "2", NULL, IS_USER (STEWARD "2") },
  { "user/who-created-the-domain", create_user, NULL, ROOT, NULL, IS_USER (ROOT) },
  { "user/who-created-nothing-else", create_user, "<bare>", ROOT, NULL,
    CONFLICT, ROOT " is a user of domain <bare> already" },
  { "user/who-created-a-project", create_user, NULL, STEWARD "3", NULL, IS_USER (STEWARD "3") },

  { "project/same-name-again", create_project, NULL, "project", NULL, NULL, NULL },
  { "project/no-domain", create_project, ABSENT, "p", NULL, NO_DOMAIN_ID },
  { "project/domain-not-of-the-form", create_project, "", "p", NULL, DOMAIN_MISMATCH },
  { "project/unknown-domain", create_project, "dzd_a", "p", NULL, UNKNOWN },
  { "project/domain-of-another-account", create_project, "<foreign>", "p", NULL,
    DENIED, NO_ACCESS (ROOT, "CreateProject") },
  { "project/order/domain-before-name", create_project, ABSENT, ABSENT, NULL, NO_DOMAIN_ID },
  { "project/order/name-before-unknown-domain", create_project, "dzd_a", ABSENT, NULL, NO_NAME },
  { "project/order/name-before-access", create_project, "<foreign>", ABSENT, NULL, NO_NAME },

  { "member/new", create_member, NULL, "<project>", "<user>", NULL, NULL },
  { "member/no-domain", create_member, ABSENT, "<project>", "<user>", NO_DOMAIN_ID },
  { "member/domain-not-of-the-form", create_member, "", "<project>", "<user>", DOMAIN_MISMATCH },
  { "member/unknown-domain", create_member, "dzd_a", "<project>", "<user>", UNKNOWN },
  { "member/domain-of-another-account", create_member, "<foreign>", "<foreign project>", "<user>",
    DENIED, NO_ACCESS (ROOT, "CreateProjectMembership") },
  { "member/no-project", create_member, NULL, ABSENT, "<user>", NO_PROJECT_ID },
  { "member/project-not-of-the-form", create_member, NULL, "a.b", "<user>", PROJECT_MISMATCH },
  { "member/unknown-project", create_member, NULL, "p", "<user>", NOT_FOUND, NO_PROJECT ("p") },
  { "member/project-of-another-domain", create_member, NULL, "<other project>", "<user>",
    NOT_FOUND, NO_PROJECT ("<other project>") },
  { "member/no-user", create_member, NULL, "<project>", ABSENT, NO_USER_ID },
  { "member/user-not-of-the-form", create_member, NULL, "<project>", "<37*a>", USER_MISMATCH },
  { "member/user-by-arn", create_member, NULL, "<project>", ROOT, USER_MISMATCH },
  { "member/unknown-user", create_member, NULL, "<project>", "u", NO_USER ("u") },
  { "member/user-of-another-domain", create_member, NULL, "<project>", "<other user>",
    NO_USER ("<other user>") },
  { "member/again", create_member, NULL, "<project>", "<member>", IS_MEMBER ("<member>") },
  { "member/order/domain-before-project", create_member, ABSENT, "", "", NO_DOMAIN_ID },
  { "member/order/project-before-user", create_member, NULL, "", "", PROJECT_MISMATCH },
  { "member/order/user-before-unknown-domain", create_member, "dzd_a", "p", "", USER_MISMATCH },
  { "member/order/unknown-project-before-user", create_member, NULL, "p", "u",
    NOT_FOUND, NO_PROJECT ("p") },
  { "member/order/access-before-project", create_member, "<foreign>", "p", "u",
    DENIED, NO_ACCESS (ROOT, "CreateProjectMembership") },

  { "term/new", create_term, NULL, "Customer", NULL, NULL, NULL },
  { "term/other-case", create_term, NULL, "order", NULL, NULL, NULL },
  { "term/of-another-domain", create_term, "<other>", "Order", NULL, NULL, NULL },
  { "term/again", create_term, NULL, "Order", NULL,
    CONFLICT, "Domain <domain> has the term Order already" },
  { "term/no-domain", create_term, ABSENT, "Customer", NULL, NO_DOMAIN_ID },
  { "term/domain-not-of-the-form", create_term, "dzd", "Customer", NULL, DOMAIN_MISMATCH },
  { "term/unknown-domain", create_term, "dzd_a", "Customer", NULL, UNKNOWN },
  { "term/domain-of-another-account", create_term, "<foreign>", "Customer", NULL,
    DENIED, NO_ACCESS (ROOT, "CreateGlossaryTerm") },
  { "term/order/name-before-unknown-domain", create_term, "dzd_a", ABSENT, NULL, NO_NAME },
  { "term/order/access-before-term", create_term, "<foreign>", "Order", NULL,
    DENIED, NO_ACCESS (ROOT, "CreateGlossaryTerm") },

  { "names/set", set_names, NULL, "<project>", NULL, NULL, NULL },
  { "names/no-domain", set_names, ABSENT, "<project>", NULL, NO_DOMAIN_ID },
  { "names/domain-not-of-the-form", set_names, "a", "<project>", NULL, DOMAIN_MISMATCH },
  { "names/unknown-domain", set_names, "dzd_a", "<project>", NULL, UNKNOWN },
  { "names/domain-of-another-account", set_names, "<foreign>", "<foreign project>", NULL,
    DENIED, NO_ACCESS (ROOT, "SetBusinessNameGeneration") },
  { "names/no-project", set_names, NULL, ABSENT, NULL, NO_PROJECT_ID },
  { "names/project-not-of-the-form", set_names, NULL, " ", NULL, PROJECT_MISMATCH },
  { "names/unknown-project", set_names, NULL, "p", NULL, NOT_FOUND, NO_PROJECT ("p") },
  { "names/project-of-another-domain", set_names, NULL, "<other project>", NULL,
    NOT_FOUND, NO_PROJECT ("<other project>") },
  { "names/order/access-before-project", set_names, "<foreign>", "p", NULL,
    DENIED, NO_ACCESS (ROOT, "SetBusinessNameGeneration") },
};

#define NAME_MISMATCH MATCH ("^[\\t\\x{20}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]+$")

/* The service checks all names alike. */
static const struct
{
  const char *name;
  const char *text;
  const char *requirement; /* NULL if the name is valid */
} name_rows[] = {
  { "absent", ABSENT, NOT_NULL },
  { "empty", "", AT_LEAST (1) },
  { "1-character", "x", NULL },
  { "256-characters", "<256*x>", NULL },
  { "257-characters", "<257*x>", AT_MOST (256) },
  { "256-of-4-bytes", "<256*" FISH ">", NULL },
  { "257-of-4-bytes", "<257*" FISH ">", AT_MOST (256) },
  { "blank", " ", NULL },
  { "tab", "a\tb", NULL },
  { "delete", "a\x7f", NULL },
  { "line-feed", "a\nb", NAME_MISMATCH },
  { "control-1", "\x01", NAME_MISMATCH },
  { "control-31", "ab\x1f", NAME_MISMATCH },
  { "noncharacter", "\xef\xbf\xbe", NAME_MISMATCH },
  { "last-of-plane", "\xef\xbf\xbd", NULL },
  { "stray-byte", "a\xff", UTF8 },
  { "cut-character", "a\xe2\x82", UTF8 },
  { "surrogate", "\xed\xa0\x80", UTF8 },
};
/* clang-format on */

static void
add_user (const Lake *lake, const char *domain, const char *arn, const char *name)
{
  g_autoptr (TarnPrincipal) user = principal_new (ACCOUNT, arn);
  g_autoptr (GError) error = NULL;
  char *id = tarn_datazone_client_create_user_profile (lake->client, domain, user, &error);

  g_assert_no_error (error);
  lake_note (lake, name, id);
}

static Lake
set_up_lake_new (void)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD "3");
  g_autoptr (GError) error = NULL;

  lake_add_domain (&lake, lake.client, "other");
  lake_add_domain (&lake, foreigner, "foreign");
  lake_note (&lake, "bare",
             tarn_datazone_client_create_domain (lake.client, "bare", TARN_DOMAIN_VERSION_1, NULL));
  lake_add_project (&lake, steward, lake.domain, "steward's");
  add_user (&lake, lake.domain, STEWARD "2", "user");
  add_user (&lake, lake_find (&lake, "other"), STEWARD "4", "other user");
  add_user (&lake, lake.domain, STEWARD "4", "member");
  create_member (lake.client, lake.domain, lake.project, lake_find (&lake, "member"), &error);
  g_assert_no_error (error);
  create_term (lake.client, lake.domain, "Order", NULL, &error);
  g_assert_no_error (error);
  return lake;
}

static gboolean
set_up (const Lake *lake, const SetUpRow *row, GError **error)
{
  g_autofree char *domain = lake_choose (lake, row->domain, lake->domain);
  g_autofree char *second = lake_choose (lake, row->second, NULL);
  g_autofree char *third = lake_choose (lake, row->third, NULL);

  return row->set_up (lake->client, domain, second, third, error);
}

static void
test_set_up (gconstpointer data)
{
  const SetUpRow *row = data;
  g_auto (Lake) lake = set_up_lake_new ();
  g_autofree char *before = get_digest (lake.engine);
  g_autoptr (GError) error = NULL;
  gboolean is_done = set_up (&lake, row, &error);

  assert_outcome (&lake, is_done, error, row->exception, row->message);
  g_autofree char *after = get_digest (lake.engine);
  if (row->exception != NULL)
    g_assert_cmpstr (after, ==, before);
  else if (row->set_up != set_names)
    g_assert_cmpstr (after, !=, before);
}

/*
 * A refused call must not change the future either, and no getter shows users and members. So a fixture with
 * refused calls must go on like its twin without them.
 */
static void
test_refused_leaves_the_future (void)
{
  g_auto (Lake) refused = set_up_lake_new ();
  g_auto (Lake) twin = set_up_lake_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (set_up_rows); i++)
    if (set_up_rows[i].exception != NULL)
      g_assert_false (set_up (&refused, &set_up_rows[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (set_up_rows); i++)
    if (set_up_rows[i].exception == NULL)
      {
        g_assert_true (set_up (&refused, &set_up_rows[i], NULL));
        g_assert_true (set_up (&twin, &set_up_rows[i], NULL));
      }

  g_autofree char *refused_digest = get_digest (refused.engine);
  g_autofree char *twin_digest = get_digest (twin.engine);
  g_assert_cmpstr (refused_digest, ==, twin_digest);
}

static void
test_name (gconstpointer data)
{
  static const SetUpFunc funcs[] = { create_domain, create_project, create_term };
  guint row = GPOINTER_TO_UINT (data);
  g_autofree char *message = g_strconcat (VIOLATION ("name", ""), name_rows[row].requirement, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (funcs); i++)
    {
      g_auto (Lake) lake = lake_new (1);
      g_autofree char *name = lake_choose (&lake, name_rows[row].text, NULL);
      g_autoptr (GError) error = NULL;
      gboolean is_done = funcs[i](lake.client, lake.domain, name, NULL, &error);

      assert_outcome (&lake, is_done, error, name_rows[row].requirement != NULL ? VALIDATION : NULL,
                      message);
    }
}

static void
test_no_version (void)
{
  g_auto (Lake) lake = lake_new (1);
  const gint versions[] = { 0, 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*version*");
      g_assert_null (tarn_datazone_client_create_domain (lake.client, "d",
                                                         (TarnDomainVersion) versions[i], NULL));
      g_test_assert_expected_messages ();
    }
}

/* --- What a set-up allows --------------------------------------------------------------------- */

static gboolean
may_start (const Lake *lake, TarnDataZoneClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lake_try (lake, client, &(StartCall){ 0 }, &error);

  if (id != NULL)
    lake_cancel (lake, id);
  else
    g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_UNAUTHORIZED);
  return id != NULL;
}

/* A client notices when its caller becomes a user and a member, even after an earlier call. */
static void
test_membership (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);

  g_assert_false (may_start (&lake, steward));
  add_user (&lake, lake.domain, STEWARD, "steward");
  g_assert_false (may_start (&lake, steward));
  create_member (lake.client, lake.domain, lake.project, lake_find (&lake, "steward"), NULL);
  g_assert_true (may_start (&lake, steward));
}

/* A member of one project is not a member of another project. */
static void
test_membership_of_another_project (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  const char *second = lake_add_project (&lake, lake.client, lake.domain, "second");

  lake_add_project (&lake, steward, lake.domain, "steward's");
  g_assert_false (may_start (&lake, steward));
  add_user (&lake, lake.domain, STEWARD "2", "user");
  create_member (lake.client, lake.domain, second, lake_find (&lake, "user"), NULL);
  g_clear_object (&steward);
  steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD "2");
  g_assert_false (may_start (&lake, steward));
}

/* A run shows the id of the user who started it. */
static void
test_user_is_told (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (TarnMetadataRun) run = NULL;

  add_user (&lake, lake.domain, STEWARD, "steward");
  create_member (lake.client, lake.domain, lake.project, lake_find (&lake, "steward"), NULL);
  run = lake_call_start (&lake, steward, &(StartCall){ 0 }, NULL);
  g_assert_cmpstr (tarn_metadata_run_get_created_by (run), ==, lake_find (&lake, "steward"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/domain/set-up/", set_up_rows, test_set_up);
  for (guint i = 0; i < G_N_ELEMENTS (name_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/domain/name/", name_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_name);
    }
  g_test_add_func ("/domain/refused-leaves-the-future", test_refused_leaves_the_future);
  g_test_add_func ("/domain/no-version", test_no_version);
  g_test_add_func ("/domain/membership/new", test_membership);
  g_test_add_func ("/domain/membership/of-another-project", test_membership_of_another_project);
  g_test_add_func ("/domain/user-is-told", test_user_is_told);
  return g_test_run ();
}
