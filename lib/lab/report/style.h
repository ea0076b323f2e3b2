/* SPDX-License-Identifier: MIT */
/* The style of a page, by day and by night, wide and narrow. */
#pragma once

/* A table as cards: each row is a list of its cells, each with the head of its column. */
#define CARDS(table)                                                                                \
  table                                                                                             \
      "{display:block}" table " thead{position:absolute;width:1px;height:1px;overflow:hidden;"      \
      "clip-path:inset(50%)}" table " :is(caption,tbody,tr,th,td){display:block}" table             \
      " tr{border-bottom:1px solid var(--line);padding:8px 0}" table                                \
      " :is(th,td){border:0;padding:1px 0}" table " tbody .number{white-space:normal}" table        \
      " td{text-align:right}" table                                                                 \
      " td::before{content:attr(data-head);float:left;color:var(--faint);padding-right:12px}" table \
      " td:empty{display:none}" table " td::after{content:\"\";display:block;clear:both}"

#define tarn_lab_page_style                                                                         \
  ":root{--ground:#fff;--text:#1a1c1e;--faint:#5b6168;--line:#d9dde1;--c0:#1d5fa8;--c1:#b3501b;"    \
  "--c2:#1f7a4d;--c3:#7a45a8;--c4:#806600;--c5:#b0286a;--full:#1d5fa8;--on-full:#fff;"              \
  "--incremental:#cfe0f3}\n"                                                                        \
  "@media (prefers-color-scheme:dark){:root{--ground:#15181b;--text:#e6e8ea;--faint:#a3aab1;"       \
  "--line:#363c42;--c0:#7db4f2;--c1:#f2a272;--c2:#74cf9d;--c3:#c8a4ee;--c4:#dcc04c;--c5:#f08cb8;"   \
  "--full:#7db4f2;--on-full:#10202f;--incremental:#23405f}}\n"                                      \
  "*{box-sizing:border-box}\n"                                                                      \
  "body{margin:0;background:var(--ground);color:var(--text);"                                       \
  "font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"                                    \
  "main{max-width:952px;margin:0 auto;padding:16px}\n"                                              \
  "h1{font-size:24px;line-height:1.25;margin:8px 0}\n"                                              \
  "h2{font-size:18px;line-height:1.3;margin:32px 0 8px}\n"                                          \
  "p{margin:8px 0;max-width:720px}\n"                                                               \
  ".line{color:var(--faint);font-size:13px;margin:2px 0}\n"                                         \
  "table{border-collapse:collapse;width:100%;margin:16px 0;font-size:14px}\n"                       \
  "th,td{padding:4px 8px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);"   \
  "font-weight:400}\n"                                                                              \
  "thead th{color:var(--faint);vertical-align:bottom;overflow-wrap:break-word}\n"                   \
  "tbody th{font-weight:600;min-width:130px}\n"                                                     \
  ".number{text-align:right;font-variant-numeric:tabular-nums}tbody .number{white-space:nowrap}\n"  \
  "figure{margin:0}\n"                                                                              \
  "figcaption{color:var(--faint);font-size:14px;margin:4px 0 0;max-width:720px}\n"                  \
  "svg{display:block;width:100%;height:auto;font:130px system-ui,sans-serif;fill:var(--text)}\n"    \
  ".wide{display:none}.narrow{max-width:560px}\n"                                                   \
  ".tick,.name{fill:var(--faint);font-size:120px}\n"                                                \
  ".index{font-weight:600}\n"                                                                       \
  "path{fill:none;stroke-width:10}\n"                                                               \
  ".grid{stroke:var(--line)}.axis{stroke:var(--faint)}\n"                                           \
  ".curve{stroke-width:20;stroke-linejoin:round}\n"                                                 \
  ".k0{stroke:var(--c0)}.k1{stroke:var(--c1);stroke-dasharray:80 40}"                               \
  ".k2{stroke:var(--c2);stroke-dasharray:20 35}.k3{stroke:var(--c3);stroke-dasharray:120 40 20 40}" \
  ".k4{stroke:var(--c4);stroke-dasharray:45 25}.k5{stroke:var(--c5);stroke-dasharray:160 60}\n"     \
  ".whisker{stroke:var(--faint)}.whisker.k0{stroke:var(--c0)}\n"                                    \
  ".steps{stroke:var(--c0);stroke-dasharray:20 30}\n"                                               \
  ".mark{fill:var(--ground);stroke:var(--faint);stroke-width:15}"                                   \
  ".mark.front{fill:var(--c0);stroke:var(--c0)}\n"                                                  \
  ".bar{stroke:var(--ground);stroke-width:6}.full{fill:var(--full)}"                                \
  ".incremental{fill:var(--incremental);stroke:var(--full)}"                                        \
  ".bad{fill:var(--ground);stroke:var(--c1);stroke-width:12;stroke-dasharray:30 20}"                \
  ".starting{fill:var(--ground);stroke:var(--faint)}\n"                                             \
  ".on,.in,.behind{font-size:110px}.on{fill:var(--on-full)}\n"                                      \
  "caption{text-align:left;font-weight:600;display:none}\n"                                         \
  "@media (min-width:800px){.wide{display:block}.narrow{display:none}}\n" CARDS (                   \
      ".many") "\n@media (max-width:799px){" CARDS ("table") "}\n"                                  \
                                                             "@media print{figure,table{break-inside:avoid}}\n"
