/* SPDX-License-Identifier: MIT */
/*
 * Tests the reader of histories with small histories that show one rule each. Where the file tells a time, its unit
 * is the millisecond, and most gaps are hours or days.
 */
#include "history-text.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "worlds/descriptors.h"

#define HOUR "3600000"
#define DAY "86400000"

/* A snapshot that has a parent, a sequence number, a time in ms, and a summary. */
#define SNAP(id, parent, time, summary)                                                            \
  "{'snapshot-id':" #id ",'sequence-number':" #id ",'parent-snapshot-id':" #parent                 \
  ",'timestamp-ms':" time ",'summary':{" summary "}}"
#define OP(operation) "'operation':'" #operation "'"
#define SIZES(operation, added, removed, total)                                                    \
  OP (operation)                                                                                   \
  ",'added-files-size':'" #added "','removed-files-size':'" #removed                               \
  "','total-files-size':'" #total "'"
#define ADDS(operation, added, total)                                                              \
  OP (operation) ",'added-files-size':'" #added "','total-files-size':'" #total "'"
#define ALSO(key, value) ",'" key "':'" #value "'"
#define TABLE(head, snapshots)                                                                     \
  "{'format-version':2,'current-snapshot-id':" #head ",'snapshots':[" snapshots "]}"
#define WITH(head, members, snapshots)                                                             \
  "{'format-version':2,'current-snapshot-id':" #head "," members ",'snapshots':[" snapshots "]}"
#define LOG(id, time) "{'snapshot-id':" #id ",'timestamp-ms':" time "}"
#define FIRST SNAP (1, null, "0", ADDS (append, 100, 100))
/* The second snapshot, an hour after the first, which fills the table with 100 bytes. */
#define THEN(summary) TABLE (2, FIRST "," SNAP (2, 1, HOUR, summary))
#define HOURLY(summary2, summary3)                                                                 \
  TABLE (3, FIRST "," SNAP (2, 1, HOUR, summary2) "," SNAP (3, 2, "7200000", summary3))

typedef struct
{
  const char *name;
  const char *text; /* JSON with single quotes, or CSV */
  const char *expected;
  const char *words; /* in the notes; NULL for none */
  TarnLabHistoryOptions options;
} Row;

#define ONE(counts, commit) "1/2 first=1 " counts "; 100 @3600000 pass 3600000 " commit

/* clang-format off */
static const Row rows[] = {
  /* The begin. */
  { "what-fills-the-table-is-no-change", TABLE (1, FIRST), "0/1 first=1; 100 @0 pass 0 0/day",
    "No commit is left" },
  { "empty-snapshots-are-no-change",
    TABLE (3, SNAP (1, null, "0", OP (append) ALSO ("total-files-size", 0)) ","
           SNAP (2, 1, HOUR, ADDS (append, 7, 7)) "," SNAP (3, 2, "7200000", ADDS (append, 1, 8))),
    "1/3 first=2 append=1; 7 @7200000 pass 3600000 24/day; 0A+1-0=8", "2 showed what the table held" },
  { "what-adds-less-than-the-total-is-a-change",
    TABLE (1, SNAP (1, null, DAY, ADDS (append, 1, 100))),
    "1/1 append=1; 99 @86400000 pass 0 0/day; 0A+1-0=100", "cannot be repeated" },
  { "first-total-without-a-change", TABLE (2, SNAP (1, 9, "0", OP (append) ALSO ("total-files-size", 50))
    "," SNAP (2, 1, HOUR, ADDS (append, 5, 55))),
    "1/2 first=1 append=1; 50 @3600000 pass 3600000 120/day; 0A+5-0=55", NULL },
  { "size-from-a-later-total",
    TABLE (2, SNAP (1, 9, "0", OP (append) ALSO ("added-files-size", 5)) ","
           SNAP (2, 1, HOUR, SIZES (overwrite, 4, 2, 17))),
    "2/2 append=1 copy=1; 10 @0 pass 7200000 132/day; 0A+5-0=15 3600000O+4-2=17", NULL },
  { "no-size",
    TABLE (2, SNAP (1, 9, "0", OP (append) ALSO ("added-files-size", 5)) ","
           SNAP (2, 1, HOUR, OP (append) ALSO ("added-files-size", 5))),
    "2/2 append=2; ? @0 pass 7200000 120/day; 0A+5-0=-1 3600000A+5-0=-1", "size of the table is not known" },
  { "size-given",
    TABLE (2, SNAP (1, 9, "0", OP (append) ALSO ("added-files-size", 5)) ","
           SNAP (2, 1, HOUR, OP (append) ALSO ("added-files-size", 6))),
    "2/2 append=2; 40 @0 pass 7200000 132/day; 0A+5-0=45 3600000A+6-0=51", NULL, { .size_bytes = 40 } },
  { "size-given-of-one-byte",
    TABLE (2, SNAP (1, 9, "0", OP (append) ALSO ("added-files-size", 5)) ","
           SNAP (2, 1, HOUR, OP (append) ALSO ("added-files-size", 6))),
    "2/2 append=2; 1 @0 pass 7200000 132/day; 0A+5-0=6 3600000A+6-0=12", NULL, { .size_bytes = 1 } },
  { "size-given-over-that-of-the-file", THEN (ADDS (append, 5, 105)),
    "1/2 first=1 append=1; 40 @3600000 pass 3600000 120/day; 0A+5-0=45", "as was given; the file says 100 bytes",
    { .size_bytes = 40 } },
  { "size-given-moves-the-totals", THEN (ADDS (overwrite, 5, 60) ALSO ("removed-files-size", 1)),
    "1/2 first=1 copy=1; 90 @3600000 pass 3600000 144/day; 0O+5-1=50", NULL, { .size_bytes = 90 } },
  { "first-sequence-is-empty-before",
    TABLE (2, SNAP (1, null, "0", OP (append) ALSO ("added-files-size", 5)) ","
           SNAP (2, 1, HOUR, OP (append) ALSO ("added-files-size", 6))),
    "1/2 first=1 append=1; 5 @3600000 pass 3600000 144/day; 0A+6-0=11", NULL },
  { "later-sequence-may-not-be-empty-before",
    TABLE (5, SNAP (5, null, "0", OP (append) ALSO ("added-files-size", 5))),
    "1/1 append=1; ? @0 pass 0 0/day; 0A+5-0=-1", NULL },

  { "fills-a-table-that-others-emptied", TABLE (2, SNAP (2, 1, DAY, ADDS (append, 100, 100))),
    "1/1 append=1; 0 @86400000 pass 0 0/day; 0A+100-0=100", NULL },

  /* What a commit changes. */
  { "append", THEN (ADDS (append, 5, 105)), ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "copy-on-write", THEN (SIZES (overwrite, 7, 3, 104)), ONE ("copy=1", "240/day; 0O+7-3=104"),
    "The commit writes files anew (copy-on-write)" },
  { "copy-on-write-delete", THEN (SIZES (delete, 3, 7, 96)), ONE ("copy=1", "240/day; 0D+3-7=96"), NULL },
  { "remove", THEN (OP (delete) ALSO ("removed-files-size", 7) ALSO ("total-files-size", 93)),
    ONE ("remove=1", "168/day; 0D+0-7=93"), NULL },
  { "remove-all", THEN (OP (delete) ALSO ("removed-files-size", 100) ALSO ("total-files-size", 0)),
    ONE ("remove=1", "2400/day; 0D+0-100=0"), NULL },
  { "rewrite", THEN (SIZES (overwrite, 90, 100, 90)), ONE ("rewrite=1", "4560/day; 0O+90-100=90"),
    "The commit replaces all" },
  { "merge-on-read", THEN (ADDS (overwrite, 5, 105) ALSO ("added-position-deletes", 3)),
    ONE ("merge=1", "120/day; 0O+5-0=105"), "The commit adds delete files (merge-on-read)" },
  { "merge-on-read-delete", THEN (ADDS (delete, 5, 105) ALSO ("added-delete-files", 1)),
    ONE ("merge=1", "120/day; 0D+5-0=105"), NULL },
  { "merge-on-read-vectors", THEN (ADDS (overwrite, 5, 105) ALSO ("added-dvs", 1)),
    ONE ("merge=1", "120/day; 0O+5-0=105"), NULL },
  { "no-delete-files", THEN (ADDS (overwrite, 5, 105) ALSO ("added-delete-files", 0)),
    ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "nothing", THEN (OP (append) ALSO ("total-files-size", 100)), ONE ("empty=1", "0/day; 0A+0-0=100"),
    "The commit changes nothing" },
  { "unknown-operation", THEN (SIZES (merge, 7, 3, 104)), ONE ("copy=1", "240/day; 0O+7-3=104"),
    "The operation of 1 snapshot is none of append, overwrite, delete and replace; it counts as overwrite." },
  { "operation-in-capitals", THEN (SIZES (DELETE, 0, 3, 97)), ONE ("remove=1", "72/day; 0D+0-3=97"), NULL },
  { "removed-follows", THEN (ADDS (overwrite, 7, 104)), ONE ("copy=1", "240/day; 0O+7-3=104"), NULL },
  { "added-follows", THEN (OP (overwrite) ALSO ("removed-files-size", 3) ALSO ("total-files-size", 104)),
    ONE ("copy=1", "240/day; 0O+7-3=104"), NULL },
  { "growth-follows", THEN (OP (overwrite) ALSO ("total-files-size", 104)),
    ONE ("append=1", "96/day; 0A+4-0=104"), NULL },
  { "shrinkage-follows", THEN (OP (delete) ALSO ("total-files-size", 96)), ONE ("remove=1", "96/day; 0D+0-4=96"),
    NULL },
  { "all-removed-follows", THEN (ADDS (overwrite, 100, 100)), ONE ("rewrite=1", "4800/day; 0O+100-100=100"),
    NULL },
  { "appends-remove-nothing", HOURLY (ADDS (append, 5, 102), ADDS (append, 5, 107)),
    "2/3 first=1 append=2; 100 @3600000 pass 7200000 120/day; 0A+5-0=102 3600000A+5-0=107",
    "1 of the total sizes does not follow" },
  { "totals-from-sums", HOURLY (OP (append) ALSO ("added-files-size", 5), SIZES (overwrite, 6, 1, 110)),
    "2/3 first=1 append=1 copy=1; 100 @3600000 pass 7200000 144/day; 0A+5-0=105 3600000O+6-1=110", NULL },
  { "sums-stay-above-0", THEN (OP (delete) ALSO ("removed-files-size", 150)),
    ONE ("remove=1", "3600/day; 0D+0-150=0"), "1 of the commits removes more than the table holds" },
  { "deletes-add-nothing", THEN (OP (delete) ALSO ("removed-files-size", 150) ALSO ("total-files-size", 0)),
    ONE ("remove=1", "3600/day; 0D+0-150=0"), "1 of the commits removes more than the table holds" },
  { "main-differs-from-the-current-snapshot",
    WITH (1, "'refs':{'main':{'snapshot-id':2,'type':'branch'}}", FIRST "," SNAP (2, 1, HOUR, ADDS (append, 5, 105))),
    ONE ("append=1", "120/day; 0A+5-0=105"), "main is snapshot 2, and current-snapshot-id says 1; main counts." },
  { "bytes-per-commit-of-none", THEN (ADDS (append, 5, 105)), ONE ("append=1", "120/day; 0A+5-0=105"),
    "so bytes-per-commit has no effect", { .bytes_per_commit = 7 } },
  { "bytes-per-record-of-none", THEN (ADDS (append, 5, 105)), ONE ("append=1", "120/day; 0A+5-0=105"),
    "so bytes-per-record has no effect", { .bytes_per_record = 7 } },
  { "numbers-are-amounts", THEN ("'operation':'append','added-files-size':5,'total-files-size':105"),
    ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "null-is-absent", THEN ("'operation':null,'added-files-size':'5','removed-files-size':null,"
                            "'total-files-size':'105'"), ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "largest", THEN (SIZES (overwrite, 1152921504606846976, 100, 1152921504606846976)),
    ONE ("rewrite=1", "18446744073709551615/day; 0O+1152921504606846976-100=1152921504606846976"), NULL },

  /* Totals that do not accumulate. */
  { "totals-repeat-what-is-added", HOURLY (ADDS (append, 5, 5), ADDS (append, 6, 6)),
    "2/3 first=1 append=2; 100 @3600000 pass 7200000 132/day; 0A+5-0=105 3600000A+6-0=111",
    "total-files-size does not grow" },
  { "totals-never-change", HOURLY (ADDS (append, 5, 100), ADDS (append, 6, 100)),
    "2/3 first=1 append=2; 100 @3600000 pass 7200000 132/day; 0A+5-0=105 3600000A+6-0=111",
    "total-files-size does not grow" },
  { "totals-stay-0",
    TABLE (2, SNAP (1, null, "0", ADDS (append, 5, 0)) "," SNAP (2, 1, HOUR, ADDS (append, 6, 0))),
    "1/2 first=1 append=1; 5 @3600000 pass 3600000 144/day; 0A+6-0=11", "total-files-size does not grow" },
  { "totals-grow-once", HOURLY (ADDS (append, 5, 105), ADDS (append, 6, 105)),
    "2/3 first=1 append=2; 100 @3600000 pass 7200000 132/day; 0A+5-0=105 3600000A+6-0=105",
    "1 of the total sizes does not follow" },
  { "totals-after-a-lost-parent", TABLE (4, FIRST "," SNAP (4, 3, HOUR, ADDS (append, 5, 60))),
    "1/2 first=1 append=1; 100 @3600000 pass 3600000 120/day; 0A+5-0=60", "The parent of snapshot 4" },

  /* Compaction. */
  { "compaction-alone", TABLE (1, SNAP (1, 9, "0", SIZES (replace, 40, 51, 40) ALSO ("added-records", 9)
    ALSO ("deleted-records", 9))), "0/1 compactions=1; 40 @0 pass 0 0/day", "No commit is left" },
  { "compaction", THEN (SIZES (replace, 80, 100, 80) ALSO ("added-records", 9) ALSO ("deleted-records", 9)),
    "0/2 first=1 compactions=1; 80 @0 pass 0 0/day", "1 left out as compactions" },
  { "compaction-without-records", THEN (SIZES (replace, 80, 100, 80)),
    "0/2 first=1 compactions=1; 80 @0 pass 0 0/day", NULL },
  { "compaction-moves-the-size",
    HOURLY (SIZES (replace, 80, 100, 80), OP (append) ALSO ("added-files-size", 5)),
    "1/3 first=1 compactions=1 append=1; 80 @7200000 pass 7200000 60/day; 0A+5-0=85", NULL },
  { "compaction-that-applies-deletes",
    HOURLY (ADDS (overwrite, 5, 105) ALSO ("total-delete-files", 1) ALSO ("added-delete-files", 1),
            SIZES (replace, 80, 105, 80) ALSO ("added-records", 8) ALSO ("deleted-records", 9)),
    "1/3 first=1 compactions=1 merge=1; 100 @3600000 pass 3600000 120/day; 0O+5-0=105", NULL },
  { "compaction-that-removes-delete-files",
    THEN (SIZES (replace, 80, 100, 80) ALSO ("added-records", 8) ALSO ("deleted-records", 9)
          ALSO ("removed-delete-files", 1)), "0/2 first=1 compactions=1; 80 @0 pass 0 0/day", NULL },
  { "compaction-of-manifests", THEN (OP (replace) ALSO ("manifests-replaced", 3)),
    "0/2 first=1 compactions=1; 100 @0 pass 0 0/day", NULL },
  { "compaction-adds-no-bytes-that-are-given",
    HOURLY (OP (replace) ALSO ("manifests-replaced", 3), OP (append) ALSO ("added-files-size", 5)),
    "1/3 first=1 compactions=1 append=1; 100 @7200000 pass 7200000 60/day; 0A+5-0=105", NULL,
    { .bytes_per_commit = 7 } },
  { "compaction-that-keeps-the-total", THEN (OP (replace) ALSO ("total-files-size", 100)),
    "0/2 first=1 compactions=1; 100 @0 pass 0 0/day", NULL },
  { "replace-with-fewer-records",
    THEN (SIZES (replace, 80, 100, 80) ALSO ("added-records", 8) ALSO ("deleted-records", 9)),
    ONE ("rewrite=1", "4320/day; 0O+80-100=80"), NULL },
  { "replace-with-more-records",
    THEN (SIZES (replace, 80, 100, 80) ALSO ("added-records", 9) ALSO ("deleted-records", 8)
          ALSO ("total-delete-files", 1)), ONE ("rewrite=1", "4320/day; 0O+80-100=80"), NULL },
  { "replace-that-only-adds", THEN (ADDS (replace, 5, 105)), ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "replace-without-sizes", HOURLY (ADDS (append, 5, 105), OP (replace)),
    "2/3 first=1 append=1 unsized=1; 100 @3600000 pass 7200000 60/day; 0A+5-0=105 3600000O+0-0=105",
    "The bytes of 1 of 2 commits are not known; they count as 0" },
  { "replace-without-sizes-and-bytes-given", HOURLY (ADDS (append, 5, 105), OP (replace)),
    "2/3 first=1 append=1 unsized=1; 100 @3600000 pass 7200000 144/day; 0A+5-0=105 3600000O+7-0=112",
    "each adds 7 bytes, as was given", { .bytes_per_commit = 7 } },

  /* Order. */
  { "chain-before-the-list",
    TABLE (3, SNAP (3, 2, "7200000", ADDS (append, 2, 103)) "," FIRST ","
           SNAP (2, 1, HOUR, ADDS (append, 1, 101))),
    "2/3 first=1 append=2; 100 @3600000 pass 7200000 36/day; 0A+1-0=101 3600000A+2-0=103", NULL },
  { "chain-before-sequence-numbers",
    TABLE (1, SNAP (1, 2, HOUR, ADDS (append, 5, 105)) "," SNAP (2, null, "0", ADDS (append, 100, 100))),
    ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "time-steps-back",
    TABLE (3, SNAP (1, null, DAY, ADDS (append, 100, 100)) "," SNAP (2, 1, HOUR, ADDS (append, 1, 101)) ","
           SNAP (3, 2, "90000000", ADDS (append, 1, 102))),
    "2/3 first=1 append=2; 100 @86400000 pass 3600000 48/day; 0A+1-0=101 3600000A+1-0=102",
    "1 of the times is earlier" },
  { "parents-left-out",
    TABLE (3, SNAP (1, null, "0", ADDS (append, 1, 91)) "," SNAP (2, null, HOUR, ADDS (append, 1, 92)) ","
           SNAP (3, null, "7200000", ADDS (append, 1, 93))),
    "3/3 append=3; 90 @0 pass 10800000 24/day; 0A+1-0=91 3600000A+1-0=92 7200000A+1-0=93", NULL },
  { "middle-expired",
    TABLE (4, SNAP (1, null, "0", ADDS (append, 1, 91)) "," SNAP (2, 1, HOUR, ADDS (append, 1, 92)) ","
           SNAP (4, 3, "7200000", ADDS (append, 1, 98))),
    "3/3 append=3; 90 @0 pass 10800000 24/day; 0A+1-0=91 3600000A+1-0=92 7200000A+1-0=98",
    "The parent of snapshot 4 is not in the file" },
  { "middle-expired-before-an-overwrite",
    TABLE (4, FIRST "," SNAP (4, 3, HOUR, ADDS (overwrite, 1, 50))),
    ONE ("append=1", "24/day; 0A+1-0=50"), "The parent of snapshot 4" },
  { "two-lost-of-four",
    TABLE (4, FIRST "," SNAP (4, 3, HOUR, ADDS (append, 1, 103))),
    ONE ("append=1", "24/day; 0A+1-0=103"), "The parent of snapshot 4" },
  { "three-lost-of-six",
    TABLE (6, FIRST "," SNAP (5, 4, DAY, ADDS (append, 1, 104)) "," SNAP (6, 5, "90000000", ADDS (append, 1, 105))),
    "2/3 first=1 append=2; 100 @86400000 pass 90000000 2/day; 0A+1-0=104 3600000A+1-0=105", NULL },
  { "nearly-all-lost-after-a-tag",
    TABLE (7, FIRST "," SNAP (6, 5, DAY, ADDS (append, 1, 105)) "," SNAP (7, 6, "90000000", ADDS (append, 1, 106))),
    "2/3 detached=1 append=2; 104 @86400000 pass 7200000 24/day; 0A+1-0=105 3600000A+1-0=106",
    "1 left out, since more snapshots after them are lost" },
  { "create-or-replace",
    TABLE (2, FIRST "," SNAP (2, null, HOUR, ADDS (append, 90, 90))),
    ONE ("rewrite=1", "4560/day; 0O+90-100=90"), "The commit replaces all" },
  { "create-or-replace-and-append",
    TABLE (3, FIRST "," SNAP (2, null, HOUR, ADDS (append, 90, 90)) ","
           SNAP (3, 2, "7200000", ADDS (append, 1, 91))),
    "2/3 first=1 append=1 rewrite=1; 100 @3600000 pass 7200000 2292/day; 0O+90-100=90 3600000A+1-0=91", NULL },
  { "branch",
    WITH (2, "'refs':{'main':{'snapshot-id':2,'type':'branch'},'b':{'snapshot-id':3,'type':'branch'}}",
          FIRST "," SNAP (2, 1, HOUR, ADDS (append, 5, 105)) "," SNAP (3, 1, HOUR, ADDS (append, 9, 109))),
    "1/3 first=1 off-main=1 append=1; 100 @3600000 pass 3600000 120/day; 0A+5-0=105", NULL },
  { "branch-beside-parents-left-out",
    WITH (3, "'refs':{'main':{'snapshot-id':3,'type':'branch'},'b':{'snapshot-id':2,'type':'branch'}}",
          FIRST "," SNAP (2, null, HOUR, ADDS (append, 9, 109)) ","
          SNAP (3, null, HOUR, ADDS (append, 5, 105))),
    "1/3 first=1 off-main=1 append=1; 100 @3600000 pass 3600000 120/day; 0A+5-0=105", NULL },
  { "tag-beside-parents-left-out",
    WITH (3, "'refs':{'main':{'snapshot-id':3,'type':'branch'},'t':{'snapshot-id':2,'type':'tag'}}",
          FIRST "," SNAP (2, null, HOUR, ADDS (append, 9, 109)) ","
          SNAP (3, null, HOUR, ADDS (append, 5, 114))),
    "2/3 first=1 append=2; 100 @3600000 pass 3600000 336/day; 0A+9-0=109 0A+5-0=114", NULL },
  { "newer-beside-parents-left-out",
    TABLE (2, FIRST "," SNAP (2, null, HOUR, ADDS (append, 5, 105)) ","
           SNAP (3, null, "7200000", ADDS (append, 9, 114))),
    "1/3 first=1 off-main=1 append=1; 100 @3600000 pass 3600000 120/day; 0A+5-0=105", NULL },
  { "sequence-before-time",
    TABLE (3, SNAP (1, null, "7200000", ADDS (append, 100, 100)) ","
           SNAP (2, null, "0", ADDS (append, 5, 105)) "," SNAP (3, null, "10800000", ADDS (append, 6, 111))),
    "2/3 first=1 append=2; 100 @7200000 pass 3600000 264/day; 0A+5-0=105 3600000A+6-0=111",
    "1 of the times is earlier" },
  { "log-tells-the-main-branch",
    WITH (4, "'snapshot-log':[" LOG (1, "0") "," LOG (2, HOUR) "," LOG (4, HOUR) "]",
          FIRST "," SNAP (2, null, HOUR, ADDS (append, 5, 105)) ","
          SNAP (3, null, HOUR, ADDS (append, 9, 109)) "," SNAP (4, null, "7200000", ADDS (append, 5, 110))),
    "2/4 first=1 off-main=1 append=2; 100 @3600000 pass 7200000 120/day; 0A+5-0=105 3600000A+5-0=110", NULL },
  { "rolled-back",
    TABLE (3, FIRST "," SNAP (2, 1, HOUR, ADDS (append, 9, 109)) ","
           SNAP (3, 1, "7200000", ADDS (append, 5, 105))),
    "1/3 first=1 off-main=1 append=1; 100 @7200000 pass 7200000 60/day; 0A+5-0=105", NULL },
  { "child-of-a-newer-chain-with-an-early-time",
    "{'format-version':1,'current-snapshot-id':2,'snapshots':[{'snapshot-id':1,'timestamp-ms':10,"
    "'summary':{" ADDS (append, 100, 100) "}},{'snapshot-id':2,'parent-snapshot-id':1,'timestamp-ms':1010,"
    "'summary':{" ADDS (append, 5, 105) "}},{'snapshot-id':3,'parent-snapshot-id':2,'timestamp-ms':1}]}",
    "1/3 first=1 off-main=1 append=1; 100 @1010 pass 1000 432000/day; 0A+5-0=105", NULL },
  { "version-1-by-time",
    "{'format-version':1,'current-snapshot-id':1,'snapshots':[{'snapshot-id':1,'timestamp-ms':" HOUR ","
    "'summary':{" ADDS (append, 5, 105) "}},{'snapshot-id':2,'timestamp-ms':0,"
    "'summary':{" ADDS (append, 100, 100) "}}]}", ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "no-head",
    TABLE (-1, SNAP (2, null, HOUR, ADDS (append, 5, 105)) "," FIRST),
    ONE ("append=1", "120/day; 0A+5-0=105"), "all are taken to be on the main branch" },
  { "no-main",
    WITH (-1, "'refs':{'dev':{'snapshot-id':2,'type':'branch'}}",
          FIRST "," SNAP (2, 1, HOUR, ADDS (append, 5, 105))),
    "0/2 off-main=2; ? @0 pass 0 0/day", "2 left out as not on the main branch" },
  { "no-references",
    WITH (null, "'refs':{}", FIRST "," SNAP (2, 1, HOUR, ADDS (append, 5, 105))),
    "0/2 off-main=2; ? @0 pass 0 0/day", "No commit is left" },
  { "main-before-current",
    WITH (1, "'refs':{'main':{'snapshot-id':2}}", FIRST "," SNAP (2, 1, HOUR, ADDS (append, 5, 105))),
    ONE ("append=1", "120/day; 0A+5-0=105"), NULL },
  { "copies", TABLE (2, FIRST "," SNAP (2, 1, HOUR, ADDS (append, 5, 105)) "," FIRST),
    "1/3 first=1 copies=1 append=1; 100 @3600000 pass 3600000 120/day; 0A+5-0=105", NULL },
  { "untimed-moves-the-size",
    TABLE (3, FIRST "," SNAP (2, 1, "null", ADDS (append, 5, 105)) ","
           SNAP (3, 2, HOUR, OP (append) ALSO ("added-files-size", 6))),
    "1/3 first=1 untimed=1 append=1; 105 @3600000 pass 3600000 144/day; 0A+6-0=111", "1 left out for lack" },
  { "63-bit-ids",
    TABLE (9223372036854775807, SNAP (9223372036854775806, null, "0", ADDS (append, 100, 100)) ","
           SNAP (9223372036854775807, 9223372036854775806, HOUR, ADDS (append, 5, 105))),
    ONE ("append=1", "120/day; 0A+5-0=105"), NULL },

  /* Records. */
  { "totals-of-bytes-before-records",
    THEN (OP (append) ALSO ("added-records", 3) ALSO ("total-files-size", 104)),
    ONE ("append=1", "96/day; 0A+4-0=104"), NULL },
  { "totals-that-repeat-what-is-added-beside-records",
    TABLE (2, SNAP (1, null, "0", OP (append) ALSO ("added-records", 10) ALSO ("total-files-size", 100)) ","
           SNAP (2, 1, HOUR, OP (append) ALSO ("added-records", 3) ALSO ("total-files-size", 30)
           ALSO ("total-records", 3))),
    "1/2 first=1 append=1; 100 @3600000 pass 3600000 720/day; 0A+30-0=130", "total-files-size does not grow" },
  { "deletes-of-which-only-rows-are-known",
    TABLE (2, SNAP (1, null, "0", OP (append) ALSO ("added-records", 2) ALSO ("total-records", 2)) ","
           SNAP (2, 1, HOUR, OP (delete) ALSO ("added-position-deletes", 1) ALSO ("total-records", 2))),
    "1/2 first=1 unsized=1; 200 @3600000 pass 3600000 168/day; 0D+7-0=200", "each adds 7 bytes, as was given",
    { .bytes_per_commit = 7 } },
  { "records-as-in-the-rest",
    HOURLY (SIZES (overwrite, 10, 10, 100) ALSO ("total-records", 50),
            OP (append) ALSO ("added-records", 3)),
    "2/3 first=1 append=1 copy=1; 100 @3600000 pass 7200000 312/day; 0O+10-10=100 3600000A+6-0=106",
    "at 2 bytes a record, as in the rest" },
  { "records-are-rounded",
    HOURLY (SIZES (overwrite, 10, 10, 100) ALSO ("total-records", 60),
            OP (append) ALSO ("added-records", 3)),
    "2/3 first=1 append=1 copy=1; 100 @3600000 pass 7200000 312/day; 0O+10-10=100 3600000A+6-0=106",
    "at 2 bytes a record" },
  { "records-given", THEN (OP (append) ALSO ("added-records", 3)),
    ONE ("append=1", "720/day; 0A+30-0=130"), "at 10 bytes a record, as was given", { .bytes_per_record = 10 } },
  { "records-removed", THEN (OP (delete) ALSO ("deleted-records", 3)),
    ONE ("remove=1", "144/day; 0D+0-6=94"), NULL, { .bytes_per_record = 2 } },
  { "records-only",
    TABLE (2, SNAP (1, 9, "0", OP (append) ALSO ("added-records", 1) ALSO ("total-records", 10)) ","
           SNAP (2, 1, HOUR, OP (overwrite) ALSO ("added-records", 4) ALSO ("total-records", 12))),
    "2/2 append=1 copy=1; 900 @0 pass 7200000 8400/day; 0A+100-0=1000 3600000O+400-200=1200",
    "at 100 bytes a record, which is an assumption" },

  /* Times. */
  { "seconds",
    TABLE (2, SNAP (1, null, "1735689600", ADDS (append, 100, 100)) ","
           SNAP (2, 1, "1735693200", ADDS (append, 5, 105))),
    "1/2 first=1 append=1; 100 @1735693200000 pass 3600000 120/day; 0A+5-0=105", "The times are seconds" },
  { "earliest-seconds",
    TABLE (2, SNAP (1, null, "1000000000", ADDS (append, 100, 100)) ","
           SNAP (2, 1, "99999999999", ADDS (append, 5, 105))),
    "1/2 first=1 append=1; 100 @99999999999000 pass 98999999999000 0/day; 0A+5-0=105", "The times are seconds" },
  { "milliseconds-of-1970",
    TABLE (2, SNAP (1, null, "999999999", ADDS (append, 100, 100)) ","
           SNAP (2, 1, "1003599999", ADDS (append, 5, 105))),
    "1/2 first=1 append=1; 100 @1003599999 pass 3600000 120/day; 0A+5-0=105", NULL },
  { "latest-time",
    TABLE (2, FIRST "," SNAP (2, 1, "253402300799999", ADDS (append, 5, 105))),
    "1/2 first=1 append=1; 100 @253402300799999 pass 253402300800000 0/day; 0A+5-0=105", NULL },

  /* The length of a pass. */
  { "pass-of-known-gaps", HOURLY (ADDS (append, 5, 105), ADDS (append, 5, 110)),
    "2/3 first=1 append=2; 100 @3600000 pass 7200000 120/day; 0A+5-0=105 3600000A+5-0=110",
    "from when the table was first seen to the last commit" },
  { "pass-with-the-mean-gap", "offset,added-bytes\n0,1\n3600,1\n10800,1\n",
    "3/3 append=3; ? @0 pass 16200000 16/day; 0A+1-0=-1 3600000A+1-0=-1 10800000A+1-0=-1",
    "A pass lasts 4 h 30 min: from the first commit to the last, and the mean gap" },
  { "daily-an-hour-late", "offset,added-bytes\n0,1\n90000,1\n",
    "2/2 append=2; ? @0 pass 180000000 1/day; 0A+1-0=-1 90000000A+1-0=-1", "2 d 2 h" },
  { "daily-half-an-hour-late", "offset,added-bytes\n0,1\n88200,1\n",
    "2/2 append=2; ? @0 pass 172800000 1/day; 0A+1-0=-1 88200000A+1-0=-1", "rounded to whole days" },
  { "daily-24-minutes-early", "offset,added-bytes\n0,1\n84960,1\n",
    "2/2 append=2; ? @0 pass 172800000 1/day; 0A+1-0=-1 84960000A+1-0=-1", "rounded to whole days" },
  { "daily-31-minutes-late", "offset,added-bytes\n0,1\n88260,1\n",
    "2/2 append=2; ? @0 pass 176520000 1/day; 0A+1-0=-1 88260000A+1-0=-1", NULL },
  { "weekly-by-an-hour", "offset,added-bytes\n0,1\n606600,1\n",
    "2/2 append=2; ? @0 pass 1209600000 0/day; 0A+1-0=-1 606600000A+1-0=-1", "A pass lasts 14 d: rounded" },
  { "weekly-by-an-hour-and-a-half", "offset,added-bytes\n0,1\n607500,1\n",
    "2/2 append=2; ? @0 pass 1215000000 0/day; 0A+1-0=-1 607500000A+1-0=-1", "14 d 1 h 30 min" },
  { "days-that-would-not-hold-the-commits", "offset,added-bytes,total-bytes\n0,,10\n1,1,11\n87000,1,12\n",
    "2/3 first=1 append=2; 10 @1000 pass 87000000 2/day; 0A+1-0=11 86999000A+1-0=12", NULL },
  { "hourly-for-a-day-and-a-minute", "offset,added-bytes\n0,1\n43230,1\n",
    "2/2 append=2; ? @0 pass 86400000 2/day; 0A+1-0=-1 43230000A+1-0=-1", "rounded" },
  { "pass-in-the-log",
    WITH (4, "'metadata-log':[{'timestamp-ms':0},{'timestamp-ms':" DAY "},{'timestamp-ms':172800000}]",
          SNAP (4, 3, "259200000", ADDS (append, 5, 105))),
    "1/1 append=1; 100 @259200000 pass 86400000 5/day; 0A+5-0=105", "3 earlier times" },
  { "pass-in-a-log-of-seconds",
    WITH (4, "'metadata-log':[{'timestamp-ms':1735689600}]",
          SNAP (4, 3, "1735776000", ADDS (append, 5, 105))),
    "1/1 append=1; 100 @1735776000000 pass 86400000 5/day; 0A+5-0=105", "1 d: the mean gap in the log" },
  { "pass-in-a-log-with-later-times",
    WITH (4, "'metadata-log':[{'timestamp-ms':0},{'timestamp-ms':" DAY "},{'timestamp-ms':172800000}]",
          SNAP (4, 3, DAY, ADDS (append, 5, 105))),
    "1/1 append=1; 100 @86400000 pass 86400000 5/day; 0A+5-0=105", "1 earlier time," },
  { "log-without-an-earlier-time",
    WITH (4, "'snapshot-log':[" LOG (4, DAY) "],'metadata-log':[{'timestamp-ms':" DAY "}]",
          SNAP (4, 3, DAY, ADDS (append, 5, 105))),
    "1/1 append=1; 100 @86400000 pass 0 0/day; 0A+5-0=105", "cannot be repeated" },

  /* The last days. */
  { "last-day", "offset,added-bytes,total-bytes\n0,1,11\n3600,1,12\n86400,1,13\n90000,1,14\n",
    "2/4 earlier=2 append=2; 12 @86400000 pass 86400000 2/day; 0A+1-0=13 3600000A+1-0=14",
    "2 left out, from before the last 1 day|the last days that were asked for", { .last_days = 1 } },
  { "last-days-of-a-longer-pass", "offset,added-bytes,total-bytes\n0,,10\n864000,1,11\n867600,1,12\n",
    "2/3 first=1 append=2; 10 @864000000 pass 172800000 1/day; 0A+1-0=11 3600000A+1-0=12", NULL,
    { .last_days = 2 } },
  { "more-days-than-there-are", "offset,added-bytes,total-bytes\n0,,10\n3600,1,11\n",
    "1/2 first=1 append=1; 10 @3600000 pass 3600000 24/day; 0A+1-0=11", "shorter than the 3 days",
    { .last_days = 3 } },
  { "more-than-the-day-that-there-is", "offset,added-bytes,total-bytes\n0,,10\n3600,1,11\n",
    "1/2 first=1 append=1; 10 @3600000 pass 3600000 24/day; 0A+1-0=11",
    "shorter than the 1 day that was asked for", { .last_days = 1 } },
  { "last-days-after-a-compaction",
    "offset,operation,added-bytes,removed-bytes,total-bytes\n0,append,100,,100\n3600,append,10,,110\n"
    "90000,replace,50,110,50\n172800,append,1,,51\n",
    "1/4 first=1 earlier=1 compactions=1 append=1; 50 @172800000 pass 86400000 1/day; 0A+1-0=51", NULL, { .last_days = 1 } },
  { "last-days-without-a-commit", "offset,added-bytes,total-bytes\n0,,10\n", "0/1 first=1; 10 @0 pass 0 0/day", NULL, { .last_days = 3 } },
  { "growth-in-a-pass", THEN (ADDS (append, 900, 1000)), ONE ("append=1", "21600/day; 0A+900-0=1000"),
    "The table goes from 100 bytes to 1 kB in a pass", { .repeats = TRUE } },

  /* Logs. */
  { "snapshot-log-only",
    "{'format-version':2,'snapshots':[],'snapshot-log':[" LOG (1, "0") "," LOG (2, HOUR) "]}",
    "2/2 unsized=2; ? @0 pass 7200000 1200/day; 0A+50-0=-1 3600000A+50-0=-1",
    "The bytes of 2 of 2 commits are not known; each adds 50 bytes", { .bytes_per_commit = 50 } },
  { "metadata-log-only",
    "{'format-version':2,'metadata-log':[{'timestamp-ms':0},{'timestamp-ms':null},{'timestamp-ms':" HOUR "}]}",
    "2/3 untimed=1 unsized=2; 1000 @0 pass 7200000 1200/day; 0A+50-0=1050 3600000A+50-0=1100",
    "Of 3 entries of a log, 2 are commits", { .bytes_per_commit = 50, .size_bytes = 1000 } },

  /* Answers that hold metadata. */
  { "rest", "{'metadata-location':'x','metadata':" THEN (ADDS (append, 5, 105)) "}",
    ONE ("append=1", "120/day; 0A+5-0=105"), "LoadTable" },

  /* CSV. */
  { "csv-iso", "time,operation,added-bytes,removed-bytes,total-bytes\r\n2026-11-01T00:00:00Z,append,5,,105\r\n"
    "2026-11-01T02:30:00.25+01:30,overwrite,7,3,109\r\n",
    "2/2 append=1 copy=1; 100 @1793491200000 pass 7200500 180/day; 0A+5-0=105 3600250O+7-3=109", NULL },
  { "csv-dates", "time,added-bytes\n2024-02-28,1\n2024-02-29,1\n2024-03-01 00:00,1\n",
    "3/3 append=3; ? @1709078400000 pass 259200000 1/day; 0A+1-0=-1 86400000A+1-0=-1 172800000A+1-0=-1", NULL },
  { "csv-ms", "time,added-bytes\n1735689600000,1\n1735693200000,1",
    "2/2 append=2; ? @1735689600000 pass 7200000 24/day; 0A+1-0=-1 3600000A+1-0=-1", NULL },
  { "csv-seconds", "time,added-bytes\n1735689600,1\n1735693200,1",
    "2/2 append=2; ? @1735689600000 pass 7200000 24/day; 0A+1-0=-1 3600000A+1-0=-1", "The times are seconds" },
  { "csv-iso-is-never-seconds", "time,added-bytes\n1970-02-01,1\n1970-02-02,1\n",
    "2/2 append=2; ? @2678400000 pass 172800000 1/day; 0A+1-0=-1 86400000A+1-0=-1", NULL },
  { "csv-rows-of-one-time", "offset,added-bytes\n0,1\n3600,1\n3600,2\n",
    "3/3 append=3; ? @0 pass 5400000 64/day; 0A+1-0=-1 3600000A+1-0=-1 3600000A+2-0=-1", NULL },
  { "csv-offset-of-weeks-is-no-time", "offset,added-bytes\n2000000,1\n2003600.000001,1",
    "2/2 append=2; ? @2000000000 pass 7200000 24/day; 0A+1-0=-1 3600000A+1-0=-1", NULL },
  { "csv-gaps-of-less-than-a-second", "offset,added-bytes\n0.5,100\n0.7,100\n0.9,100\n",
    "3/3 append=3; ? @500 pass 600 43200000/day; 0A+100-0=-1 200A+100-0=-1 400A+100-0=-1",
    "The times count from the first commit, which the file has at 500 ms. A pass lasts 600 ms" },
  { "csv-gaps-of-a-microsecond", "offset,added-bytes\n0,100\n0.000001,100\n",
    "2/2 append=2; ? @0 pass 0 8640000000000/day; 0A+100-0=-1 0A+100-0=-1", "A pass lasts 2 us" },
  { "csv-columns-in-any-order", "total-bytes,removed-bytes,added-bytes,offset\n104,3,7,0\n",
    "1/1 copy=1; 100 @0 pass 0 0/day; 0O+7-3=104", NULL },
  { "csv-quotes-and-blank-lines", "\"offset\",\"added-bytes\"\n\n\"0\", 5 \n\n3600,\"6\"\n\n",
    "2/2 append=2; ? @0 pass 7200000 132/day; 0A+5-0=-1 3600000A+6-0=-1", NULL },
  { "csv-totals-only", "offset,total-bytes\n0,100\n3600,105\n7200,90\n",
    "2/3 first=1 append=1 remove=1; 100 @3600000 pass 7200000 240/day; 0A+5-0=105 3600000D+0-15=90", NULL },
  { "csv-compaction", "offset,operation,added-bytes,removed-bytes\n0,append,5,\n3600,replace,9,9\n7200,append,5,\n",
    "2/3 compactions=1 append=2; ? @0 pass 14400000 60/day; 0A+5-0=-1 7200000A+5-0=-1", NULL },
  { "csv-times-only", "offset\n0\n3600\n",
    "2/2 unsized=2; ? @0 pass 7200000 72/day; 0O+3-0=-1 3600000O+3-0=-1", NULL, { .bytes_per_commit = 3 } },
};
/* clang-format on */

static TarnLabHistory *
parse (const char *text, gsize size, const TarnLabHistoryOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return tarn_lab_history_parse (bytes, "commits", options, error);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = make_json (row->text);
  g_autoptr (TarnLabHistory) history = parse (text, strlen (text), &row->options, &error);

  g_assert_no_error (error);
  assert_history_is (history, row->expected, row->words);
}

/* --- Options ------------------------------------------------------------------------------------ */

static void
test_options (void)
{
  static const struct
  {
    TarnLabHistoryOptions options;
    const char *words; /* NULL if the options are right */
  } options[] = {
    { { .last_days = 36500 }, NULL },
    { { .last_days = 36501 }, "number of last days 36501 is more than 36500" },
    { { .stretch_permille = 1000000 }, NULL },
    { { .stretch_permille = 1000001 }, "stretch in permille" },
    { { .load_permille = 1000000 }, NULL },
    { { .load_permille = 1000001 }, "load in permille" },
    { { .size_bytes = G_GUINT64_CONSTANT (1) << 60 }, NULL },
    { { .size_bytes = (G_GUINT64_CONSTANT (1) << 60) + 1 }, "the size" },
    { { .bytes_per_commit = (G_GUINT64_CONSTANT (1) << 60) + 1 }, "bytes of a commit" },
    { { .bytes_per_record = (1 << 30) + 1 }, "bytes of a record" },
  };
  static const char text[] = "offset,added-bytes\n0,1\n3600,1\n";

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabHistory) history = parse (text, strlen (text), &options[i].options, &error);

      g_assert_cmpint (history != NULL, ==, options[i].words == NULL);
      if (options[i].words == NULL)
        g_assert_no_error (error);
      else
        assert_error_is (error, TARN_LAB_ERROR_HISTORY, "commits: ", options[i].words);
    }
}

static void
test_no_options (void)
{
  static const char text[] = "offset,added-bytes\n0,1\n3600,1\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) history = parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  assert_history_is (history, "2/2 append=2; ? @0 pass 7200000 24/day; 0A+1-0=-1 3600000A+1-0=-1",
                     NULL);
}

/* The figures are those of the file, and the notes say what the scenario makes of them. */
static void
test_changed (void)
{
  static const struct
  {
    TarnLabHistoryOptions options;
    const char *words;
  } changes[] = {
    { { .repeats = TRUE }, "next pass begins with the sizes of the first" },
    { { .repeats = TRUE, .stretch_permille = 500 }, "makes each gap 0.5 times as long" },
    { { .repeats = TRUE, .stretch_permille = 1050 }, "makes each gap 1.05 times as long" },
    { { .repeats = TRUE, .load_permille = 3000 }, "makes 3 times as many, and the size" },
  };
  static const char text[] = "offset,added-bytes,total-bytes\n0,5,105\n3600,5,110\n";

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (TarnLabHistory) history
          = tarn_lab_history_parse (bytes, "commits", &changes[i].options, &error);

      g_assert_no_error (error);
      assert_history_is (history,
                         "2/2 append=2; 100 @0 pass 7200000 120/day; 0A+5-0=105 3600000A+5-0=110",
                         changes[i].words);
      g_ptr_array_add (history->notes, NULL);
      g_autofree char *notes = g_strjoinv (" ", (char **) history->notes->pdata);
      g_ptr_array_set_size (history->notes, (gint) history->notes->len - 1);
      g_assert_cmpint (strstr (notes, "next pass") != NULL, ==,
                       changes[i].options.load_permille == 0);
      g_assert_cmpint (strstr (notes, "scenario makes") != NULL, ==, i > 0);
    }
}

/* Commits of one instant are no pass that could begin anew, so no note tells of the next one. */
static void
test_instant_repeats (void)
{
  static const char text[] = "offset,added-bytes,total-bytes\n0,5,105\n0,5,110\n";
  TarnLabHistoryOptions options = { .repeats = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) history = parse (text, strlen (text), &options, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < history->notes->len; i++)
    g_assert_null (strstr (history->notes->pdata[i], "next pass"));
}

static void
test_stretch_past_the_end_of_time (void)
{
  static const char text[] = "offset,added-bytes\n0,1\n253402300,1\n";
  TarnLabHistoryOptions options = { .stretch_permille = 600000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) fits = parse (text, strlen (text), &options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (fits);
  options.stretch_permille = 700000;
  g_assert_null (parse (text, strlen (text), &options, &error));
  assert_error_is (error, TARN_LAB_ERROR_HISTORY,
                   "commits: ", "when stretched, lasts over 10,000 years");
}

/* --- Bytes -------------------------------------------------------------------------------------- */

static GBytes *
pack (const char *text)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (packed, G_CONVERTER (gzip));

  g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed));
}

static void
append_packed (GByteArray *bytes, const char *text)
{
  g_autoptr (GBytes) packed = pack (text);

  g_byte_array_append (bytes, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
}

static void
test_gzip (void)
{
  static const guint8 zeros[7] = { 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  append_packed (bytes, "offset,added-");
  append_packed (bytes, "");
  append_packed (bytes, "bytes\n0,1\n3600,1\n");
  g_byte_array_append (bytes, zeros, sizeof zeros);

  g_autoptr (TarnLabHistory) history = parse ((const char *) bytes->data, bytes->len, NULL, &error);
  g_assert_no_error (error);
  assert_history_is (history, "2/2 append=2; ? @0 pass 7200000 24/day; 0A+1-0=-1 3600000A+1-0=-1",
                     NULL);
}

static void
test_marks (void)
{
  static const char text[] = "\xef\xbb\xbfoffset,added-bytes\n0,1\n3600,1\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) history = parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (history->n_used, ==, 2);
}

/* --- Files -------------------------------------------------------------------------------------- */

static void
assert_file_fails (const char *path, TarnLabError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_history_load (path, NULL, &error));
  assert_error_is (error, code, path, words);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tarn-history-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "commits.csv", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.csv", NULL);
  g_autofree char *below = g_build_filename (path, "x", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (folder);
  g_assert_true (g_file_set_contents (path, "offset,added-bytes\n0,1\n3600,1\n", -1, NULL));
  g_autoptr (TarnLabHistory) history = tarn_lab_history_load (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->n_used, ==, 2);

  assert_file_fails (missing, TARN_LAB_ERROR_FILE, "No such file");
  assert_file_fails (below, TARN_LAB_ERROR_FILE, "Not a directory");
  assert_file_fails (folder, TARN_LAB_ERROR_FILE, "Is a directory");
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_file_fails (path, TARN_LAB_ERROR_HISTORY, "it is empty");
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (folder));
}

/* The page on histories quotes this file, and its notes. */
static void
test_example (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabHistory) history
      = tarn_lab_history_load (EXAMPLES "/commits.csv", NULL, &error);

  g_assert_no_error (error);
  assert_history_is (
      history,
      "3/4 first=1 append=2 copy=1; 120000000000 @1793584840000 pass 259200000 2233333333/day; "
      "0A+1500000000-0=121500000000 86370000O+2000000000-1800000000=121700000000 "
      "172780000A+1400000000-0=123100000000",
      "Of 4 rows, 3 are commits of data; 1 showed what the table held at the begin, which is no change. "
      "The times count from the first commit, which the file has at 2026-11-02T02:00:40Z: `offset 7240 s` "
      "keeps that time of day, if the trial starts at midnight. "
      "A pass lasts 3 d: rounded to whole days, from which it differed by at most a 24th of a gap. "
      "The table has 120 GB before the first commit. "
      "The commits add and remove 6.7 GB in a pass, 2.23 GB a day. "
      "1 of 3 commits writes files anew (copy-on-write), so that its bytes are those of files and not of "
      "rows.");
}

/* Not every machine has this file. */
static void
test_file_without_end (void)
{
  if (g_file_test ("/dev/zero", G_FILE_TEST_EXISTS))
    assert_file_fails ("/dev/zero", TARN_LAB_ERROR_TOO_LARGE, "more than 67108864 bytes");
  else
    g_test_skip ("there is no /dev/zero");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/history/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/history/options", test_options);
  g_test_add_func ("/history/no-options", test_no_options);
  g_test_add_func ("/history/changed-by-the-scenario", test_changed);
  g_test_add_func ("/history/instant-repeats", test_instant_repeats);
  g_test_add_func ("/history/stretch-past-the-end-of-time", test_stretch_past_the_end_of_time);
  g_test_add_func ("/history/gzip", test_gzip);
  g_test_add_func ("/history/byte-order-mark", test_marks);
  g_test_add_func ("/history/files", test_files);
  g_test_add_func ("/history/example", test_example);
  g_test_add_func ("/history/file-without-end", test_file_without_end);
  return run_tests_of_files ();
}
